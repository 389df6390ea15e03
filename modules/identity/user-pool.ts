import { CognitoIdentityProvider } from "@cdktf/provider-aws/lib/cognito-identity-provider";
import { CognitoResourceServer } from "@cdktf/provider-aws/lib/cognito-resource-server";
import { CognitoUserGroup } from "@cdktf/provider-aws/lib/cognito-user-group";
import { CognitoUserPool } from "@cdktf/provider-aws/lib/cognito-user-pool";
import { CognitoUserPoolDomain } from "@cdktf/provider-aws/lib/cognito-user-pool-domain";
import { LambdaPermission } from "@cdktf/provider-aws/lib/lambda-permission";
import { Construct } from "constructs";
import { AwsStack, Validation, aliasArn, referenceIn, useProviderOf, withDefaults } from "../core";
import { SOCIAL_NAMES, providerArguments, type IdentityProvider, type SocialProvider } from "./federation";
import { identityProviderRule, providerName } from "./federation-rules";
import { memberId, otherThan } from "./member-ids";
import {
  PASSWORD_CHARACTERS,
  USER_POOL_DEFAULTS,
  type ClaimsFunction,
  type PasswordPolicy,
  type ResourceServer,
  type UserGroupSettings,
  type UserPoolProps,
} from "./user-pool-props";
import { validateGroup, validateUserPool } from "./user-pool-validation";

