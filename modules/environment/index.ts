export { zonesOf, type InputProblem } from "../core";
export {
  account,
  backupRule,
  backupSchedule,
  cidr,
  clusterSnapshot,
  domainName,
  email,
  hostedZone,
  image,
  logRetention,
  namePrefix,
  principalArn,
  region,
} from "./aws-settings";
export { distinct, durableProduction, separateNetworks } from "./cross-environment-rules";
export { defineEnvironment, type EnvironmentDefinition, type EnvironmentRules } from "./define-environment";
export {
  fileOf,
  problemAt,
  type CrossEnvironmentRule,
  type EnvironmentRule,
  type NamedEnvironment,
} from "./environment-rule";
export { NETWORK_RULES, type NetworkEnvironment } from "./network-rules";
export { RECOVERY_RULES, type RecoverableEnvironment } from "./recovery-rules";
export { schemaProblems } from "./schema-problems";
export { accepted, choice, list, multipleOf, orNone, text, wholeNumber } from "./settings";
