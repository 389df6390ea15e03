import type { SynthesizedStack } from "../../modules/core";
import { MalformedInputError, PolicyGateError, planGate } from "../../policies";
import type { Diagnostic } from "./diagnostics";

/** What the policies have to say about the plan of one stack. */
export type PlanJudge = (stack: SynthesizedStack, plan: unknown) => Diagnostic[];

/** Judges plans by the plan phase of the policies; whatever keeps the gate shut is an error of the stack. */
export function judgePlans(approvedDestroys: ReadonlySet<string>): PlanJudge {
  const gate = planGate({ approvedDestroys });
  return ({ name, config }, plan) => {
    try {
      gate({ name, plan, configuration: config });
      return [];
    } catch (error) {
      if (!(error instanceof PolicyGateError || error instanceof MalformedInputError)) throw error;
      return [{ severity: "error", subject: "policies", text: error.message }];
    }
  };
}
