import os from "node:os";
import path from "node:path";
import { standInProvider, withStandIn } from "../rehearsal/stand-in-workspace";
import { approvedLosses } from "./approved-losses";
import { HELP, parseArguments, type Request } from "./arguments";
import type { Machine } from "./machine";
import { plan } from "./plan";
import { judgePlans } from "./plan-gate";
import { program, start, type Surroundings } from "./program";
import { findProvider, type Provider } from "./provider-lookup";
import { conclude, witnessesOf } from "./report";
import { runStacks } from "./run-stacks";
import { withScratch } from "./scratch";
import type { Place, Rung } from "./stack-result";
import { configuredProviderVersion, readSynthesizedStacks } from "./synthesized-stacks";
import { Terraform } from "./terraform";
import { isMissing, type ExitCode } from "./tool-error";
import { validate } from "./validate";
import { Workspace } from "./workspace";

/** Validates or plans stacks. */
export const run = program(parseArguments, HELP, prove);

async function prove(request: Request, { machine, streams: { print }, signal }: Surroundings): Promise<ExitCode> {
  const stacks = readSynthesizedStacks(machine, request.stacks);
  const configuredVersion = configuredProviderVersion(stacks);
  const rung = rungOf(request, machine);
  const terraform = await Terraform.find(machine, signal);
  const speaker = await speakerFor(request, terraform, configuredVersion, machine, print);
  const results = await withScratch(request.command, (folder) =>
    speaker.inPlace(folder, (place) => runStacks(rung, stacks, place, os.availableParallelism(), print)),
  );
  return conclude(rung.columns, results, witnessesOf(terraform, speaker.provider, configuredVersion), print);
}

/** The provider that speaks for this run, and where it does. */
interface Speaker {
  readonly provider: Provider;
  inPlace<T>(folder: string, use: (place: Place) => Promise<T>): Promise<T>;
}

/** The real provider; where there is none and the request allows it, the rehearsal's stand-in, with a line that says so. */
async function speakerFor(
  { standIn }: Request,
  terraform: Terraform,
  configuredVersion: string,
  machine: Machine,
  print: (line: string) => void,
): Promise<Speaker> {
  try {
    const provider = await findProvider(terraform, configuredVersion, machine);
    return { provider, inPlace: async (folder, use) => use(await Workspace.prepare(terraform, provider, folder)) };
  } catch (error) {
    if (!standIn || !isMissing(error)) throw error;
    print(
      `${error.message}\n\nA stand-in plans instead. It knows all types and arguments, but not the provider's own checks.\n`,
    );
    return {
      provider: standInProvider(configuredVersion),
      inPlace: (folder, use) => withStandIn(terraform, folder, use),
    };
  }
}

/** @throws ToolError (usage) for a file of approvals that does not hold, before anything is planned. */
function rungOf({ command, out, approvals }: Request, { cwd }: Machine): Rung {
  if (command === "validate") return validate;
  return plan(path.resolve(cwd, out), judgePlans(approvedLosses(path.resolve(cwd, approvals), new Date())));
}

if (require.main === module) void start(run);
