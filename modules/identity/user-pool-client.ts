import { CognitoUserPoolClient } from "@cdktf/provider-aws/lib/cognito-user-pool-client";
import { TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { regionalProviderOf, useProviderOf, withDefaults } from "../core";
import { USER_POOL_CLIENT_DEFAULTS, type UserPoolClientProps } from "./user-pool-client-props";
import { validateReturn, validateUserPoolClient } from "./user-pool-client-validation";

/**
 * A single-page application as a client of a user pool. It signs users in by the hosted pages and the authorization
 * code flow with PKCE; a browser cannot keep a client secret, so there is none.
 *
 * Tokens are revocable. `allowReturnTo` names the
 * sites that the pages return to, whose addresses are usually known later than the client.
 */
export class UserPoolClient extends Construct {
  readonly clientId: string;
  /** User pool of the client, as identity pools name it. */
  readonly providerName: string;
  private readonly client: CognitoUserPoolClient;
  private readonly returnUrls: string[] = [];

  /** @throws InputError when the name or a scope exceeds the limits of Cognito. */
  constructor(scope: Construct, id: string, props: UserPoolClientProps) {
    validateUserPoolClient(scope, id, props);
    super(scope, id);
    useProviderOf(this, regionalProviderOf(props.userPool));
    const settings = withDefaults(props, USER_POOL_CLIENT_DEFAULTS);
    const { name, userPool, scopes, identityProviders, tokenMinutes, refreshTokenDays } = settings;
    this.client = new CognitoUserPoolClient(this, "client", {
      name,
      userPoolId: userPool.userPoolId,
      generateSecret: false,
      allowedOauthFlowsUserPoolClient: true,
      allowedOauthFlows: ["code"],
      allowedOauthScopes: [...scopes],
      supportedIdentityProviders: [...identityProviders],
      // Users type passwords into the hosted pages only: no flow accepts one from the client.
      explicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH"],
      preventUserExistenceErrors: "ENABLED",
      enableTokenRevocation: true,
      accessTokenValidity: tokenMinutes,
      idTokenValidity: tokenMinutes,
      refreshTokenValidity: refreshTokenDays,
      tokenValidityUnits: [{ accessToken: "minutes", idToken: "minutes", refreshToken: "days" }],
      // Cognito refuses scopes that do not exist yet, and sign-in pages need the domain.
      dependsOn: userPool.node.findAll().filter(TerraformResource.isTerraformResource),
    });
    this.clientId = this.client.id;
    this.providerName = userPool.providerName;
    this.node.addValidation({ validate: () => this.problems() });
  }

  /**
   * Allows the sign-in pages to return to a site's front page, after sign-in and after sign-out.
   *
   * @param siteUrl - scheme and host, without a path: `https://shop.example.com`.
   * @throws InputError when the URL has another form, or the client has 100 sites already.
   */
  allowReturnTo(siteUrl: string): void {
    validateReturn(this.node.scope!, this.node.id, siteUrl, this.returnUrls.length + 1);
    this.returnUrls.push(`${siteUrl}/`);
    this.client.callbackUrls = this.returnUrls;
    this.client.logoutUrls = this.returnUrls;
  }

  /** Cognito refuses the code flow without a callback URL at apply. */
  private problems(): string[] {
    return this.returnUrls.length > 0 ? [] : ["no site to return to after sign-in; call allowReturnTo"];
  }
}
