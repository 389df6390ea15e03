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
export type { DeploymentAccess } from "./deployment-access";
export type { ExistingDeploymentAttributes } from "./existing-deployment";
export { GradualDeployment } from "./gradual-deployment";
export {
  GRADUAL_DEPLOYMENT_DEFAULTS,
  VERSION_SHIFTS,
  type DeploymentHooks,
  type GradualDeploymentProps,
  type HookFunction,
  type ShiftedFunction,
  type VersionShift,
} from "./gradual-deployment-props";
