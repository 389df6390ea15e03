import { readPlan, type Plan } from "../engine/plan-input";
import { EXEMPT_TYPES, RULES } from "../rules";
import { EXIT, exitCodeOf, judge } from "../engine/judgement";
import { PolicyGateError, type PolicyGateOptions } from "./policy-gate";

export interface PlanGateOptions extends Omit<PolicyGateOptions, "print"> {
  /** `stack address` of every destruction that somebody approved. @default none */
  readonly approvedDestroys?: ReadonlySet<string>;
}

/**
 * The gate for one plan: judges what Terraform intends to do, with the values that synthesis could not know, and throws unless every
 * rule is kept or waived and nothing that holds data is destroyed without an approval.
 *
 * @throws PolicyGateError with the whole report, MalformedInputError for what is no plan.
 */
export function planGate(options: PlanGateOptions = {}): (plan: Plan) => void {
  const { rules = RULES, exempt = EXEMPT_TYPES, profileOf, now, approvedDestroys } = options;
  return (plan) => {
    const judgement = judge([readPlan(plan)], { phase: "plan", rules, exempt, profileOf, now, approvedDestroys });
    const exitCode = exitCodeOf(judgement);
    if (exitCode !== EXIT.clean) throw new PolicyGateError(judgement, exitCode);
  };
}
