import os from "node:os";
import path from "node:path";
import { HELP, parseArguments, type Request } from "./arguments";
import { thisMachine, type Machine } from "./machine";
import { plan } from "./plan";
import { findProvider } from "./provider-lookup";
import { report } from "./report";
import { runStacks } from "./run-stacks";
import { withScratch } from "./scratch";
import { hasFailed } from "./stack-result";
import { configuredProviderVersion, readSynthesizedStacks } from "./synthesized-stacks";
import { Terraform } from "./terraform";
import { EXIT_CODES, ToolError, type ExitCode } from "./tool-error";
import { validate } from "./validate";
import { Workspace } from "./workspace";

/** Where the runner writes: results to one stream, problems to the other. */
export interface Streams {
  readonly print: (text: string) => void;
  readonly printError: (text: string) => void;
}

/**
 * Runs one command of the runner.
 *
 * @param signal - ends the run early; its reason is a ToolError.
 * @returns the exit code.
 */
export async function run(
  argv: readonly string[],
  machine: Machine,
  streams: Streams,
  signal: AbortSignal,
): Promise<ExitCode> {
  let ifAvailable = false;
  try {
    const request = parseArguments(argv);
    if (request === "help") {
      streams.print(HELP);
      return EXIT_CODES.succeeded;
    }
    ifAvailable = request.ifAvailable;
    return await prove(request, machine, streams, signal);
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    if (ifAvailable && error.exitCode === EXIT_CODES.missing) {
      streams.print(`skipped: ${error.message}`);
      return EXIT_CODES.succeeded;
    }
    streams.printError(error.message);
    return error.exitCode;
  }
}

async function prove(request: Request, machine: Machine, { print }: Streams, signal: AbortSignal): Promise<ExitCode> {
  const stacks = readSynthesizedStacks(machine, request.stacks);
  const configuredVersion = configuredProviderVersion(stacks);
  const terraform = await Terraform.find(machine, signal);
  const provider = await findProvider(terraform, configuredVersion, machine);
  const rung = request.command === "plan" ? plan(path.resolve(machine.cwd, request.out)) : validate;
  const results = await withScratch(request.command, async (folder) => {
    const workspace = await Workspace.prepare(terraform, provider, folder);
    return runStacks(rung, stacks, workspace, os.availableParallelism(), print);
  });
  const witnesses = {
    terraformVersion: terraform.version,
    providerVersion: provider.version,
    configuredVersion,
    mirror: provider.mirror,
  };
  print(`\n${report(rung.columns, results, witnesses)}`);
  return results.some(hasFailed) ? EXIT_CODES.failed : EXIT_CODES.succeeded;
}

async function main(): Promise<void> {
  const interruption = new AbortController();
  const interrupt = (): void => interruption.abort(new ToolError("interrupted", EXIT_CODES.interrupted));
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, interrupt);
  const streams: Streams = { print: console.log, printError: console.error };
  process.exitCode = await run(process.argv.slice(2), thisMachine(), streams, interruption.signal);
}

if (require.main === module) void main();
