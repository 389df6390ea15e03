import fs from "node:fs";
import path from "node:path";
import { cataloguePage } from "../../policies/catalogue";
import { parseOptions, refuseArguments } from "../runner/command/arguments";
import { defineCommand } from "../runner/command/command";
import { EXIT_CODES } from "../runner/command/exit-codes";

const HELP = `Writes docs/policies.md, the page of all policy rules, from the rules.

Usage: groundplan catalogue

  --help  print this text

Runs in the root of the Groundplan repository. Exit codes: 0 written, 2 wrong usage.`;

export const catalogue = defineCommand({
  help: HELP,
  parse(argv) {
    refuseArguments(parseOptions(argv, {}).positionals);
    return {};
  },
  async run(_request, { machine }) {
    fs.writeFileSync(path.join(machine.cwd, "docs/policies.md"), cataloguePage());
    return EXIT_CODES.succeeded;
  },
});
