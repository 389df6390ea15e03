import type { RegionalProvider } from "../core";

/** An API with its OAuth 2.0 scopes. */
export interface ResourceServer {
  /** Prefix of the scopes: `shop` for `shop/orders.read`. 1 to 256 ASCII characters. */
  readonly identifier: string;
  /** Descriptions by scope, without the identifier: 1 to 100 scopes. */
  readonly scopes: Readonly<Record<string, string>>;
}

/** A verified identity of Amazon SES that sends the pool's e-mail. */
export interface SesEmail {
  /** ARN of the SES identity, in the pool's region or another one that Cognito supports. */
  readonly identityArn: string;
  /** Sender: `no-reply@shop.example.com`, or `Shop <no-reply@shop.example.com>`. */
  readonly from: string;
}

/** Kinds of characters that Cognito can require of passwords. */
export const PASSWORD_CHARACTERS = ["lowercase", "uppercase", "numbers", "symbols"] as const;

export interface PasswordPolicy {
  /** Fewest characters: 6 to 99, the limits of Cognito. @default 12 */
  readonly minimumLength?: number;
  /** Kinds of characters that every password has. @default all four */
  readonly required?: readonly (typeof PASSWORD_CHARACTERS)[number][];
}

/** A second factor: an authenticator app (TOTP), or a code by e-mail. */
export type SecondFactor = "app" | "email";

export const SECOND_FACTORS: readonly SecondFactor[] = ["app", "email"];

/** A group of users, which tokens list in `cognito:groups`. */
export interface UserGroupSettings {
  /**
   * Rank among the groups of a user, from 0, the highest: it decides the preferred role. No two groups have the same.
   */
  readonly precedence: number;
  /** Purpose of the group: at most 2048 characters. @default none */
  readonly description?: string;
  /** Role that identity pools can give members of the group, such as a `ServiceRole`. @default none */
  readonly role?: { readonly roleArn: string };
}

/** Function that adds claims to tokens, such as a `ZipFunction`. */
export interface ClaimsFunction {
  readonly functionName: string;
  readonly aliasName: string;
  /** ARN of the alias, in the region of the pool. */
  readonly aliasArn: string;
  /** Region of the function, for an `aliasArn` that is unknown until plan. @default not compared */
  readonly region?: string;
}

export interface UserPoolProps {
  /** Physical name: at most 128 letters, digits, spaces and _+=,.@-. */
  readonly name: string;
  /**
   * First label of the sign-in pages' domain, unique in the region: at most 63 lower-case letters, digits and
   * hyphens. Another prefix replaces the domain.
   */
  readonly domainPrefix: string;
  /** API that access tokens are for. */
  readonly resourceServer: ResourceServer;
  /** Creator of accounts: visitors (`self-service`) or administrators. @default "administrators" */
  readonly signUp?: "administrators" | "self-service";
  /**
   * Second factor, by `secondFactors`. The sign-in pages ask for enrollment only when it is `required`;
   * `optional` needs an application that enrolls its users. @default "required"
   */
  readonly mfa?: "off" | "optional" | "required";
  /**
   * Second factors that users can choose. `email` needs `email`, a tier above `LITE`, and leaves the recovery of
   * accounts to administrators: Cognito sends both codes to different places only. @default app
   */
  readonly secondFactors?: readonly SecondFactor[];
  /** Form of passwords. A change applies to new passwords. @default 12 characters of all four kinds */
  readonly passwordPolicy?: PasswordPolicy;
  /** Sender of e-mail through Amazon SES. @default Cognito itself, which sends at most 50 messages a day */
  readonly email?: SesEmail;
  /**
   * Feature plan of the pool: `LITE`, `ESSENTIALS` or `PLUS`, each with its own price per user. @default "ESSENTIALS"
   */
  readonly tier?: "LITE" | "ESSENTIALS" | "PLUS";
  /** Makes Terraform and Cognito refuse to delete the pool with its users. @default true */
  readonly deletionProtection?: boolean;
  /** Region of the pool and its provider. @default the stack's */
  readonly regional?: RegionalProvider;
}

export const USER_POOL_DEFAULTS = {
  signUp: "administrators",
  mfa: "required",
  secondFactors: ["app"],
  tier: "ESSENTIALS",
  deletionProtection: true,
} as const satisfies Partial<UserPoolProps>;
