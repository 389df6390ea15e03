/** What keeps a command from doing its work and is for the developer to change, told in words. */
export class LocalProblem extends Error {}

/** The message of an error and of what caused it. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = error.message || ("code" in error ? String(error.code) : error.name);
  return error.cause === undefined ? own : `${own}: ${reasonOf(error.cause)}`;
}

/** Runs a command, and ends the process. A problem is told by its message; anything else is a fault of this program and shows its stack. */
export async function runCommand(command: () => Promise<void>): Promise<never> {
  try {
    await command();
  } catch (error) {
    console.error(error instanceof LocalProblem ? error.message : error);
    process.exit(1);
  }
  process.exit(0);
}
