export { DeploymentRole } from "./deployment-role";
export type { DeploymentRoleProps } from "./deployment-role-props";
export * from "./deployments";
export * from "./images";
export * from "./pipelines";