const MINIMUM_PASSWORD_LENGTH = 12;
const TEMPORARY_PASSWORD_DAYS = 3;
/** Message of a code by e-mail. */
const EMAIL_CODE = { subject: "Your sign-in code", message: "Your sign-in code is {####}." };
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
  /** Host and path of `issuer`, by which identity pools name the pool. */
  readonly providerName: string;
  /**
   * URL of the sign-in pages, without a final slash: `/oauth2/authorize`, `/oauth2/token` and `/logout` are below it.
   */
  readonly hostedUrl: string;
  /** Scopes of the resource server as tokens contain them: `shop/orders.read`. */
  readonly scopeNames: readonly string[];
  /** Names of the providers of `addIdentityProvider`, which clients can offer. */
  readonly identityProviderNames: string[] = [];
  private readonly pool: CognitoUserPool;
  private readonly tier: NonNullable<UserPoolProps["tier"]>;
  private readonly precedences: number[] = [];
  private readonly groupNames: string[] = [];
  private readonly providerDomains: string[] = [];

  /** @throws InputError when a name, the domain prefix, a scope or a choice exceeds the limits of Cognito. */
  constructor(scope: Construct, id: string, props: UserPoolProps) {
    validateUserPool(scope, id, props);
    super(scope, id);
    useProviderOf(this, props.regional);
    const { region, dnsSuffix } = AwsStack.of(this);
    const { domainPrefix, resourceServer } = props;
    const pool = this.createPool(props);
    this.pool = pool;
    this.tier = props.tier ?? USER_POOL_DEFAULTS.tier;
    this.createResourceServer(pool, resourceServer);
    const { domain } = new CognitoUserPoolDomain(this, "domain", { userPoolId: pool.id, domain: domainPrefix });
    this.userPoolId = pool.id;
    this.userPoolArn = pool.arn;
    this.providerName = `cognito-idp.${region}.${dnsSuffix}/${pool.id}`;
    this.issuer = `https://${this.providerName}`;
    this.hostedUrl = `https://${domain}.auth.${region}.amazoncognito.com`;
    this.scopeNames = Object.keys(resourceServer.scopes).map((name) => `${resourceServer.identifier}/${name}`);
  }

  /**
   * Adds a group. Tokens of its members contain the name in `cognito:groups`, which an API can compare.
   *
   * @throws InputError when the name, the precedence or the description exceeds the limits of Cognito.
   */
  addGroup(name: string, settings: UserGroupSettings): void {
    validateGroup(this.node.scope!, this.node.id, {
      name,
      settings,
      names: this.groupNames,
      precedences: this.precedences,
    });
    const { precedence, description, role } = settings;
    this.precedences.push(precedence);
    this.groupNames.push(name);
    const group = { userPoolId: this.userPoolId, name, precedence, description, roleArn: role?.roleArn };
    new CognitoUserGroup(this, `group-${memberId(name)}`, group);
  }

  /**
   * Lets users of an external provider sign in, through clients that offer it: add providers before their clients.
   *
   * @param name - name of a SAML or OIDC provider; `Google`, `Facebook` and `LoginWithAmazon` have theirs.
   * @returns the name, for `identityProviders` of a client.
   * @throws InputError when the name or a setting is not what Cognito accepts, or the secret is a literal.
   */
  addIdentityProvider(provider: SocialProvider): string;
  addIdentityProvider(provider: Exclude<IdentityProvider, SocialProvider>, name: string): string;
  addIdentityProvider(provider: IdentityProvider, name?: string): string {
    const socialNames: Readonly<Record<string, string>> = SOCIAL_NAMES;
    const providerNamed = name ?? socialNames[provider.type] ?? "";
    new Validation(this.node.scope!, this.node.id)
      .apply("addIdentityProvider.name", providerNamed, providerName(provider.type))
      .apply("addIdentityProvider.name", providerNamed, otherThan(this.identityProviderNames))
      .apply("addIdentityProvider", provider, identityProviderRule(this.providerDomains))
      .throwIfInvalid();
    new CognitoIdentityProvider(this, `provider-${memberId(providerNamed)}`, {
      userPoolId: this.userPoolId,
      providerName: providerNamed,
      ...providerArguments(provider),
    });
    this.identityProviderNames.push(providerNamed);
    if (provider.type === "saml") this.providerDomains.push(...(provider.domains ?? []));
    return providerNamed;
  }

  /**
   * Lets a function add claims and scopes to ID and access tokens before each is issued (event version 2).
   *
   * @throws InputError when the function is of another region, or the tier is `LITE`, which has no such event.
   */
  addClaimsBy(fn: ClaimsFunction): void {
    const fix = "choose ESSENTIALS or PLUS";
    new Validation(this.node.scope!, this.node.id)
      .apply("addClaimsBy", fn, referenceIn(AwsStack.of(this).region, "aliasArn", aliasArn))
      .check(this.tier !== "LITE", "tier", this.tier, "a tier with claims in access tokens", fix)
      .throwIfInvalid();
    this.pool.putLambdaConfig({ preTokenGenerationConfig: { lambdaArn: fn.aliasArn, lambdaVersion: "V2_0" } });
    new LambdaPermission(this, "claims-permission", {
      action: "lambda:InvokeFunction",
      functionName: fn.functionName,
      qualifier: fn.aliasName,
      principal: "cognito-idp.amazonaws.com",
      sourceArn: this.userPoolArn,
    });
  }

  private createPool(props: UserPoolProps): CognitoUserPool {
    const { passwordPolicy, ...settings } = withDefaults(props, USER_POOL_DEFAULTS);
    const { name, signUp, mfa, email, tier, deletionProtection } = settings;
    const factors: readonly string[] = mfa === "off" ? [] : settings.secondFactors;
    // Cognito refuses to send both codes to one address.
    const recovery = factors.includes("email") ? "admin_only" : "verified_email";
    return new CognitoUserPool(this, "pool", {
      name,
      deletionProtection: deletionProtection ? "ACTIVE" : "INACTIVE",
      usernameAttributes: ["email"],
      usernameConfiguration: { caseSensitive: false },
      autoVerifiedAttributes: ["email"],
      // The old address stays valid until the new one is verified.
      userAttributeUpdateSettings: { attributesRequireVerificationBeforeUpdate: ["email"] },
      accountRecoverySetting: { recoveryMechanism: [{ name: recovery, priority: 1 }] },
      adminCreateUserConfig: { allowAdminCreateUserOnly: signUp === "administrators" },
      passwordPolicy: passwordPolicyOf(passwordPolicy),
      mfaConfiguration: MFA_CONFIGURATIONS[mfa],
      softwareTokenMfaConfiguration: factors.includes("app") ? { enabled: true } : undefined,
      emailMfaConfiguration: factors.includes("email") ? EMAIL_CODE : undefined,
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
