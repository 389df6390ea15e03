import { thisMachine, type Machine } from "./machine";
import { EXIT_CODES, ToolError, isMissing, type ExitCode } from "./tool-error";

/** Where a program writes: results to one stream, problems to the other. */
export interface Streams {
  readonly print: (text: string) => void;
  readonly printError: (text: string) => void;
}

/** What a program works with. */
export interface Surroundings {
  readonly machine: Machine;
  readonly streams: Streams;
  /** Ends the run early; its reason is a ToolError. */
  readonly signal: AbortSignal;
}

/** What every command line of ours asks for. */
export interface ProgramRequest {
  /** Leave with success, and say so, when a tool is missing. */
  readonly ifAvailable: boolean;
}

/** Runs once with a command line. @returns the exit code. */
export type Program = (
  argv: readonly string[],
  machine: Machine,
  streams: Streams,
  signal: AbortSignal,
) => Promise<ExitCode>;

/** Makes a program that prints its help, and its problems without a stack trace. */
export function program<Request extends ProgramRequest>(
  parse: (argv: readonly string[]) => Request | "help",
  help: string,
  work: (request: Request, surroundings: Surroundings) => Promise<ExitCode>,
): Program {
  return async (argv, machine, streams, signal) => {
    let ifAvailable = false;
    try {
      const request = parse(argv);
      if (request === "help") {
        streams.print(help);
        return EXIT_CODES.succeeded;
      }
      ifAvailable = request.ifAvailable;
      return await work(request, { machine, streams, signal });
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      if (ifAvailable && isMissing(error)) {
        streams.print(`skipped: ${error.message}`);
        return EXIT_CODES.succeeded;
      }
      streams.printError(error.message);
      return error.exitCode;
    }
  };
}

/** Runs a program with the command line of this process. */
export async function start(run: Program): Promise<void> {
  const interruption = new AbortController();
  const interrupt = (): void => interruption.abort(new ToolError("interrupted", EXIT_CODES.interrupted));
  // Not once: npm passes on what the terminal has sent already, and a second signal would end this process in the middle of cleaning up.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, interrupt);
  const streams: Streams = { print: console.log, printError: console.error };
  process.exitCode = await run(process.argv.slice(2), thisMachine(), streams, interruption.signal);
}
