import autocannon from "autocannon";
import { appendFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { workFolder } from "../../../image/work-folder";

const file = join(workFolder, "measurements.txt");

/** Begins the figures of a run. */
export function forgetMeasurements(): void {
  rmSync(file, { force: true });
}

/** Keeps a figure of a gate for `docs/performance.md`. */
export function measured(gate: string, figures: string): void {
  appendFileSync(file, `${gate}: ${figures}\n`);
}

/**
 * Milliseconds of every answer, over connections that stay open. @throws unless every answer is a success.
 */
export async function timesOfLoad(
  url: string,
  amount: number,
  { connections = 4, headers = {} }: { readonly connections?: number; readonly headers?: Record<string, string> },
): Promise<number[]> {
  const times: number[] = [];
  const { non2xx, errors, timeouts } = await new Promise<autocannon.Result>((resolve, reject) => {
    const run = autocannon({ url, connections, amount, headers }, (error: unknown, result) => {
      if (error) reject(error as Error);
      else resolve(result);
    });
    run.on("response", (_client, _statusCode, _bytes, milliseconds) => times.push(milliseconds));
  });
  if (non2xx + errors + timeouts > 0 || times.length !== amount)
    throw new Error(`Not every answer of ${url} is a success`);
  return times;
}

/** Milliseconds that each of several runs takes, one after the other. */
export async function timesOf(count: number, work: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let each = 0; each < count; each += 1) {
    const startedAt = performance.now();
    await work();
    times.push(performance.now() - startedAt);
  }
  return times;
}

/** Does the work for every item, this many at once; the results are in the order of the items. */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  width: number,
  work: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const entries = items.entries();
  const lane = async () => {
    for (const [index, item] of entries) results[index] = await work(item, index);
  };
  await Promise.all(Array.from({ length: width }, lane));
  return results;
}
