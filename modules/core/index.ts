export { parseCron, type Cron, type CronFields } from "./cron";
export { LOG_RETENTION_DAYS, checkLogRetention, logRetention, type LogRetentionDays } from "./log-retention";
export { checkName, physicalName, type NameKind } from "./names";
export {
  PolicyDocument,
  sidOf,
  type PolicyCondition,
  type PolicyPrincipal,
  type PolicyStatement,
} from "./iam/policy-document";
export { AWS_REGIONS, type AwsRegion, type RegionalProvider } from "./regions";
export { readSecretStatements } from "./iam/secret-access";
export type { SecurityGroupRules } from "./security-group-rules";
export { SecurityGroup, type SecurityGroupProps } from "./security-group";
export type { RoleReference } from "./iam/existing-role";
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
export type { StackLocation } from "./stack-location";
export type { RuleTable } from "./rule-table";
export {
  accountId,
  each,
  inRegion,
  integer,
  matching,
  nonEmpty,
  numberBetween,
  oneOf,
  satisfying,
  unique,
  type Rule,
  type Violation,
} from "./rules";
export { InputError, Validation, isKnown, type Problem } from "./validation";
export type { CertificateReference, Grantee, KeyReference, Peer, Placement } from "./references";
export type { Graph, Metric, Signal } from "./monitoring";
export { withDefaults } from "./defaults";
export { eachNamed, fields } from "./field-rules";
export { checkDomainName, checkUnique, domainName } from "./domain-names";
export { checkPlacement, spanningZones } from "./placement";
