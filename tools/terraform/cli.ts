import os from "node:os";
import path from "node:path";
import { approvedLosses } from "./approved-losses";
import { HELP, parseArguments, type Request } from "./arguments";
import type { Machine } from "./machine";
import { plan } from "./plan";
import { judgePlans } from "./plan-gate";
import { program, start, type Surroundings } from "./program";
import { findProvider } from "./provider-lookup";
import { conclude, witnessesOf } from "./report";
import { runStacks } from "./run-stacks";
import { withScratch } from "./scratch";
import type { Rung } from "./stack-result";
import { configuredProviderVersion, readSynthesizedStacks } from "./synthesized-stacks";
import { Terraform } from "./terraform";
import type { ExitCode } from "./tool-error";
import { validate } from "./validate";
import { Workspace } from "./workspace";

/** Validates or plans stacks. */
export const run = program(parseArguments, HELP, prove);

async function prove(request: Request, { machine, streams: { print }, signal }: Surroundings): Promise<ExitCode> {
  const stacks = readSynthesizedStacks(machine, request.stacks);
  const configuredVersion = configuredProviderVersion(stacks);
  const rung = rungOf(request, machine);
  const terraform = await Terraform.find(machine, signal);
  const provider = await findProvider(terraform, configuredVersion, machine);
  const results = await withScratch(request.command, async (folder) => {
    const workspace = await Workspace.prepare(terraform, provider, folder);
    return runStacks(rung, stacks, workspace, os.availableParallelism(), print);
  });
  return conclude(rung.columns, results, witnessesOf(terraform, provider, configuredVersion), print);
}

/** @throws ToolError (usage) for a file of approvals that does not hold, before anything is planned. */
function rungOf({ command, out, approvals }: Request, { cwd }: Machine): Rung {
  if (command === "validate") return validate;
  return plan(path.resolve(cwd, out), judgePlans(approvedLosses(path.resolve(cwd, approvals), new Date())));
}

if (require.main === module) void start(run);
