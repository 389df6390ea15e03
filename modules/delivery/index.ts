export { DeploymentRole } from "./deployment-role";
export type { DeploymentRoleProps } from "./deployment-role-props";
export * from "./deployments";
export * from "./github";
export * from "./images";
export { PermissionsBoundary, type PermissionsBoundaryProps } from "./permissions-boundary";
export * from "./pipelines";
