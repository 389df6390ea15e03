/** An API with its OAuth 2.0 scopes. */
export interface ResourceServer {
  /** Prefix of the scopes: `shop` for `shop/orders.read`. 1 to 256 ASCII characters. */
  readonly identifier: string;
  /** Descriptions by scope, without the identifier: 1 to 100 scopes. */
  readonly scopes: Readonly<Record<string, string>>;
}

export interface UserPoolProps {
  /** Physical name: at most 128 letters, digits, spaces and _+=,.@-. */
  readonly name: string;
  /**
   * First label of the sign-in pages' domain, unique in the region: at most 63 lower-case letters, digits and hyphens.
   * Another prefix replaces the domain.
   */
  readonly domainPrefix: string;
  /** API that access tokens are for. */
  readonly resourceServer: ResourceServer;
  /** Creator of accounts: visitors (`self-service`) or administrators. @default "administrators" */
  readonly signUp?: "administrators" | "self-service";
  /** Authenticator app (TOTP) as second factor. @default "optional" */
  readonly mfa?: "optional" | "required";
  /** Makes Terraform and Cognito refuse to delete the pool with its users. @default true */
  readonly deletionProtection?: boolean;
}

export const USER_POOL_DEFAULTS = { signUp: "administrators", mfa: "optional", deletionProtection: true } as const;
