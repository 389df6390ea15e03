export { parseCron, type Cron, type CronFields } from "./cron";
export { LOG_RETENTION_DAYS, checkLogRetention, type LogRetentionDays } from "./log-retention";
export { checkName, type NameKind } from "./names";
export {
  PolicyDocument,
  sidOf,
  type PolicyCondition,
  type PolicyPrincipal,
  type PolicyStatement,
} from "./policy-document";
export type { Graph, Grantee, KeyReference, Metric, Peer, Placement, Signal } from "./references";
export { AWS_REGIONS, type AwsRegion, type RegionalProvider } from "./regions";
export { readSecretStatements } from "./secret-access";
export { SecurityGroup, type SecurityGroupProps } from "./security-group";
export { ServiceRole, type ServiceRoleProps } from "./service-role";
export { AwsStack, type AwsStackProps, type StateLocation } from "./stack";
export {
  KERNEL_POLICIES,
  resourceAddresses,
  type StackPolicy,
  type SynthesizedStack,
  type TerraformBlock,
  type TerraformJson,
} from "./stack-policy";
export { PolicyError, synthesize, type SynthesizeOptions } from "./synthesize";
export { InputError, Validation, isKnown, type Problem } from "./validation";
