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
   * Authenticator app (TOTP) as second factor. The sign-in pages ask for enrollment only when it is `required`;
   * `optional` needs an application that enrolls its users. @default "required"
   */
  readonly mfa?: "off" | "optional" | "required";
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
  tier: "ESSENTIALS",
  deletionProtection: true,
} as const;
