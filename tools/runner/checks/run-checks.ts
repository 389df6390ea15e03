import type { SynthesizedStack } from "../../../modules/core";
import { mapConcurrently } from "../command/concurrency";
import { hasFailed, resourceCount, type StackCheck, type StackResult } from "./stack-check";

/**
 * Checks stacks, at most `limit` at a time, and prints a line when each one starts and ends.
 *
 * @returns the results in the order of the stacks.
 */
export function runChecks<Workspace>(
  check: StackCheck<Workspace>,
  stacks: readonly SynthesizedStack[],
  workspace: Workspace,
  limit: number,
  print: (line: string) => void,
): Promise<StackResult[]> {
  return mapConcurrently(stacks, limit, async (stack): Promise<StackResult> => {
    const started = performance.now();
    print(`${stack.name}: started`);
    const result = await check.run(stack, workspace);
    const seconds = (performance.now() - started) / 1000;
    print(`${stack.name}: ${hasFailed(result) ? "FAILED" : "passed"} in ${seconds.toFixed(1)} s`);
    return { ...result, name: stack.name, resources: resourceCount(stack), seconds };
  });
}
