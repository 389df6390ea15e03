export type { Check, Context, Controls, Finding, Profile, Resource, Rule, Severity } from "./engine/rule";
export * from "./engine/checks";
export { parseApprovals, approvedDestroys, type Approval, type Approvals } from "./plan/approvals";
export { MalformedInputError } from "./engine/synth-input";
export { planGate, type PlanGateOptions } from "./gate/plan-gate";
export { policyGate, attachPolicies, PolicyGateError, type PolicyGateOptions } from "./gate/policy-gate";
export { openRoutes } from "./gate/open-routes";
export { waive, type Waiver } from "./gate/waivers";
export { EXEMPT_TYPES, RULES } from "./rules";
