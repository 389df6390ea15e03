/** What the runner's exit code says. */
export const EXIT_CODES = { succeeded: 0, failed: 1, usage: 2, missing: 3, interrupted: 130 } as const;

export type ExitCode = (typeof EXIT_CODES)[keyof typeof EXIT_CODES];

/** An end of the run that the reader can do something about: printed without a stack trace. */
export class ToolError extends Error {
  constructor(
    message: string,
    readonly exitCode: ExitCode,
  ) {
    super(message);
    this.name = "ToolError";
  }
}

/** Whether the run ended because this machine lacks a program or a provider. */
export function isMissing(error: unknown): error is ToolError {
  return error instanceof ToolError && error.exitCode === EXIT_CODES.missing;
}
