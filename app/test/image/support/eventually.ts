import { setTimeout as pause } from "node:timers/promises";

/** Asks until the answer is there, or throws what was awaited. */
export async function eventually<Value>(
  awaited: string,
  ask: () => Value | undefined | false | Promise<Value | undefined | false>,
  timeoutMillis = 60_000,
): Promise<Value> {
  const end = Date.now() + timeoutMillis;
  while (Date.now() < end) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    await pause(25);
  }
  throw new Error(`Not within ${timeoutMillis} ms: ${awaited}`);
}
