import { EXEMPT_TYPES, RULES, STATEFUL_TYPES } from "../../policies";
import { loadRehearsal } from "../rehearsal/load";
import { parseOptions, refuseArguments } from "../runner/command/arguments";
import { defineCommand } from "../runner/command/command";
import { EXIT_CODES } from "../runner/command/exit-codes";

const FILE = "tools/rehearsal/replacement/replacements.json";

const HELP = `Writes ${FILE}: for each argument, whether its change replaces the resource.

Usage: groundplan replacement-data

  --help  print this text

Asks the AWS provider about all types that have policies, or lose something when they are destroyed; takes minutes.
Runs in the root of the Groundplan repository, after an update of the provider. Needs no AWS account.
Exit codes: 0 written, 2 wrong usage, 3 Terraform or the provider is missing.`;

export const replacementData = defineCommand({
  help: HELP,
  parse(argv) {
    refuseArguments(parseOptions(argv, {}).positionals);
    return {};
  },
  async run(_request, context) {
    const { probedTypes, writeAnswers } = loadRehearsal();
    const types = [...RULES.flatMap((rule) => rule.types), ...Object.keys(EXEMPT_TYPES), ...STATEFUL_TYPES];
    await writeAnswers({ file: FILE, types, ask: probedTypes }, context);
    return EXIT_CODES.succeeded;
  },
});
