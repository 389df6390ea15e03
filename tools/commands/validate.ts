import os from "node:os";
import { ATTACHMENTS } from "../rehearsal/load";
import { notePlaceholders } from "../preflight/placeholders";
import { exitCodeOf, report } from "../runner/checks/report";
import { runChecks } from "../runner/checks/run-checks";
import { validate as check } from "../runner/checks/validate";
import { parseOptions } from "../runner/command/arguments";
import { defineCommand } from "../runner/command/command";
import { withTemporaryFolder } from "../runner/command/temporary-folder";
import { missingError } from "../runner/command/exit-codes";
import { findProvider } from "../runner/provider/provider-lookup";
import { satisfies } from "../runner/provider/versions";
import { configuredProviderVersion, readSynthesizedStacks } from "../runner/terraform/synthesized-stacks";
import { Terraform } from "../runner/terraform/terraform";
import { OfflineWorkspace } from "../runner/terraform/workspace";

const HELP = `Validates synthesized stacks with Terraform and the AWS provider. Needs no AWS account.

Usage: groundplan validate [stack...] [options]

  stack                  name of a synthesized stack (default: all)
  --provider-version V   another version of the AWS provider than the configured one, or a constraint such as "~> 6.0"
  --if-available         exit with 0 and a line "skipped: ..." if Terraform or the provider is missing
  --help                 print this text

Reads the synthesized stacks in cdktf.out, or in the folder that CDKTF_OUTDIR names.
TF_PLUGIN_MIRROR_DIR adds a filesystem mirror of providers.
Exit codes: 0 passed, 1 a stack failed, 2 wrong usage, 3 Terraform or the provider is missing.`;

const OPTIONS = { "if-available": { type: "boolean" }, "provider-version": { type: "string" } } as const;

export const validate = defineCommand({
  help: HELP,
  parse(argv) {
    const { values, positionals } = parseOptions(argv, OPTIONS);
    return { stacks: positionals, ifAvailable: values["if-available"], providerVersion: values["provider-version"] };
  },
  async run({ stacks: names, providerVersion }, { machine, print, signal }) {
    const stacks = readSynthesizedStacks(machine, names);
    notePlaceholders(
      stacks.map(({ config }) => config),
      print,
    );
    const configuredProvider = configuredProviderVersion(stacks);
    const terraform = await Terraform.find(machine, signal);
    const provider = await findProvider(terraform, providerVersion ?? configuredProvider, machine);
    if (providerVersion !== undefined && !satisfies(provider.version, providerVersion)) {
      throw missingError(`no AWS provider ${providerVersion}; found ${provider.version} in ${provider.mirror}`);
    }
    const results = await withTemporaryFolder("validate", async (folder) => {
      const workspace = await OfflineWorkspace.create(terraform, provider, folder, ATTACHMENTS);
      return runChecks(check, stacks, workspace, os.availableParallelism(), print).finally(() => workspace.close());
    });
    const versions = {
      terraform: terraform.version,
      provider: provider.version,
      providerSource: provider.mirror,
      configuredProvider,
    };
    print(report(check.columns, results, versions));
    return exitCodeOf(results);
  },
});
