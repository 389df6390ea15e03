import { CognitoUserPoolClient } from "@cdktf/provider-aws/lib/cognito-user-pool-client";
import { TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { Validation, checkName } from "../core";
import type { UserPool } from "./user-pool";

export interface UserPoolClientProps {
  /** Physical name: at most 128 letters, digits, spaces and _+=,.@-. */
  readonly name: string;
  readonly userPool: UserPool;
  /** What the client may ask for: `openid` and others of OpenID Connect, and scopes of the pool's resource server. At least one. */
  readonly scopes: readonly string[];
}

/** Scopes that every user pool knows. */
const STANDARD_SCOPES = ["openid", "email", "phone", "profile", "aws.cognito.signin.user.admin"];

const TOKEN_MINUTES = 60;
const REFRESH_TOKEN_DAYS = 1;
const MAX_RETURN_URLS = 100;
/** Cognito takes plain HTTP from a developer's own machine only. */
const SITE_URL = /^(?:https:\/\/[a-z0-9.-]+(?::\d{1,5})?|http:\/\/localhost(?::\d{1,5})?)$/;

/**
 * A single-page application as a client of a user pool. It signs users in by the hosted pages and the authorization code flow; a secret could
 * not be kept in a browser, so that it has none and proves itself by PKCE.
 *
 * Access and ID tokens are valid for 60 minutes, refresh tokens for one day, and revocable. Which site the pages lead back to is said by
 * `allowReturnTo`, because the site's address is usually known only after what stands behind it.
 */
export class UserPoolClient extends Construct {
  readonly clientId: string;
  private readonly client: CognitoUserPoolClient;
  private readonly returnUrls: string[] = [];

  /** @throws InputError when the name or a scope is not what Cognito accepts. */
  constructor(scope: Construct, id: string, props: UserPoolClientProps) {
    validate(scope, id, props);
    super(scope, id);
    const { name, userPool, scopes } = props;
    this.client = new CognitoUserPoolClient(this, "client", {
      name,
      userPoolId: userPool.userPoolId,
      generateSecret: false,
      allowedOauthFlowsUserPoolClient: true,
      allowedOauthFlows: ["code"],
      allowedOauthScopes: [...scopes],
      supportedIdentityProviders: ["COGNITO"],
      // Passwords are typed into the hosted pages alone: no flow lets the client send one.
      explicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH"],
      preventUserExistenceErrors: "ENABLED",
      enableTokenRevocation: true,
      accessTokenValidity: TOKEN_MINUTES,
      idTokenValidity: TOKEN_MINUTES,
      refreshTokenValidity: REFRESH_TOKEN_DAYS,
      tokenValidityUnits: [{ accessToken: "minutes", idToken: "minutes", refreshToken: "days" }],
      // Cognito refuses scopes that do not exist yet, and without a domain there are no pages to sign in by.
      dependsOn: userPool.node.findAll().filter(TerraformResource.isTerraformResource),
    });
    this.clientId = this.client.id;
    this.node.addValidation({ validate: () => this.problems() });
  }

  /**
   * Lets the hosted pages lead back to a site's front page, after signing in and after signing out.
   *
   * @param siteUrl - scheme and host, without a path: `https://shop.example.com`.
   * @throws InputError when it is not that, or the client has 100 already.
   */
  allowReturnTo(siteUrl: string): void {
    new Validation(this.node.scope!, this.node.id)
      .matches("allowReturnTo", siteUrl, SITE_URL, "https:// and a host without path", "pass the site's origin")
      .check(
        this.returnUrls.length < MAX_RETURN_URLS,
        "allowReturnTo",
        this.returnUrls.length + 1,
        `at most ${MAX_RETURN_URLS} sites`,
        "make a client for each group of sites",
      )
      .throwIfInvalid();
    this.returnUrls.push(`${siteUrl}/`);
    this.client.callbackUrls = this.returnUrls;
    this.client.logoutUrls = this.returnUrls;
  }

  /** Cognito refuses the code flow without a callback URL, at apply. */
  private problems(): string[] {
    return this.returnUrls.length > 0 ? [] : ["nowhere to return to after signing in; call allowReturnTo"];
  }
}

/** Limits of `CreateUserPoolClient`. */
function validate(scope: Construct, id: string, { name, userPool, scopes }: UserPoolClientProps): void {
  const known = [...STANDARD_SCOPES, ...userPool.scopeNames];
  const validation = new Validation(scope, id);
  checkName(validation, "user pool client name", name);
  validation.check(scopes.length > 0, "scopes", scopes, "at least one scope", "say what the client may ask for");
  scopes.forEach((name) =>
    validation.oneOf("scopes", name, known, "add it to the pool's resource server, or correct it"),
  );
  validation.check(
    new Set(scopes).size === scopes.length,
    "scopes",
    scopes,
    "every scope once",
    "remove the scope that stands twice",
  );
  validation.throwIfInvalid();
}
