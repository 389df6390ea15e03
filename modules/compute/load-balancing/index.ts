export { ApplicationLoadBalancer, type LoadBalancerOrigin } from "./application-load-balancer";
export {
  APPLICATION_LOAD_BALANCER_DEFAULTS,
  type AccessLogBucket,
  type ApplicationLoadBalancerProps,
} from "./application-load-balancer-props";
export type { BlueGreenTargetGroups } from "./blue-green-target-groups";
export type {
  CloudFrontExposure,
  InternalExposure,
  InternetExposure,
  LoadBalancerExposure,
  SecretHeader,
  VpcOriginExposure,
} from "./exposure";
export type { TargetGroup } from "./target-group";
export {
  TARGET_GROUP_DEFAULTS,
  TARGET_HEALTH_CHECK_DEFAULTS,
  type BlueGreenTargetGroupSettings,
  type TargetGroupSettings,
  type TargetHealthCheck,
} from "./target-group-props";
