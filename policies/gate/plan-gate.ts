import { EXIT, exitCodeOf, judge } from "../engine/judgement";
import { type Plan, readPlan } from "../engine/plan-input";
import { openChecks } from "../reports/console";
import { EXEMPT_TYPES, RULES } from "../rules";
import { PolicyGateError, type PolicyGateOptions } from "./policy-gate";

export interface PlanGateOptions extends Omit<PolicyGateOptions, "print" | "refusals"> {
  /** Approved destroys, each as `stack address`. @default none */
  readonly approvedDestroys?: ReadonlySet<string>;
}

/**
 * Checks one plan, including values that are unknown at synthesis and the planned actions. Returns the critical and
 * high checks that the plan cannot decide, one line each: their values are unknown until apply.
 *
 * @throws PolicyGateError for findings and unapproved destroys; MalformedInputError for input that is not a plan.
 */
export function planGate(options: PlanGateOptions = {}): (plan: Plan) => readonly string[] {
  const { rules = RULES, exempt = EXEMPT_TYPES, expiry = "report", ...rest } = options;
  return (plan) => {
    const judgement = judge([readPlan(plan)], { phase: "plan", rules, exempt, expiry, ...rest });
    const exitCode = exitCodeOf(judgement);
    if (exitCode !== EXIT.clean) throw new PolicyGateError(judgement, exitCode);
    return openChecks(judgement);
  };
}
