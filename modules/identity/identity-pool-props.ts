import type { RegionalProvider } from "../core";

/** A client of a user pool whose users get credentials, such as a `UserPoolClient`. */
export interface IdentityClient {
  /** Id of the client. */
  readonly clientId: string;
  /** User pool of the client, as identity pools name it: host and path of its issuer. */
  readonly providerName: string;
}

export interface IdentityPoolProps {
  /** Physical name, and prefix of the default role: at most 56 letters, digits, _+=,.@-. Another replaces the pool. */
  readonly name: string;
  /** Clients whose users get credentials: 1 to 50. */
  readonly clients: readonly IdentityClient[];
  /**
   * Choice of the role of a user: `by-group` takes the role of the user's group with the lowest precedence (`addGroup`
   * of the user pool), `by-rule` the role of the first rule that the claims satisfy (`addRule`). Users without a role
   * get no credentials.
   */
  readonly roles: "by-group" | "by-rule";
  /** Makes Terraform refuse any plan that deletes the pool: other users would get other identities. @default true */
  readonly deletionProtection?: boolean;
  /** Region of the pool and its provider. @default the stack's */
  readonly regional?: RegionalProvider;
}

export const IDENTITY_POOL_DEFAULTS = { deletionProtection: true } as const satisfies Partial<IdentityPoolProps>;

/** Name of the role that a pool needs, without permissions. */
export const defaultRoleName = (name: string): string => `${name}-default`;

/** Role of users of an identity pool. */
export interface IdentityRoleSettings {
  /** Physical name. At most 64 characters. Another name replaces the role. */
  readonly name: string;
  /** Purpose of the role, shown by IAM. */
  readonly description: string;
}

/** A condition on one claim of a token, and the role of those who satisfy it. */
export interface RoleRule {
  /** Claim of the ID token: `custom:plan`, `email`. At most 64 characters. */
  readonly claim: string;
  /** Comparison of the claim with `value`. */
  readonly match: "equals" | "not-equal" | "starts-with" | "contains";
  /** 1 to 128 characters. */
  readonly value: string;
  /** Role, of `addRole`. */
  readonly role: { readonly roleArn: string };
}
