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
  /**
   * Providers that the sign-in pages offer: `COGNITO` for users of the pool, and names of its `addIdentityProvider`.
   * @default COGNITO
   */
  readonly identityProviders?: readonly string[];
  /** Minutes for which access and ID tokens are valid: 5 to 1440, the limits of Cognito. @default 60 */
  readonly tokenMinutes?: number;
  /** Days for which a refresh token is valid: 1 to 3650, the limits of Cognito. @default 1 */
  readonly refreshTokenDays?: number;
}

export const USER_POOL_CLIENT_DEFAULTS = {
  tokenMinutes: 60,
  refreshTokenDays: 1,
  identityProviders: ["COGNITO"],
} as const;
