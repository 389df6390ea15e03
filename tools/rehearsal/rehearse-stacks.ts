import type { SynthesizedStack } from "../../modules/core";
import { runChecks } from "../runner/checks/run-checks";
import type { StackCheck, StackResult } from "../runner/checks/stack-check";
import { failedError } from "../runner/command/exit-codes";
import { thisMachine } from "../runner/command/machine";
import { Terraform } from "../runner/terraform/terraform";
import { AppliedStack, type TerraformState } from "./applied-stack";
import { lifecycle } from "./lifecycle";
import { inDependencyOrder } from "./rehearsal-configuration";
import { checkData, withRehearsalWorkspace, type RehearsalInputs, type RehearsalWorkspace } from "./session";

/**
 * Rehearses stacks as `groundplan rehearse` does and returns what was applied.
 *
 * @returns the applied stacks in the order of the arguments.
 * @throws ToolError without Terraform, or with all errors if a stack does not pass its lifecycle.
 */
export async function rehearseStacks(
  stacks: readonly SynthesizedStack[],
  inputs: RehearsalInputs = {},
): Promise<AppliedStack[]> {
  const machine = thisMachine();
  checkData(inputs, stacks);
  const terraform = await Terraform.find(machine, new AbortController().signal);
  const states = new Map<string, TerraformState>();
  const check = lifecycle(({ name }, state) => states.set(name, state));
  const run = (workspace: RehearsalWorkspace) => runInOrder(check, stacks, workspace, 2, () => undefined);
  const results = await withRehearsalWorkspace(terraform, stacks, machine.env, run, inputs);
  const errors = results.flatMap(({ name, diagnostics }) =>
    diagnostics
      .filter(({ severity }) => severity === "error")
      .map(({ subject, text }) => `${name}: ${subject}: ${text}`),
  );
  if (errors.length > 0) throw failedError(errors.join("\n"));
  return stacks.map(({ name }) => new AppliedStack(name, states.get(name)!));
}

/** Runs a check on stacks, at most `limit` at a time. Stacks that read the state of others run after them. */
export async function runInOrder(
  check: StackCheck<RehearsalWorkspace>,
  stacks: readonly SynthesizedStack[],
  workspace: RehearsalWorkspace,
  limit: number,
  print: (line: string) => void,
): Promise<StackResult[]> {
  const results: StackResult[] = [];
  for (const group of inDependencyOrder(stacks)) {
    results.push(...(await runChecks(check, group, workspace, limit, print)));
  }
  return results;
}
