export { USER_POOL_DEFAULTS, UserPool, type ResourceServer, type UserPoolProps } from "./user-pool";
export { UserPoolClient, type UserPoolClientProps } from "./user-pool-client";
