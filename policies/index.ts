export type { Check, Context, Controls, Finding, Profile, Resource, Rule, Severity } from "./engine/rule";
export * from "./engine/checks";
export { policyGate, attachPolicies, PolicyGateError, type PolicyGateOptions } from "./gate/policy-gate";
export { waive, type Waiver } from "./gate/waivers";
export { EXEMPT_TYPES, RULES } from "./rules";
