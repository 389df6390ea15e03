import fs from "node:fs";
import path from "node:path";
import type { SynthesizedStack } from "../../../modules/core";
import {
  findingText,
  isRefusal,
  judge,
  MalformedInputError,
  readConfiguration,
  readPlan,
  type Judgement,
  type StackInput,
} from "../../../policies";
import { withPlannedValues } from "../../../policies/refusals";
import type { Machine } from "../command/machine";
import type { Diagnostic } from "../terraform/diagnostics";
import { evaluateRefusals, type RefusalValues } from "./refusals";
import type { StackResult } from "./stack-check";

/**
 * Adds the known refusals of AWS to the results of planned stacks, as errors. All plans are evaluated together, because
 * the engine takes seconds to start. A stack without a plan that can be read has failed already.
 *
 * @param out - folder with the plans.
 */
export function withRefusals(
  results: readonly StackResult[],
  { stacks, out, values }: { stacks: readonly SynthesizedStack[]; out: string; values: RefusalValues },
  machine: Pick<Machine, "cwd">,
  print: (text: string) => void,
): readonly StackResult[] {
  const inputs = stacks.flatMap((stack) => plannedStack(stack, path.join(out, stack.name, "plan.json")));
  if (inputs.length === 0) return results;
  const refusals = evaluateRefusals(inputs, values, machine, print);
  if (!refusals) return results;
  const judgement = judge(inputs, {
    phase: "plan",
    rules: refusals.rules,
    exempt: {},
    expiry: "report",
    isEvaluated: isRefusal,
  });
  return results.map((result) => ({
    ...result,
    diagnostics: [...result.diagnostics, ...diagnosticsOf(result.name, judgement)],
  }));
}

function plannedStack({ name, config }: SynthesizedStack, file: string): StackInput[] {
  if (!fs.existsSync(file)) return [];
  const plan = JSON.parse(fs.readFileSync(file, "utf8")) as unknown;
  try {
    return [withPlannedValues(readConfiguration({ name, config }), readPlan({ name, plan, configuration: config }))];
  } catch (error) {
    if (error instanceof MalformedInputError) return [];
    throw error;
  }
}

function diagnosticsOf(stack: string, { verdicts, problems }: Judgement): Diagnostic[] {
  const blocked = verdicts.filter(({ outcome, resource }) => outcome === "blocked" && resource.stack === stack);
  const texts = [
    ...blocked.map(findingText),
    ...problems.filter((problem) => problem.stack === stack).map(({ place, message }) => `${place}: ${message}`),
  ];
  return texts.map((text) => ({ severity: "error", subject: "refusals of AWS", text }));
}
