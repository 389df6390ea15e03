import type { SynthesizedStack } from "../../../modules/core";
import { MalformedInputError, PolicyGateError, planGate } from "../../../policies";
import type { Diagnostic } from "../terraform/diagnostics";

/** Evaluates the policies for the plan of one stack. */
export type PlanPolicies = (stack: SynthesizedStack, plan: unknown) => Diagnostic[];

/**
 * The plan phase of the policies. A policy that blocks the plan, and a plan without resource changes, are errors of
 * the stack.
 *
 * @param approvedDestroys - each as `stack address`.
 */
export function planPolicies(approvedDestroys: ReadonlySet<string>): PlanPolicies {
  const gate = planGate({ approvedDestroys });
  return ({ name, config }, plan) => {
    try {
      const open = gate({ name, plan, configuration: config });
      return open.length > 0 ? [{ severity: "warning", subject: "policies", text: open.join("\n") }] : [];
    } catch (error) {
      if (!(error instanceof PolicyGateError || error instanceof MalformedInputError)) throw error;
      return [{ severity: "error", subject: "policies", text: error.message }];
    }
  };
}
