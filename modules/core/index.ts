export { parseCron, type Cron, type CronFields } from "./cron";
export { LOG_RETENTION_DAYS, checkLogRetention, type LogRetentionDays } from "./log-retention";
export { checkName, type NameKind } from "./names";
export {
  PolicyDocument,
  sidOf,
  type PolicyCondition,
  type PolicyPrincipal,
  type PolicyStatement,
} from "./iam/policy-document";
export { AWS_REGIONS, type AwsRegion, type RegionalProvider } from "./regions";
export { readSecretStatements } from "./iam/secret-access";
export { SecurityGroup, type SecurityGroupProps } from "./security-group";
export { ServiceRole, type ServiceRoleProps } from "./iam/service-role";
export { AwsStack, type AwsStackProps, type StateLocation } from "./stack";
export {
  KERNEL_POLICIES,
  resourceAddresses,
  type StackPolicy,
  type SynthesizedStack,
  type TerraformBlock,
  type TerraformJson,
} from "./synthesis/stack-policy";
export { PolicyError, synthesize, type SynthesizeOptions } from "./synthesis/synthesize";
export { InputError, Validation, isKnown, type Problem } from "./validation";
export type { CertificateReference, Grantee, KeyReference, Peer, Placement } from "./references";
export type { Graph, Metric, Signal } from "./monitoring";
export { withDefaults } from "./defaults";
export { checkDomainName, checkUnique } from "./domain-names";
export { checkPlacement } from "./placement";
