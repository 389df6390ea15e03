/** A problem that the developer can fix; its message is shown without a stack. */
export class LocalProblem extends Error {}

/** The message of an error and of its causes. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = error.message || ("code" in error ? String(error.code) : error.name);
  return error.cause === undefined ? own : `${own}: ${reasonOf(error.cause)}`;
}

/** Runs a command and exits. A LocalProblem prints its message; any other error prints its stack. */
export async function runCommand(command: () => Promise<void>): Promise<never> {
  try {
    await command();
  } catch (error) {
    console.error(error instanceof LocalProblem ? error.message : error);
    process.exit(1);
  }
  process.exit(0);
}
