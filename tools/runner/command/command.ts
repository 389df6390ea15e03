import { createInterface } from "node:readline/promises";
import { takeAppFolder } from "./app-folder";
import { EXIT_CODES, ToolError, isMissing, missingError, type ExitCode } from "./exit-codes";
import { thisMachine, type Machine } from "./machine";

/** Everything that a command reads and writes outside of its arguments. */
export interface CommandContext {
  readonly machine: Machine;
  /** Writes to standard output: progress and results. */
  readonly print: (text: string) => void;
  /** Writes to standard error: why the command ended early. */
  readonly printError: (text: string) => void;
  /** Asks the user for one line of standard input; an empty answer if there is none. */
  readonly ask: (question: string) => Promise<string>;
  /** Interrupts the run; its reason is a ToolError. */
  readonly signal: AbortSignal;
}

/** Runs a command line without its name. @returns the exit code. */
export type Command = (argv: readonly string[], context: CommandContext) => Promise<ExitCode>;

/** Options that commands share. */
export interface CommandRequest {
  /** End with success and a line `skipped: ...` if a program, a package or the provider is missing. */
  readonly ifAvailable?: boolean;
}

export interface CommandDefinition<Request extends CommandRequest> {
  readonly help: string;
  /** @throws ToolError (usage) with the allowed values. */
  readonly parse: (argv: readonly string[], machine: Machine) => Request;
  readonly run: (request: Request, context: CommandContext) => Promise<ExitCode>;
}

/**
 * Creates a command that answers `--help` without doing anything and prints errors of the user without a stack trace.
 */
export function defineCommand<Request extends CommandRequest>(definition: CommandDefinition<Request>): Command {
  return async (argv, context) => {
    if (asksForHelp(argv)) {
      context.print(definition.help);
      return EXIT_CODES.succeeded;
    }
    let ifAvailable = false;
    try {
      const request = definition.parse(argv, context.machine);
      ifAvailable = request.ifAvailable ?? false;
      return await definition.run(request, context);
    } catch (error) {
      const failure = error instanceof ToolError ? error : missingPackage(error);
      if (!failure) throw error;
      if (ifAvailable && isMissing(failure)) {
        context.print(`skipped: ${failure.message}`);
        return EXIT_CODES.succeeded;
      }
      context.printError(failure.message);
      return failure.exitCode;
    }
  };
}

/** The error for a package that a command loads and that is not installed; undefined for any other error. */
function missingPackage(error: unknown): ToolError | undefined {
  const [, name] = /^Cannot find module '([^./][^']*)'/.exec((error as Error).message) ?? [];
  return name === undefined ? undefined : missingError(`a package is not installed: npm install --save-dev ${name}`);
}

/** True for `--help` or `-h` before a `--`. */
export function asksForHelp(argv: readonly string[]): boolean {
  const end = argv.indexOf("--");
  return argv.slice(0, end < 0 ? undefined : end).some((word) => word === "--help" || word === "-h");
}

async function askOnTerminal(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  const closed = new Promise<string>((resolve) => lines.once("close", () => resolve("")));
  const answer = await Promise.race([lines.question(question), closed]);
  lines.close();
  return answer.trim();
}

/**
 * Runs a command with the arguments of this process, in the folder that `--app` names, and sets the exit code. SIGINT
 * and SIGTERM interrupt it.
 */
export async function runInProcess(command: Command): Promise<void> {
  const interruption = new AbortController();
  const interrupt = (): void => interruption.abort(new ToolError("interrupted", EXIT_CODES.interrupted));
  // Not once: npm repeats the signal that the terminal has already sent, and a second one would kill the cleanup.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, interrupt);
  const context = { print: console.log, printError: console.error, ask: askOnTerminal, signal: interruption.signal };
  process.exitCode = await runInFolder(command, context);
}

async function runInFolder(command: Command, context: Omit<CommandContext, "machine">): Promise<ExitCode> {
  try {
    const { argv, folder } = takeAppFolder(process.argv.slice(2));
    if (folder !== undefined) process.chdir(folder);
    return await command(argv, { ...context, machine: thisMachine() });
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    context.printError(error.message);
    return error.exitCode;
  }
}
