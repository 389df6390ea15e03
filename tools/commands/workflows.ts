import fs from "node:fs";
import path from "node:path";
import { environmentStacks } from "../preflight/environment-stacks";
import { parseOptions, refuseArguments } from "../runner/command/arguments";
import { defineCommand } from "../runner/command/command";
import { EXIT_CODES } from "../runner/command/exit-codes";
import type { Machine } from "../runner/command/machine";
import { readSynthesizedStacks } from "../runner/terraform/synthesized-stacks";

const HELP = `Writes workflows of GitHub Actions that test, scan, plan, deploy and compare the environments of an app.

Usage: groundplan workflows

  --help  print this text

Reads workflows.json and the synthesized stacks in cdktf.out, or in the folder that CDKTF_OUTDIR names. Writes
.github/workflows/pull-request.yml, deploy.yml and drift.yml in the folder of the app.
Exit codes: 0 written, 2 wrong usage or settings, 3 a package is missing.`;

export const workflows = defineCommand({
  help: HELP,
  parse(argv) {
    refuseArguments(parseOptions(argv, {}).positionals);
    return {};
  },
  async run(_request, { machine, print }) {
    const files = await generatedWorkflows(machine);
    for (const [name, text] of Object.entries(files)) {
      const file = path.join(machine.cwd, ".github/workflows", name);
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, text);
      print(`.github/workflows/${name}`);
    }
    return EXIT_CODES.succeeded;
  },
});

/**
 * The workflows of the app in the folder, from its settings and its synthesized stacks, by the names of their files.
 *
 * @throws ToolError (usage) for wrong settings, and for an environment without a stack.
 */
export async function generatedWorkflows(machine: Machine): Promise<Readonly<Record<string, string>>> {
  const { readSettings } = await import("../workflows/settings.js");
  const { workflowFiles } = await import("../workflows/workflow-files.js");
  const settings = await readSettings(machine);
  const stacks = readSynthesizedStacks(machine, []);
  const stackNames = stacks.map(({ name }) => name);
  const locations = settings.environments.map((name) => ({ ...environmentStacks(stacks, name), stackNames }));
  return workflowFiles(settings, locations);
}
