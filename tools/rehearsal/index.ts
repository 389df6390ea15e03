import type { SynthesizedStack } from "../../modules/core";
import { thisMachine } from "../terraform/machine";
import { runStacks } from "../terraform/run-stacks";
import { memoryFolder, withScratch } from "../terraform/scratch";
import { Terraform } from "../terraform/terraform";
import { EXIT_CODES, ToolError } from "../terraform/tool-error";
import { AppliedStack, type TerraformState } from "./applied-stack";
import { life } from "./life";
import { inDependencyOrder } from "./rehearsal-configuration";

export { AppliedStack, statementsIn, type AppliedStatement } from "./applied-stack";

/**
 * Rehearses stacks as `npm run rehearse` does and keeps what was applied.
 *
 * @returns the applied stacks in the order given.
 * @throws ToolError without Terraform, or with everything that was found when a stack's life does not end well.
 */
export async function rehearseStacks(stacks: readonly SynthesizedStack[]): Promise<AppliedStack[]> {
  const machine = thisMachine();
  const terraform = await Terraform.find(machine, new AbortController().signal);
  const states = new Map<string, TerraformState>();
  const rung = life(({ name }, state) => states.set(name, state));
  const results = await withScratch(
    "rehearse",
    async (root) => {
      const groups = [];
      for (const group of inDependencyOrder(stacks)) {
        groups.push(await runStacks(rung, group, { terraform, root, stacks }, 2, () => undefined));
      }
      return groups.flat();
    },
    memoryFolder(machine.env),
  );
  const errors = results.flatMap(({ name, diagnostics }) =>
    diagnostics
      .filter(({ severity }) => severity === "error")
      .map(({ subject, text }) => `${name}: ${subject}: ${text}`),
  );
  if (errors.length > 0) throw new ToolError(errors.join("\n"), EXIT_CODES.failed);
  return stacks.map(({ name }) => new AppliedStack(name, states.get(name)!));
}
