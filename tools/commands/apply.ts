import path from "node:path";
import type { SynthesizedStack } from "../../modules/core";
import { requireMergedCommit } from "../deployment/merged-commit";
import { applySavedPlan, savePlan, type SavedPlan } from "../deployment/saved-plan";
import { placeholdersIn } from "../preflight/placeholders";
import { readApprovals } from "../runner/checks/approvals";
import { planPolicies } from "../runner/checks/plan-policies";
import { parseOptions } from "../runner/command/arguments";
import { defineCommand, type CommandContext, type CommandRequest } from "../runner/command/command";
import { EXIT_CODES, failedError, usageError } from "../runner/command/exit-codes";
import { readSynthesizedStacks, synthesisFolder } from "../runner/terraform/synthesized-stacks";
import { summaryOf, type ResourceChange } from "./summary";

const HELP = `Plans stacks of a merged commit in their AWS account, and applies exactly these plans after your approval.

Usage: groundplan apply <stack...> [options]

  stack             name of a synthesized stack; applied in the order of the arguments
  --merged-in REF   reviewed branch that must contain the commit (default: origin/HEAD)
  --approvals FILE  approved destructions (default: approvals.json)
  --help            print this text

For stacks that no pipeline applies, such as bootstrap and delivery. Saves a plan of each stack, prints the summary of
all on one page, evaluates the policies on them, and asks for "yes". Refuses uncommitted changes, a commit that is not
merged, and placeholders. Needs credentials of the account. Exit codes: 0 applied or no changes, 1 a plan, a policy or
the apply failed, or the answer was not yes, 2 wrong usage or not merged, 3 no Terraform, 4 an approval is malformed or
expired.`;

const OPTIONS = {
  "merged-in": { type: "string", default: "origin/HEAD" },
  approvals: { type: "string", default: "approvals.json" },
} as const;

interface Request extends CommandRequest {
  readonly stacks: readonly string[];
  readonly branch: string;
  readonly approvals: string;
}

type PlannedStack = SavedPlan & { readonly stack: SynthesizedStack };

export const apply = defineCommand<Request>({
  help: HELP,
  parse(argv) {
    const { values, positionals: stacks } = parseOptions(argv, OPTIONS);
    if (stacks.length === 0)
      throw usageError("no stack; allowed: names of synthesized stacks, such as bootstrap delivery");
    return { stacks, branch: values["merged-in"], approvals: values.approvals };
  },
  async run({ stacks: names, branch, approvals }, context) {
    const { machine, print, ask } = context;
    const known = readSynthesizedStacks(machine, names);
    const stacks = [...new Set(names)].map((name) => known.find((stack) => stack.name === name)!);
    const placeholders = placeholdersIn(stacks);
    if (placeholders.length > 0) throw failedError(placeholders.map((one) => `placeholder: ${one}`).join("\n"));
    requireMergedCommit(branch, machine);
    const approved = readApprovals(path.resolve(machine.cwd, approvals), new Date());
    const plans = await planAll(stacks, context);
    print(summaryOf(plans.map(({ stack, json }) => ({ stack: stack.name, changes: changesOf(json) }))));
    const changed = plans.filter(({ hasChanges }) => hasChanges);
    refuseFindings(changed, approved);
    if (changed.length === 0) return EXIT_CODES.succeeded;
    const answer = await ask(
      `Apply these plans of ${changed.map(({ stack }) => stack.name).join(", ")}? yes to apply: `,
    );
    if (answer !== "yes") throw failedError("nothing was applied; the answer was not yes");
    for (const { stack } of changed) await applySavedPlan(folderOf(stack, context), machine.env);
    return EXIT_CODES.succeeded;
  },
});

async function planAll(stacks: readonly SynthesizedStack[], context: CommandContext): Promise<PlannedStack[]> {
  const plans: PlannedStack[] = [];
  for (const stack of stacks) {
    plans.push({ stack, ...(await savePlan(folderOf(stack, context), context.machine.env)) });
  }
  return plans;
}

function folderOf({ name }: SynthesizedStack, { machine }: CommandContext): string {
  return path.join(synthesisFolder(machine), "stacks", name);
}

function changesOf(plan: unknown): readonly ResourceChange[] {
  return (plan as { readonly resource_changes?: readonly ResourceChange[] }).resource_changes ?? [];
}

/** @throws ToolError (failed) with every finding of the policies. A plan without resources has none. */
function refuseFindings(plans: readonly PlannedStack[], approved: ReadonlySet<string>): void {
  const policies = planPolicies(approved);
  const findings = plans
    .filter(({ json }) => changesOf(json).length > 0)
    .flatMap(({ stack, json }) => policies(stack, json));
  if (findings.length > 0) throw failedError(findings.map(({ text }) => text).join("\n"));
}
