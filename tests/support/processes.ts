/** True while a process runs. */
export function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Waits until a condition holds, for at most a minute. */
export async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 1_200 && !holds(); tries += 1) await new Promise((resolve) => setTimeout(resolve, 50));
  if (!holds()) throw new Error(`not within a minute: ${holds.toString()}`);
}
