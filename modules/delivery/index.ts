export { DeploymentRole } from "./deployment-role";
export type { DeploymentRoleProps } from "./deployment-role-props";
export * from "./deployments";
export * from "./github";
export * from "./images";
export * from "./pipelines";
