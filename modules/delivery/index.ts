export { BlueGreenDeployment } from "./blue-green-deployment";
export {
  BLUE_GREEN_DEPLOYMENT_DEFAULTS,
  TRAFFIC_SHIFTS,
  type BlueGreenDeploymentProps,
  type DeployedService,
  type DeployedTasks,
  type DeploymentTargets,
  type TrafficShift,
} from "./blue-green-deployment-props";
export { BuildProject } from "./build-project";
export {
  BUILD_PROJECT_DEFAULTS,
  buildRoleArn,
  type BuildComputeType,
  type BuildProjectProps,
} from "./build-project-props";
export type { BuildSpec } from "./build-spec";
export type { BuildVariables } from "./build-variables";
export { DeploymentRole } from "./deployment-role";
export type { DeploymentRoleProps } from "./deployment-role-props";
export { ImageReplication } from "./image-replication";
export type { ImageReplicationProps } from "./image-replication-props";
export { ImageRepository } from "./image-repository";
export { IMAGE_REPOSITORY_DEFAULTS, imageRepositoryUrl, type ImageRepositoryProps } from "./image-repository-props";
export type { DeploymentAccess } from "./deployment-access";
export type { ExistingDeploymentAttributes } from "./existing-deployment";
export { Pipeline } from "./pipeline";
export {
  PIPELINE_DEFAULTS,
  type ApprovalAction,
  type ArtifactBucket,
  type BuildAction,
  type DeployAction,
  type NotificationTopic,
  type PipelineDeployment,
  type PipelineProject,
  type PipelineProps,
  type PipelineSource,
  type PipelineStage,
} from "./pipeline-props";
export type { RepositoryAccess } from "./repository-access";
export { SourceConnection } from "./source-connection";
export { SOURCE_CONNECTION_DEFAULTS, type SourceConnectionProps, type SourceHost } from "./source-connection-props";
