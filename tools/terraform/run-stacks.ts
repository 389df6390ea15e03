import type { SynthesizedStack } from "../../modules/core";
import { hasFailed, resourceCount, type Rung, type StackResult } from "./stack-result";

/** Proves stacks in parallel and tells when each one starts and ends. Results are in the order of the stacks. */
export function runStacks<Where>(
  rung: Rung<Where>,
  stacks: readonly SynthesizedStack[],
  place: Where,
  limit: number,
  progress: (line: string) => void,
): Promise<StackResult[]> {
  return mapConcurrently(stacks, limit, async (stack): Promise<StackResult> => {
    const started = performance.now();
    progress(`${stack.name}: started`);
    const finding = await rung.prove(stack, place);
    const seconds = (performance.now() - started) / 1000;
    progress(`${stack.name}: ${hasFailed(finding) ? "FAILED" : "proven"} in ${seconds.toFixed(1)} s`);
    return { ...finding, name: stack.name, resources: resourceCount(stack), seconds };
  });
}

/** Maps with at most `limit` items under way. Waits for all of them even if one rejects, so that nothing outlives the call. */
export async function mapConcurrently<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results = new Array<Result>(items.length);
  const queue = items.entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of queue) results[index] = await work(item);
  };
  const workers = await Promise.allSettled(Array.from({ length: limit }, worker));
  const failure = workers.find(({ status }) => status === "rejected");
  if (failure) throw (failure as PromiseRejectedResult).reason;
  return results;
}
