import type { KeyReference } from "../core";
import type { UserPool } from "./user-pool";

/**
 * Ways in which a server signs users in. With `password` the server sees passwords; with `srp` it proves their
 * knowledge.
 */
export type SignInFlow = "password" | "srp" | "custom";

export interface ServerClientProps {
  /** Physical name of the client and its secret: at most 128 letters, digits and _+=.@-. */
  readonly name: string;
  /** User pool that the client belongs to. */
  readonly userPool: UserPool;
  /** Flows besides refresh tokens. @default srp */
  readonly flows?: readonly SignInFlow[];
  /** Key of the pool's region that encrypts the secret. */
  readonly key: KeyReference;
  /** Minutes for which access tokens are valid: 5 to 1440, the limits of Cognito. @default 60 */
  readonly accessTokenMinutes?: number;
  /** Minutes for which ID tokens are valid: 5 to 1440, the limits of Cognito. @default 60 */
  readonly idTokenMinutes?: number;
  /** Days for which a refresh token is valid: 1 to 3650, the limits of Cognito. @default 30 */
  readonly refreshTokenDays?: number;
  /** Makes Terraform refuse any plan that deletes the secret. @default true */
  readonly deletionProtection?: boolean;
}

export const SERVER_CLIENT_DEFAULTS = {
  flows: ["srp"],
  accessTokenMinutes: 60,
  idTokenMinutes: 60,
  refreshTokenDays: 30,
  deletionProtection: true,
} as const satisfies Partial<ServerClientProps>;
