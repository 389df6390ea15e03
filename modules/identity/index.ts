export { IdentityPool } from "./identity-pool";
export {
  IDENTITY_POOL_DEFAULTS,
  type IdentityClient,
  type IdentityPoolProps,
  type IdentityRoleSettings,
  type RoleRule,
} from "./identity-pool-props";
export { ServerClient } from "./server-client";
export { SERVER_CLIENT_DEFAULTS, type ServerClientProps, type SignInFlow } from "./server-client-props";
export type { IdentityProvider, OAuthClient, OidcProvider, SamlProvider, SocialProvider } from "./federation";
export { UserPool } from "./user-pool";
export { UserPoolClient } from "./user-pool-client";
export { USER_POOL_CLIENT_DEFAULTS, type UserPoolClientProps } from "./user-pool-client-props";
export {
  USER_POOL_DEFAULTS,
  type ClaimsFunction,
  type PasswordPolicy,
  type ResourceServer,
  type SecondFactor,
  type SesEmail,
  type UserGroupSettings,
  type UserPoolProps,
} from "./user-pool-props";
