import { CognitoResourceServer } from "@cdktf/provider-aws/lib/cognito-resource-server";
import { CognitoUserPool } from "@cdktf/provider-aws/lib/cognito-user-pool";
import { CognitoUserPoolDomain } from "@cdktf/provider-aws/lib/cognito-user-pool-domain";
import { Construct } from "constructs";
import { AWS_REGIONS, Validation, checkName, type AwsRegion } from "../core";

/** An API as OAuth 2.0 sees it. */
export interface ResourceServer {
  /** What the API's scopes begin with: `shop` for `shop/orders.read`. */
  readonly identifier: string;
  /** Descriptions by scope, without the identifier: 1 to 100. */
  readonly scopes: Readonly<Record<string, string>>;
}

export interface UserPoolProps {
  /** Physical name: at most 128 letters, digits, spaces and _+=,.@-. */
  readonly name: string;
  readonly region: AwsRegion;
  /** Begins the name of the hosted sign-in pages, unique in the region: at most 63 lower-case letters, digits and hyphens. */
  readonly domainPrefix: string;
  /** The API that access tokens are for. */
  readonly resourceServer: ResourceServer;
  /** Who makes accounts: visitors themselves, or administrators for them. @default "administrators" */
  readonly signUp?: "administrators" | "self-service";
  /** Whether users have to use an authenticator app (TOTP), or may. @default "optional" */
  readonly mfa?: "optional" | "required";
  /** Refuse any plan that would delete the pool with its users, and have Cognito refuse it too. @default true */
  readonly deletionProtection?: boolean;
}

export const USER_POOL_DEFAULTS = { signUp: "administrators", mfa: "optional", deletionProtection: true } as const;

const MINIMUM_PASSWORD_LENGTH = 12;
const TEMPORARY_PASSWORD_DAYS = 3;
const MAX_SCOPES = 100;

/**
 * Stateful. A Cognito user pool with hosted sign-in pages and the scopes of one API. Users sign in with their e-mail address, which has to be
 * verified and by which a forgotten password is recovered.
 *
 * Attributes of users cannot be changed after the pool is made without losing everybody, so that there are none beside the standard ones.
 * Threat protection is off: it needs Cognito's Plus tier.
 */
export class UserPool extends Construct {
  readonly userPoolId: string;
  readonly userPoolArn: string;
  /** The `iss` of the pool's tokens; the keys that sign them are published below it. */
  readonly issuer: string;
  /** Address of the hosted pages, without a final slash: `/oauth2/authorize`, `/oauth2/token` and `/logout` are below it. */
  readonly hostedUrl: string;
  /** Scopes of the resource server as tokens name them: `shop/orders.read`. */
  readonly scopeNames: readonly string[];

  /** @throws InputError when a name, the domain prefix, a scope or a choice is not what Cognito accepts. */
  constructor(scope: Construct, id: string, props: UserPoolProps) {
    validate(scope, id, props);
    super(scope, id);
    const { region, domainPrefix, resourceServer } = props;
    const pool = this.createPool(props);
    this.createResourceServer(pool, resourceServer);
    const { domain } = new CognitoUserPoolDomain(this, "domain", { userPoolId: pool.id, domain: domainPrefix });
    this.userPoolId = pool.id;
    this.userPoolArn = pool.arn;
    this.issuer = `https://cognito-idp.${region}.amazonaws.com/${pool.id}`;
    this.hostedUrl = `https://${domain}.auth.${region}.amazoncognito.com`;
    this.scopeNames = Object.keys(resourceServer.scopes).map((name) => `${resourceServer.identifier}/${name}`);
  }

  private createPool(props: UserPoolProps): CognitoUserPool {
    const { name, signUp = USER_POOL_DEFAULTS.signUp, mfa = USER_POOL_DEFAULTS.mfa } = props;
    const { deletionProtection = USER_POOL_DEFAULTS.deletionProtection } = props;
    return new CognitoUserPool(this, "pool", {
      name,
      deletionProtection: deletionProtection ? "ACTIVE" : "INACTIVE",
      usernameAttributes: ["email"],
      usernameConfiguration: { caseSensitive: false },
      autoVerifiedAttributes: ["email"],
      // The old address stays in force until the new one is verified.
      userAttributeUpdateSettings: { attributesRequireVerificationBeforeUpdate: ["email"] },
      accountRecoverySetting: { recoveryMechanism: [{ name: "verified_email", priority: 1 }] },
      adminCreateUserConfig: { allowAdminCreateUserOnly: signUp === "administrators" },
      passwordPolicy: {
        minimumLength: MINIMUM_PASSWORD_LENGTH,
        requireLowercase: true,
        requireUppercase: true,
        requireNumbers: true,
        requireSymbols: true,
        temporaryPasswordValidityDays: TEMPORARY_PASSWORD_DAYS,
      },
      mfaConfiguration: mfa === "required" ? "ON" : "OPTIONAL",
      softwareTokenMfaConfiguration: { enabled: true },
      lifecycle: { preventDestroy: deletionProtection },
    });
  }

  private createResourceServer({ id: userPoolId }: CognitoUserPool, { identifier, scopes }: ResourceServer): void {
    new CognitoResourceServer(this, "resource-server", {
      userPoolId,
      identifier,
      name: identifier,
      scope: Object.entries(scopes).map(([scopeName, scopeDescription]) => ({ scopeName, scopeDescription })),
    });
  }
}

/** Limits of `CreateUserPool`, `CreateUserPoolDomain` and `CreateResourceServer`. */
function validate(scope: Construct, id: string, props: UserPoolProps): void {
  const { name, region, domainPrefix, resourceServer, signUp, mfa } = props;
  const validation = new Validation(scope, id)
    .oneOf<string>("region", region, AWS_REGIONS, "pass the stack's region")
    .oneOf<string>("signUp", signUp, ["administrators", "self-service"], "say who makes accounts")
    .oneOf<string>("mfa", mfa, ["optional", "required"], "say whether a second factor is required")
    .matches(
      "domainPrefix",
      domainPrefix,
      /^(?!.*(?:aws|amazon|cognito))[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/,
      "1 to 63 lower-case letters, digits and inner hyphens, without the words aws, amazon and cognito",
      "reword the prefix",
    );
  checkName(validation, "user pool name", name);
  checkResourceServer(validation, resourceServer);
  validation.throwIfInvalid();
}

function checkResourceServer(validation: Validation, { identifier, scopes }: ResourceServer): void {
  const names = Object.keys(scopes);
  validation
    .matches(
      "resourceServer.identifier",
      identifier,
      /^[\x21\x23-\x5b\x5d-\x7e]{1,256}$/,
      'up to 256 ASCII characters without spaces, " and \\',
      "name the API by a word or a URL",
    )
    .check(
      names.length > 0 && names.length <= MAX_SCOPES,
      "resourceServer.scopes",
      names.length,
      `1 to ${MAX_SCOPES} scopes`,
      "say what clients may be allowed to do",
    );
  Object.entries(scopes).forEach(([name, description]) =>
    validation
      .matches(
        "resourceServer.scopes",
        name,
        /^[\x21\x23-\x2e\x30-\x5b\x5d-\x7e]{1,256}$/,
        'scopes of up to 256 ASCII characters without spaces, /, " and \\',
        "write it like orders.read",
      )
      .matches(
        `resourceServer.scopes.${name}`,
        description,
        /^.{1,256}$/s,
        "a description of 1 to 256 characters",
        "say what the scope allows",
      ),
  );
}
