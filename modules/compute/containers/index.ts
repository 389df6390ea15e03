export {
  CONTAINER_DEFAULTS,
  HEALTH_CHECK_DEFAULTS,
  type ContainerHealthCheck,
  type ContainerSecret,
  type ContainerSettings,
} from "./container-definition";
export { EcsCluster } from "./ecs-cluster";
export { ECS_CLUSTER_DEFAULTS, type EcsClusterProps } from "./ecs-cluster-props";
export type { TaskCluster } from "./existing-ecs-cluster";
export { FargateService } from "./fargate-service";
export {
  FARGATE_SERVICE_DEFAULTS,
  ROLLING_DEFAULTS,
  type BlueGreenTarget,
  type CodeDeployDeployment,
  type FargateServiceProps,
  type RollingDeployment,
  type ServiceDeployment,
  type ServiceTarget,
} from "./fargate-service-props";
export { FARGATE_MEMORY, type FargateSize } from "./fargate-sizes";
export { FARGATE_TASK_DEFAULTS, type FargateTaskSettings, type TaskArchitecture } from "./fargate-task-props";
export { ScheduledTask } from "./scheduled-task";
export { SCHEDULED_TASK_DEFAULTS, type ScheduledTaskProps, type UnstartedQueue } from "./scheduled-task-props";
export { ServiceScaling } from "./service-scaling";
export {
  SCALING_STEPS_DEFAULTS,
  SERVICE_SCALING_DEFAULTS,
  type BacklogTarget,
  type RequestThresholds,
  type ScalingSteps,
  type ServiceScalingProps,
  type StepThresholds,
  type TrackedMetrics,
  type TrackedRequests,
} from "./service-scaling-props";
export { OTLP_HTTP_ENDPOINT, TRACING_SIDECAR_DEFAULTS, type TracingSidecar } from "./tracing-sidecar";
