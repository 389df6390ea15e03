export { GithubTrust } from "./github-trust";
export type { GithubRepository, GithubRole, GithubTrustProps } from "./github-trust-props";
export type { TrustedRole } from "./trusted-role";
