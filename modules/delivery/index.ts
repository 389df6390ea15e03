export {
  BUILD_PROJECT_DEFAULTS,
  BuildProject,
  buildRoleArn,
  type BuildComputeType,
  type BuildProjectProps,
} from "./build-project";
export type { BuildSpec } from "./build-spec";
export type { BuildVariables } from "./build-variables";
export { DeploymentRole, type DeploymentRoleProps } from "./deployment-role";
export { ImageReplication, type ImageReplicationProps } from "./image-replication";
export {
  IMAGE_REPOSITORY_DEFAULTS,
  ImageRepository,
  imageRepositoryUrl,
  type ImageRepositoryProps,
} from "./image-repository";
export { Pipeline, type ArtifactBucket, type PipelineProps } from "./pipeline";
export type { ApprovalAction, BuildAction, PipelineProject, PipelineSource, PipelineStage } from "./pipeline-stages";
export {
  SOURCE_CONNECTION_DEFAULTS,
  SourceConnection,
  type SourceConnectionProps,
  type SourceHost,
} from "./source-connection";
