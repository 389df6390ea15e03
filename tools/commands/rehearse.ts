import os from "node:os";
import type { RehearsalInputs, RehearsalWorkspace } from "../rehearsal";
import { loadRehearsal } from "../rehearsal/load";
import { notePlaceholders } from "../preflight/placeholders";
import { exitCodeOf, report } from "../runner/checks/report";
import { parseOptions } from "../runner/command/arguments";
import { defineCommand, type CommandContext } from "../runner/command/command";
import { dataValues, withVariables } from "../runner/command/inputs";
import { usageError, type ExitCode } from "../runner/command/exit-codes";
import { configuredProviderVersion, readSynthesizedStacks } from "../runner/terraform/synthesized-stacks";
import { Terraform } from "../runner/terraform/terraform";

const HELP = `Rehearses synthesized stacks: Terraform applies and destroys them with a stand-in for the AWS provider.

Usage: groundplan rehearse [stack...] [options]

  stack             name of a synthesized stack (default: all)
  --var NAME=VALUE  value of a Terraform variable, in addition to TF_VAR_NAME; may be repeated
  --data VALUE      attribute of a data source, as type.name.attribute=value, or a JSON file of the form
                    { "type.name": { "attribute": value } }; others are invented; may be repeated
  --from REF        rehearse a change: apply the stacks of a git ref, then plan the present ones on that state
  --approvals FILE  with --from: approved replacements and destructions (default: approvals.json; it may be absent)
  --markdown FILE   with --from: also write the report to this file
  --out DIR         with --from: also write the plans, each DIR/<stack>/plan.json, which groundplan report --plans reads
  --if-available    exit with 0 and a line "skipped: ..." if Terraform is missing
  --help            print this text

With --from, the policies for changes (CHG) apply as in groundplan policy. Replacements are answers of the AWS provider
that are part of the package; where there is no answer, the report says "not known".
Without --from, each stack is validated, planned, applied, planned again (the plan must be empty) and destroyed.
Reads the synthesized stacks in cdktf.out, or in the folder that CDKTF_OUTDIR names.
Needs no provider, network or AWS account.
Exit codes: 0 passed, 1 a stack failed, or a change that is a finding, not known or an unapproved loss, 2 wrong usage,
3 Terraform is missing, 4 an approval is malformed or expired.`;

const OPTIONS = {
  var: { type: "string", multiple: true },
  data: { type: "string", multiple: true },
  from: { type: "string" },
  approvals: { type: "string" },
  markdown: { type: "string" },
  out: { type: "string" },
  "if-available": { type: "boolean" },
} as const;

type Rehearsal = ReturnType<typeof loadRehearsal>;

interface RehearseRequest {
  /** Names of stacks; none means all. */
  readonly stacks: readonly string[];
  readonly ifAvailable?: boolean;
  /** Git ref of the configuration that is deployed today. */
  readonly from?: string;
  readonly approvals: string;
  readonly markdown?: string;
  /** Folder for the plans. */
  readonly out?: string;
  /** Each as `name=value`. */
  readonly variables?: readonly string[];
  /** Each as `type.name.attribute=value` or a file. */
  readonly data?: readonly string[];
}

export const rehearse = defineCommand<RehearseRequest>({
  help: HELP,
  parse(argv) {
    const { values, positionals: stacks } = parseOptions(argv, OPTIONS);
    const { from, approvals, markdown, out } = values;
    if (from === undefined && (markdown ?? approvals ?? out) !== undefined) {
      throw usageError("--markdown, --approvals and --out need --from");
    }
    const ifAvailable = values["if-available"];
    const { var: variables, data } = values;
    return { stacks, ifAvailable, from, approvals: approvals ?? "approvals.json", markdown, out, variables, data };
  },
  async run({ from, variables, ...request }, context) {
    const rehearsal = loadRehearsal();
    const machine = withVariables(context.machine, variables);
    const inputs = { data: dataValues(request.data, machine) };
    return from === undefined
      ? rehearseLifecycle(rehearsal, { ...request, inputs }, { ...context, machine })
      : rehearsal.rehearseChange({ ...request, from, inputs }, { ...context, machine });
  },
});

async function rehearseLifecycle(
  { STAND_IN_SOURCE, checkData, lifecycle, runInOrder, withProducers, withRehearsalWorkspace }: Rehearsal,
  { stacks: names, inputs }: Pick<RehearseRequest, "stacks"> & { readonly inputs: RehearsalInputs },
  { machine, print, signal }: CommandContext,
): Promise<ExitCode> {
  const all = readSynthesizedStacks(machine, []);
  const selected = readSynthesizedStacks(machine, names).map(({ name }) => name);
  const stacks = withProducers(selected, all);
  notePlaceholders(
    stacks.map(({ config }) => config),
    print,
  );
  checkData(inputs, stacks);
  const version = configuredProviderVersion(stacks);
  const terraform = await Terraform.find(machine, signal);
  const check = lifecycle();
  const run = (workspace: RehearsalWorkspace) => runInOrder(check, stacks, workspace, os.availableParallelism(), print);
  const results = await withRehearsalWorkspace(terraform, all, machine.env, run, inputs);
  const versions = {
    terraform: terraform.version,
    provider: version,
    providerSource: STAND_IN_SOURCE,
    configuredProvider: version,
  };
  print(report(check.columns, results, versions));
  return exitCodeOf(results);
}
