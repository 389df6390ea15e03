import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { SynthesizedStack } from "../../../modules/core";
import { readApprovals } from "../../runner/checks/approvals";
import type { CommandContext } from "../../runner/command/command";
import { mapConcurrently } from "../../runner/command/concurrency";
import { EXIT_CODES, type ExitCode } from "../../runner/command/exit-codes";
import { hasErrors } from "../../runner/terraform/diagnostics";
import { readSynthesizedStacks } from "../../runner/terraform/synthesized-stacks";
import { Terraform } from "../../runner/terraform/terraform";
import { withRehearsalWorkspace, type RehearsalInputs, type RehearsalWorkspace } from "../session";
import { changeReport, openQuestions, unapprovedLosses } from "./change-report";
import { withEarlierStacks } from "./earlier-stacks";
import { stackChange, type StackChange } from "./stack-change";

export interface ChangeRequest {
  /** Git ref of the configuration that is deployed today. */
  readonly from: string;
  /** Names of stacks; none means all, including those that only exist at the ref. */
  readonly stacks: readonly string[];
  /** File of approved replacements and destructions. */
  readonly approvals: string;
  /** Values that the configurations do not contain. */
  readonly inputs?: RehearsalInputs;
  /** File that the report is also written to. */
  readonly markdown?: string;
  /** Folder for the plans, each `<stack>/plan.json`. */
  readonly out?: string;
}

/** Rehearses the change from the stacks of a git ref to the synthesized ones. */
export async function rehearseChange(
  { from, stacks: names, approvals, markdown, out, inputs }: ChangeRequest,
  context: CommandContext,
): Promise<ExitCode> {
  const { machine, print, signal } = context;
  const present = readSynthesizedStacks(machine, names);
  const approved = readApprovals(path.resolve(machine.cwd, approvals), new Date());
  const terraform = await Terraform.find(machine, signal);
  const changes = await withEarlierStacks(from, context, (earlier) => {
    const pairs = pairsOf(earlier, present, names.length === 0);
    const stacks = pairs.flatMap(({ before, after }) => [after ?? [], before ?? []].flat());
    const run = (workspace: RehearsalWorkspace) => rehearsePairs(pairs, workspace);
    return withRehearsalWorkspace(terraform, stacks, machine.env, run, inputs);
  });
  const report = changeReport(from, changes, approved);
  print(report);
  if (markdown !== undefined) await fs.writeFile(path.resolve(machine.cwd, markdown), report);
  if (out !== undefined) await writePlans(path.resolve(machine.cwd, out), changes);
  const failed = changes.some(({ diagnostics }) => hasErrors(diagnostics));
  const isOpen = unapprovedLosses(changes, approved).length + openQuestions(changes, approved).length > 0;
  return failed || isOpen ? EXIT_CODES.failed : EXIT_CODES.succeeded;
}

async function writePlans(folder: string, changes: readonly StackChange[]): Promise<void> {
  for (const { name, plan } of changes.filter((one) => one.plan !== undefined)) {
    await fs.mkdir(path.join(folder, name), { recursive: true });
    await fs.writeFile(path.join(folder, name, "plan.json"), JSON.stringify(plan));
  }
}

/** A stack before and after the change. */
interface Pair {
  readonly name: string;
  readonly before?: SynthesizedStack;
  readonly after?: SynthesizedStack;
}

function rehearsePairs(pairs: readonly Pair[], workspace: RehearsalWorkspace): Promise<StackChange[]> {
  return mapConcurrently(pairs, os.availableParallelism(), ({ name, before, after }) =>
    stackChange(name, before, after, workspace),
  );
}

/** @param withRemoved - include stacks that only exist before the change. */
function pairsOf(
  earlier: readonly SynthesizedStack[],
  present: readonly SynthesizedStack[],
  withRemoved: boolean,
): Pair[] {
  const before = new Map(earlier.map((stack) => [stack.name, stack]));
  const pairs = present.map((after): Pair => ({ name: after.name, before: before.get(after.name), after }));
  if (!withRemoved) return pairs;
  const removed = earlier.filter(({ name }) => !present.some((stack) => stack.name === name));
  return [...pairs, ...removed.map((stack): Pair => ({ name: stack.name, before: stack }))];
}
