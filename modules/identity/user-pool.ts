import { CognitoResourceServer } from "@cdktf/provider-aws/lib/cognito-resource-server";
import { CognitoUserPool } from "@cdktf/provider-aws/lib/cognito-user-pool";
import { CognitoUserPoolDomain } from "@cdktf/provider-aws/lib/cognito-user-pool-domain";
import { Construct } from "constructs";
import { AwsStack, useProviderOf, withDefaults } from "../core";
import {
  PASSWORD_CHARACTERS,
  USER_POOL_DEFAULTS,
  type PasswordPolicy,
  type ResourceServer,
  type UserPoolProps,
} from "./user-pool-props";
import { validateUserPool } from "./user-pool-validation";

const MINIMUM_PASSWORD_LENGTH = 12;
const TEMPORARY_PASSWORD_DAYS = 3;
const MFA_CONFIGURATIONS = { off: "OFF", optional: "OPTIONAL", required: "ON" } as const;

/**
 * Stateful. A Cognito user pool with hosted sign-in pages and the scopes of one API. Users sign in with a verified
 * e-mail address, which also recovers a forgotten password.
 *
 * A change of user attributes replaces the pool and deletes its users, so the pool has the standard attributes only.
 * Threat protection is off: it needs Cognito's Plus tier.
 */
export class UserPool extends Construct {
  readonly userPoolId: string;
  readonly userPoolArn: string;
  /** Claim `iss` of the pool's tokens; the signing keys are published below this URL. */
  readonly issuer: string;
  /**
   * URL of the sign-in pages, without a final slash: `/oauth2/authorize`, `/oauth2/token` and `/logout` are below it.
   */
  readonly hostedUrl: string;
  /** Scopes of the resource server as tokens contain them: `shop/orders.read`. */
  readonly scopeNames: readonly string[];

  /** @throws InputError when a name, the domain prefix, a scope or a choice exceeds the limits of Cognito. */
  constructor(scope: Construct, id: string, props: UserPoolProps) {
    validateUserPool(scope, id, props);
    super(scope, id);
    useProviderOf(this, props.regional);
    const { region, dnsSuffix } = AwsStack.of(this);
    const { domainPrefix, resourceServer } = props;
    const pool = this.createPool(props);
    this.createResourceServer(pool, resourceServer);
    const { domain } = new CognitoUserPoolDomain(this, "domain", { userPoolId: pool.id, domain: domainPrefix });
    this.userPoolId = pool.id;
    this.userPoolArn = pool.arn;
    this.issuer = `https://cognito-idp.${region}.${dnsSuffix}/${pool.id}`;
    this.hostedUrl = `https://${domain}.auth.${region}.amazoncognito.com`;
    this.scopeNames = Object.keys(resourceServer.scopes).map((name) => `${resourceServer.identifier}/${name}`);
  }

  private createPool(props: UserPoolProps): CognitoUserPool {
    const { passwordPolicy, ...settings } = withDefaults(props, USER_POOL_DEFAULTS);
    const { name, signUp, mfa, email, tier, deletionProtection } = settings;
    return new CognitoUserPool(this, "pool", {
      name,
      deletionProtection: deletionProtection ? "ACTIVE" : "INACTIVE",
      usernameAttributes: ["email"],
      usernameConfiguration: { caseSensitive: false },
      autoVerifiedAttributes: ["email"],
      // The old address stays valid until the new one is verified.
      userAttributeUpdateSettings: { attributesRequireVerificationBeforeUpdate: ["email"] },
      accountRecoverySetting: { recoveryMechanism: [{ name: "verified_email", priority: 1 }] },
      adminCreateUserConfig: { allowAdminCreateUserOnly: signUp === "administrators" },
      passwordPolicy: passwordPolicyOf(passwordPolicy),
      mfaConfiguration: MFA_CONFIGURATIONS[mfa],
      softwareTokenMfaConfiguration: mfa === "off" ? undefined : { enabled: true },
      emailConfiguration: email && {
        emailSendingAccount: "DEVELOPER",
        sourceArn: email.identityArn,
        fromEmailAddress: email.from,
      },
      userPoolTier: tier,
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

function passwordPolicyOf({
  minimumLength = MINIMUM_PASSWORD_LENGTH,
  required = PASSWORD_CHARACTERS,
}: PasswordPolicy = {}) {
  return {
    minimumLength,
    requireLowercase: required.includes("lowercase"),
    requireUppercase: required.includes("uppercase"),
    requireNumbers: required.includes("numbers"),
    requireSymbols: required.includes("symbols"),
    temporaryPasswordValidityDays: TEMPORARY_PASSWORD_DAYS,
  };
}
