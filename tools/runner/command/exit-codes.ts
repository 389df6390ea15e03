/**
 * Exit codes of every `groundplan` command. docs/commands.md explains them to users; a test keeps the page and this
 * table equal.
 */
export const EXIT_CODES = {
  /** Everything was checked and passed, or `--help` was printed. */
  succeeded: 0,
  /** A check failed: Terraform, a policy, a drift, a performance goal, or a program that ran for the command. */
  failed: 1,
  /**
   * Wrong usage, or input that cannot be read: an unknown option or stack, a file that is not JSON, no synthesized
   * stacks.
   */
  usage: 2,
  /** A program, a package or the AWS provider is missing; the message says how to install it. */
  missing: 3,
  /** A waiver or an approval is malformed, expired or no longer needed. */
  waivers: 4,
  /** A type may grant access and no rule checks it, so that the run decided nothing about it. */
  incomplete: 5,
  /** Interrupted by Ctrl-C or SIGTERM; temporary files and child processes were removed. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT_CODES)[keyof typeof EXIT_CODES];

/**
 * An error that the user can resolve: commands print its message without a stack trace and end with its exit code.
 */
export class ToolError extends Error {
  constructor(
    message: string,
    readonly exitCode: ExitCode,
  ) {
    super(message);
    this.name = "ToolError";
  }
}

/** Wrong usage or unreadable input. */
export function usageError(message: string): ToolError {
  return new ToolError(message, EXIT_CODES.usage);
}

/** A program, a package or a provider is missing; `message` names how to install it. */
export function missingError(message: string): ToolError {
  return new ToolError(message, EXIT_CODES.missing);
}

/** A check or a program failed. */
export function failedError(message: string): ToolError {
  return new ToolError(message, EXIT_CODES.failed);
}

/** True if a program, a package or a provider is missing on this machine. */
export function isMissing(error: unknown): error is ToolError {
  return error instanceof ToolError && error.exitCode === EXIT_CODES.missing;
}
