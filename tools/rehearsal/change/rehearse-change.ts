import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { SynthesizedStack } from "../../../modules/core";
import type { Surroundings } from "../../terraform/program";
import { mapConcurrently } from "../../terraform/run-stacks";
import { withScratch } from "../../terraform/scratch";
import { readSynthesizedStacks } from "../../terraform/synthesized-stacks";
import { Terraform } from "../../terraform/terraform";
import { EXIT_CODES, type ExitCode } from "../../terraform/tool-error";
import type { Request } from "../arguments";
import { withTheatre, type Theatre } from "../stage";
import { approvedLosses } from "../../terraform/approved-losses";
import { changeReport, unapprovedLosses } from "./change-report";
import { earlierStacks } from "./earlier-stacks";
import { stackChange, type StackChange } from "./stack-change";

/** Rehearses the way from the stacks of a git ref to the present ones. */
export async function rehearseChange(
  { from, stacks: names, approvals: file, markdown }: Request & { readonly from: string },
  surroundings: Surroundings,
): Promise<ExitCode> {
  const { machine, streams, signal } = surroundings;
  const present = readSynthesizedStacks(machine, []);
  const approved = approvedLosses(path.resolve(machine.cwd, file), new Date());
  const terraform = await Terraform.find(machine, signal);
  const changes = await withScratch("earlier", async (folder) => {
    const earlier = await earlierStacks(from, folder, surroundings);
    const pairs = pairsOf(
      earlier,
      names.length > 0 ? readSynthesizedStacks(machine, names) : present,
      names.length > 0,
    );
    const stacks = pairs.flatMap(({ before, after }) => after ?? before ?? []);
    return withTheatre(terraform, stacks, machine.env, (theatre) => rehearsePairs(pairs, theatre));
  });
  const report = changeReport(from, changes, approved);
  streams.print(report);
  if (markdown !== undefined) await fs.writeFile(path.resolve(machine.cwd, markdown), report);
  const broken = changes.some(({ diagnostics }) => diagnostics.some(({ severity }) => severity === "error"));
  return broken || unapprovedLosses(changes, approved).length > 0 ? EXIT_CODES.failed : EXIT_CODES.succeeded;
}

/** A stack before and after the change. */
interface Pair {
  readonly name: string;
  readonly before?: SynthesizedStack;
  readonly after?: SynthesizedStack;
}

function rehearsePairs(pairs: readonly Pair[], theatre: Theatre): Promise<StackChange[]> {
  return mapConcurrently(pairs, os.availableParallelism(), ({ name, before, after }) =>
    stackChange(name, before, after, theatre),
  );
}

/** @param only - leaves out stacks that are no more. */
function pairsOf(earlier: readonly SynthesizedStack[], present: readonly SynthesizedStack[], only: boolean): Pair[] {
  const before = new Map(earlier.map((stack) => [stack.name, stack]));
  const kept = present.map((after): Pair => ({ name: after.name, before: before.get(after.name), after }));
  const gone = earlier.filter(({ name }) => !present.some((stack) => stack.name === name));
  return only ? kept : [...kept, ...gone.map((stack): Pair => ({ name: stack.name, before: stack }))];
}
