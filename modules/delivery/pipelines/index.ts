export { BuildProject } from "./build-project";
export {
  BUILD_PROJECT_DEFAULTS,
  buildRoleArn,
  type BuildComputeType,
  type BuildProjectProps,
} from "./build-project-props";
export type { BuildSpec } from "./build-spec";
export type { BuildVariables } from "./build-variables";
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
export { SourceConnection } from "./source-connection";
export { SOURCE_CONNECTION_DEFAULTS, type SourceConnectionProps, type SourceHost } from "./source-connection-props";
