import os from "node:os";
import type { SynthesizedStack } from "../../modules/core";
import { program, start, type Surroundings } from "../terraform/program";
import { conclude, witnessesOf } from "../terraform/report";
import { runStacks } from "../terraform/run-stacks";
import type { Rung, StackResult } from "../terraform/stack-result";
import { configuredProviderVersion, readSynthesizedStacks } from "../terraform/synthesized-stacks";
import { Terraform } from "../terraform/terraform";
import type { ExitCode } from "../terraform/tool-error";
import { HELP, parseArguments, type Request } from "./arguments";
import { rehearseChange } from "./change/rehearse-change";
import { life } from "./life";
import { inDependencyOrder, withProducers } from "./rehearsal-configuration";
import { withTheatre, type Theatre } from "./stage";
import { standInProvider } from "./stand-in-workspace";

/** Rehearses stacks, or a change of them. */
export const run = program(parseArguments, HELP, (request, surroundings) =>
  request.from === undefined
    ? rehearse(request, surroundings)
    : rehearseChange({ ...request, from: request.from }, surroundings),
);

async function rehearse(request: Request, { machine, streams: { print }, signal }: Surroundings): Promise<ExitCode> {
  const all = readSynthesizedStacks(machine, []);
  const names = readSynthesizedStacks(machine, request.stacks).map(({ name }) => name);
  const chosen = withProducers(names, all);
  const version = configuredProviderVersion(chosen);
  const terraform = await Terraform.find(machine, signal);
  const rung = life();
  const results = await withTheatre(terraform, all, machine.env, (theatre) => inOrder(rung, chosen, theatre, print));
  return conclude(rung.columns, results, witnessesOf(terraform, standInProvider(version), version), print);
}

/** Stacks that read the state of others come after them; without that there is one group, and all run in parallel. */
async function inOrder(
  rung: Rung<Theatre>,
  stacks: readonly SynthesizedStack[],
  theatre: Theatre,
  print: (line: string) => void,
): Promise<StackResult[]> {
  const results: StackResult[] = [];
  for (const group of inDependencyOrder(stacks)) {
    results.push(...(await runStacks(rung, group, theatre, os.availableParallelism(), print)));
  }
  return results;
}

if (require.main === module) void start(run);
