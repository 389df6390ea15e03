export { ServerClient } from "./server-client";
export { SERVER_CLIENT_DEFAULTS, type ServerClientProps, type SignInFlow } from "./server-client-props";
export { UserPool } from "./user-pool";
export { UserPoolClient } from "./user-pool-client";
export { USER_POOL_CLIENT_DEFAULTS, type UserPoolClientProps } from "./user-pool-client-props";
export {
  USER_POOL_DEFAULTS,
  type PasswordPolicy,
  type ResourceServer,
  type SesEmail,
  type UserPoolProps,
} from "./user-pool-props";
