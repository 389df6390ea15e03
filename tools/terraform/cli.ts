import os from "node:os";
import path from "node:path";
import { HELP, parseArguments, type Request } from "./arguments";
import { plan } from "./plan";
import { program, start, type Surroundings } from "./program";
import { findProvider } from "./provider-lookup";
import { report } from "./report";
import { runStacks } from "./run-stacks";
import { withScratch } from "./scratch";
import { hasFailed } from "./stack-result";
import { configuredProviderVersion, readSynthesizedStacks } from "./synthesized-stacks";
import { Terraform } from "./terraform";
import { EXIT_CODES, type ExitCode } from "./tool-error";
import { validate } from "./validate";
import { Workspace } from "./workspace";

/** Validates or plans stacks. */
export const run = program(parseArguments, HELP, prove);

async function prove(request: Request, { machine, streams: { print }, signal }: Surroundings): Promise<ExitCode> {
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

if (require.main === module) void start(run);
