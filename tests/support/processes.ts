/** True while a process runs. */
export function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Limit of a wait on a busy machine. */
const PATIENCE_MILLIS = 300_000;

/** Waits until a condition holds. @throws after five minutes. */
export async function until(holds: () => boolean): Promise<void> {
  const deadline = Date.now() + PATIENCE_MILLIS;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error(`not within five minutes: ${holds.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
