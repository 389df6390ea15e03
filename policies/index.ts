export type { Resource } from "./engine/resource";
export type { Check, Context, Controls, Finding, Profile, Rule, Severity } from "./engine/rule";
export * from "./engine/checks";
export { parseApprovals, approvedDestroys, type Approval, type Approvals } from "./approvals/approvals";
export { absentFindings, uncheckedStacks, type AbsentFinding } from "./baseline/absent-findings";
export { NO_BASELINE, baselineOf, failingFindings, parseBaseline, type Baseline } from "./baseline/baseline";
export { environmentOf, environmentTag } from "./engine/profiles";
export { expiryNotice } from "./engine/expiry";
export { SEVERITIES } from "./engine/rule";
export { MalformedInputError } from "./engine/synth-input";
export { planGate, type PlanGateOptions } from "./gate/plan-gate";
export { policyGate, attachPolicies, PolicyGateError, type PolicyGateOptions } from "./gate/policy-gate";
export { openRoutes } from "./gate/annotations";
export type { Waiver } from "./engine/waivers";
export { waive } from "./gate/annotations";
export { EXEMPT_TYPES, RULES } from "./rules";
export { agingNotice } from "./rules/checks/supported-versions";
export { STATEFUL, STATEFUL_TYPES, isStateful, type Loss } from "./rules/stateful-types";
export { backupSelections } from "./rules/recovery/checks/backup-selections";
export { policyAt, type PolicyReading } from "./iam/policy-documents";
export { STACK_TYPE } from "./engine/resource";
export { referencesIn } from "./graph/addresses";
export { exitCodeOf, isRefusal, judge, type JudgeOptions, type Judgement } from "./engine/judgement";
export { readPlan, type Plan } from "./engine/plan-input";
export { readConfiguration, type Configuration, type StackInput } from "./engine/synth-input";
export {
  booleanOf,
  isLiteral,
  isRecord,
  isUnresolved,
  listOf,
  numberOf,
  recordsOf,
  stringsIn,
  select,
  valueAt,
} from "./engine/values";
export { createGraph, type ResourceGraph } from "./graph/resource-graph";
export { regionOf } from "./rules/checks/regions";
export { consoleReport, findingText } from "./reports/console";
export { jsonReport, junitReport, markdownReport } from "./reports/documents";
export { sarifReport } from "./reports/sarif";
export { sourcePositions } from "./reports/source-position";
