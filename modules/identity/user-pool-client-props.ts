import type { UserPool } from "./user-pool";

export interface UserPoolClientProps {
  /** Physical name: at most 128 letters, digits, spaces and _+=,.@-. */
  readonly name: string;
  /** User pool that the client belongs to. */
  readonly userPool: UserPool;
  /**
   * Scopes that the client can request: `openid` and others of OpenID Connect, and those of the pool. At least one.
   */
  readonly scopes: readonly string[];
}
