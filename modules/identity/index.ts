export { UserPool } from "./user-pool";
export { UserPoolClient } from "./user-pool-client";
export { USER_POOL_CLIENT_DEFAULTS, type UserPoolClientProps } from "./user-pool-client-props";
export { USER_POOL_DEFAULTS, type ResourceServer, type SesEmail, type UserPoolProps } from "./user-pool-props";
