export {
  aliasArn,
  certificateArn,
  queueArn,
  referenceIn,
  roleArn,
  standardQueue,
  standardQueueArn,
  topicArn,
  webAclArn,
} from "./arns/arn-kinds";
export { arn, type ArnParts } from "./arns/arn-rule";
export { dnsSuffixOf, partitionOf } from "./arns/partitions";
export { contains, formatCidr, overlaps, parseCidr, type Cidr } from "./addresses/cidr";
export { privateRange } from "./addresses/private-range";
export { zonesOf } from "./availability-zones";
export { connectSource, strictContentSecurityPolicy } from "./content-security-policy";
export { cidrProblems, planSubnets, type CidrProblem, type SubnetPlan } from "./addresses/subnet-plan";
export { isReservedMysqlName } from "./databases/mysql-names";
export { isReservedPostgresName } from "./databases/postgres-names";
export { dailyWindow, weeklyWindow, windowsOverlap } from "./databases/weekly-windows";
export { withDefaults } from "./defaults";
export { resourcesIn, waitsFor, type Ordered } from "./dependencies";
export type { EventPattern, PatternMatcher } from "./event-patterns/event-pattern";
export { matchesPattern } from "./event-patterns/pattern-matching";
export { eventPattern, filterPolicy } from "./event-patterns/pattern-rules";
export { createInlinePolicy } from "./iam/inline-policy";
export type { RoleReference } from "./iam/existing-role";
export {
  PolicyDocument,
  sidOf,
  type PolicyCondition,
  type PolicyPrincipal,
  type PolicyStatement,
} from "./iam/policy-document";
export { grantFolder, type FolderGrant } from "./iam/folder-access";
export { readSecretStatements } from "./iam/secret-access";
export { admitService } from "./iam/key-admission";
export { ServiceRole, type ServiceRoleProps } from "./iam/service-role";
export {
  graphsIn,
  matchedEventsSignal,
  signalsIn,
  type AlarmCondition,
  type Graph,
  type GraphResult,
  type MathSignal,
  type Metric,
  type Signal,
} from "./monitoring";
export type {
  BucketReference,
  CertificateReference,
  Grantee,
  KeyReference,
  KeyService,
  MessageSource,
  Peer,
  Placement,
  QueueReference,
} from "./references";
export { AWS_REGIONS, type AwsRegion, type RegionalProvider } from "./regions";
export { invocationArn, throttlingRules, type RouteHandler, type Throttling } from "./routes";
export { SecurityGroup, type SecurityGroupProps } from "./security-group/security-group";
export type { SecurityGroupRules } from "./security-group/security-group-rules";
export { AwsStack } from "./stack/aws-stack";
export { regionalProviderOf, useProviderOf } from "./stack/provider-of-region";
export { STAGES, type AwsStackProps, type Stage, type StateLocation } from "./stack/aws-stack-props";
export type { StackLocation } from "./stack/stack-location";
export { KERNEL_POLICIES, type KernelPolicyId } from "./synthesis/kernel-policies";
export {
  resourceAddresses,
  type StackPolicy,
  type SynthesizedStack,
  type TerraformBlock,
  type TerraformJson,
} from "./synthesis/synthesized-stack";
export { PolicyError, synthesize, type Restriction, type SynthesizeOptions } from "./synthesis/synthesize";
export { cronGapMinutes } from "./validation/cron-gaps";
export { CALENDAR_DAYS, parseCron, runDays, type Cron, type CronFields } from "./validation/cron";
export { domainName } from "./validation/domain-names";
export { requireProps, type RequiredProps } from "./validation/required";
export { BACKUP_RETENTION } from "./validation/backup-retention";
export { imageDigest, imageTag } from "./validation/images";
export { eachNamed, fields } from "./validation/field-rules";
export { LOG_RETENTION_DAYS, logRetention, type LogRetentionDays } from "./validation/log-retention";
export { physicalName, type NameKind } from "./validation/names";
export { spanningZones } from "./validation/placement";
export { glueSchedule, recurring } from "./validation/schedule-expressions";
export type { RuleTable } from "./validation/rule-table";
export {
  accountId,
  each,
  inRegion,
  integer,
  matching,
  nonEmpty,
  numberBetween,
  oneOf,
  providerOfRegion,
  satisfying,
  unique,
  type Rule,
  type Violation,
} from "./validation/rules";
export { isKnown, literalText } from "./validation/tokens";
export { InputError, Validation, type InputProblem } from "./validation/validation";
