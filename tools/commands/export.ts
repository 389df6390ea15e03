import fs from "node:fs";
import path from "node:path";
import type { SynthesizedStack, TerraformJson } from "../../modules/core";
import { exportedStack } from "../export/exported-stack";
import type { Schemas } from "../export/syntax";
import { loadRehearsal } from "../rehearsal/load";
import { parseOptions } from "../runner/command/arguments";
import { defineCommand, type CommandRequest } from "../runner/command/command";
import { EXIT_CODES, failedError, usageError } from "../runner/command/exit-codes";
import { readSynthesizedStacks } from "../runner/terraform/synthesized-stacks";
import { Terraform } from "../runner/terraform/terraform";
import { copyAssets } from "../runner/terraform/workspace";

const HELP = `Writes synthesized stacks as Terraform configuration in HCL, for teams that leave CDKTF.

Usage: groundplan export [stack...] --out FOLDER

  stack         name of a synthesized stack (default: all)
  --out FOLDER  writes each stack to a new folder FOLDER/<stack>
  --help        print this text

One file for each construct of the stack, beside terraform.tf, providers.tf, variables.tf, outputs.tf and others, and
the assets. Addresses, backend and providers are those of the stack, so that terraform plan has no changes.
Reads the synthesized stacks in cdktf.out, or in the folder that CDKTF_OUTDIR names. Needs the bindings of the
providers, and no AWS account.
Exit codes: 0 written, 1 Terraform cannot read the result, 2 wrong usage, 3 Terraform or a package is missing.`;

const OPTIONS = { out: { type: "string" } } as const;

interface ExportRequest extends CommandRequest {
  /** Names of stacks; none means all. */
  readonly stacks: readonly string[];
  readonly out: string;
}

export const exportStacks = defineCommand<ExportRequest>({
  help: HELP,
  parse(argv) {
    const { values, positionals: stacks } = parseOptions(argv, OPTIONS);
    if (!values.out) throw usageError("no --out; name the folder of the new configuration");
    return { stacks, out: values.out };
  },
  async run({ stacks: names, out }, { machine, print, signal }) {
    const stacks = readSynthesizedStacks(machine, names);
    const folderOf = ({ name }: SynthesizedStack): string => path.resolve(machine.cwd, out, name);
    refuseExisting(stacks.map(folderOf));
    const terraform = await Terraform.find(machine, signal);
    for (const stack of stacks) {
      const files = exportedStack(stack, exportSchemas(stack.config));
      const folder = folderOf(stack);
      fs.mkdirSync(folder, { recursive: true });
      await copyAssets(stack, folder);
      for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(folder, name), text);
      const { code, stderr } = await terraform.run(["fmt", "-no-color"], { cwd: folder });
      if (code !== 0) throw failedError(`terraform fmt in ${folder}:\n${stderr.trim()}`);
      print(`${path.join(out, stack.name)}: ${Object.keys(files).length} files`);
    }
    return EXIT_CODES.succeeded;
  },
});

/** Files of an earlier export or of a team would become part of the configuration. */
function refuseExisting(folders: readonly string[]): void {
  const existing = folders.filter((folder) => fs.existsSync(folder));
  if (existing.length > 0) throw usageError(`--out: ${existing.join(", ")} exist; remove them, or name another folder`);
}

/** The schemas of all types of a configuration, from the installed bindings. */
function exportSchemas(config: TerraformJson): Schemas {
  const schemas = Object.values(loadRehearsal().providerSchemas([config]));
  return {
    providers: Object.fromEntries(schemas.map(({ name, provider }) => [name, provider])),
    resources: Object.assign({}, ...schemas.map(({ resources }) => resources)) as Schemas["resources"],
    dataSources: Object.assign({}, ...schemas.map(({ dataSources }) => dataSources)) as Schemas["dataSources"],
  };
}
