import os from "node:os";
import path from "node:path";
import { ATTACHMENTS, loadRehearsal } from "../rehearsal/load";
import { notePlaceholders } from "../preflight/placeholders";
import { readApprovals } from "../runner/checks/approvals";
import { plan as planCheck } from "../runner/checks/plan";
import { planPolicies } from "../runner/checks/plan-policies";
import { exitCodeOf, report } from "../runner/checks/report";
import { withRefusals } from "../runner/checks/plan-refusals";
import { REFUSAL_OPTIONS, type RefusalValues } from "../runner/checks/refusals";
import { runChecks } from "../runner/checks/run-checks";
import { parseOptions } from "../runner/command/arguments";
import { defineCommand, type CommandContext } from "../runner/command/command";
import { withVariables } from "../runner/command/inputs";
import { isMissing, usageError } from "../runner/command/exit-codes";
import { withTemporaryFolder } from "../runner/command/temporary-folder";
import { findProvider } from "../runner/provider/provider-lookup";
import { configuredProviderVersion, readSynthesizedStacks } from "../runner/terraform/synthesized-stacks";
import { Terraform } from "../runner/terraform/terraform";
import { OfflineWorkspace, type StackWorkspace } from "../runner/terraform/workspace";

const HELP = `Plans synthesized stacks with Terraform and the AWS provider, and evaluates the policies on each plan.
Needs no AWS account.

Usage: groundplan plan [stack...] [options]

  stack             name of a synthesized stack (default: all)
  --var NAME=VALUE  value of a Terraform variable, in addition to TF_VAR_NAME; may be repeated
  --out DIR         folder for plan, plan.json and plan.txt, one subfolder per stack (default: plans)
  --approvals FILE  approved replacements and destructions (default: approvals.json; it may be absent)
  --provider real   fail if the AWS provider is missing (default: plan with a stand-in provider instead)
  --refusals        fail if the packages for known refusals of AWS are missing (default: print a notice)
  --no-refusals     do not evaluate known refusals of AWS
  --exclude ID      a refusal that does not hold any more, such as AWS/pf-sqs-redrive-policy; repeatable
  --if-available    exit with 0 and a line "skipped: ..." if Terraform, or the required provider, is missing
  --help            print this text

Reads the synthesized stacks in cdktf.out, or in the folder that CDKTF_OUTDIR names.
TF_PLUGIN_MIRROR_DIR adds a filesystem mirror of providers.
Exit codes: 0 passed, 1 a stack failed, 2 wrong usage, 3 Terraform, the provider or a package for refusals is missing,
4 an approval is malformed or expired.`;

const OPTIONS = {
  var: { type: "string", multiple: true },
  out: { type: "string", default: "plans" },
  approvals: { type: "string", default: "approvals.json" },
  provider: { type: "string" },
  "if-available": { type: "boolean" },
  ...REFUSAL_OPTIONS,
} as const;

export interface PlanRequest {
  /** Names of stacks; none means all. */
  readonly stacks: readonly string[];
  readonly ifAvailable?: boolean;
  /** Each as `name=value`. */
  readonly variables?: readonly string[];
  /** Plan with the stand-in provider if the real one is missing. */
  readonly standIn: boolean;
  /** Folder for plans, relative to the working directory. */
  readonly out: string;
  /** Approval file, relative to the working directory. */
  readonly approvals: string;
  readonly refusals?: RefusalValues;
}

export const plan = defineCommand<PlanRequest>({ help: HELP, parse: parsePlan, run: runPlan });

/** @throws ToolError (usage) with the allowed values. */
export function parsePlan(argv: readonly string[]): PlanRequest {
  const { values, positionals: stacks } = parseOptions(argv, OPTIONS);
  const { out, approvals, provider, var: variables } = values;
  if (provider !== undefined && provider !== "real") throw usageError(`--provider: got "${provider}"; allowed: real`);
  const { refusals, "no-refusals": noRefusals, exclude } = values;
  return {
    stacks,
    ifAvailable: values["if-available"],
    standIn: provider === undefined,
    out,
    approvals,
    variables,
    refusals: { refusals, "no-refusals": noRefusals, exclude },
  };
}

async function runPlan(request: PlanRequest, context: CommandContext) {
  const { machine, print, signal } = context;
  const stacks = readSynthesizedStacks(machine, request.stacks);
  notePlaceholders(
    stacks.map(({ config }) => config),
    print,
  );
  const configuredProvider = configuredProviderVersion(stacks);
  const approved = readApprovals(path.resolve(machine.cwd, request.approvals), new Date());
  const out = path.resolve(machine.cwd, request.out);
  const check = planCheck(out, planPolicies(approved));
  const terraform = await Terraform.find(withVariables(machine, request.variables), signal);
  const provider = await selectProvider(request, terraform, configuredProvider, context);
  const planned = await withTemporaryFolder("plan", (folder) =>
    provider.withWorkspace(folder, (workspace) =>
      runChecks(check, stacks, workspace, os.availableParallelism(), print),
    ),
  );
  const results = withRefusals(planned, { stacks, out, values: request.refusals ?? {} }, machine, print);
  const versions = {
    terraform: terraform.version,
    provider: provider.version,
    providerSource: provider.source,
    configuredProvider,
  };
  print(report(check.columns, results, versions));
  return exitCodeOf(results);
}

/** A provider and the workspace in which Terraform uses it. */
interface SelectedProvider {
  readonly version: string;
  readonly source: string;
  withWorkspace<T>(folder: string, use: (workspace: StackWorkspace) => Promise<T>): Promise<T>;
}

/**
 * The real provider, or the stand-in if the request allows it and the real one is missing; then a message says so.
 */
async function selectProvider(
  { standIn }: PlanRequest,
  terraform: Terraform,
  version: string,
  { machine, print }: CommandContext,
): Promise<SelectedProvider> {
  try {
    const provider = await findProvider(terraform, version, machine);
    return {
      version: provider.version,
      source: provider.mirror,
      withWorkspace: async (folder, use) => {
        const workspace = await OfflineWorkspace.create(terraform, provider, folder, ATTACHMENTS);
        return use(workspace).finally(() => workspace.close());
      },
    };
  } catch (error) {
    if (!standIn || !isMissing(error)) throw error;
    print(
      `${error.message}\n\nPlanning with a stand-in provider. It knows all types and arguments, but not the checks of the real provider.\n`,
    );
    const { STAND_IN_SOURCE, withStandInWorkspace } = loadRehearsal();
    return {
      version,
      source: STAND_IN_SOURCE,
      withWorkspace: (folder, use) => withStandInWorkspace(terraform, folder, use),
    };
  }
}
