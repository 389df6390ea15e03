import { RULES } from "../../policies";
import { loadRehearsal } from "../rehearsal/load";
import { parseOptions, refuseArguments } from "../runner/command/arguments";
import { defineCommand } from "../runner/command/command";
import { EXIT_CODES } from "../runner/command/exit-codes";

const FILE = "policies/graph/planned-blocks.json";

const HELP = `Writes ${FILE}: the blocks that the AWS provider never chooses itself.

Usage: groundplan planned-blocks

  --help  print this text

A plan shows a dynamic block of unknown length like a block that the provider chooses; the file tells them apart.
Asks the AWS provider about all types that have policies; takes minutes. Runs in the root of the Groundplan
repository, after an update of the provider or for a rule with a new type. Needs no AWS account.
Exit codes: 0 written, 2 wrong usage, 3 Terraform or the provider is missing.`;

export const plannedBlocks = defineCommand({
  help: HELP,
  parse(argv) {
    refuseArguments(parseOptions(argv, {}).positionals);
    return {};
  },
  async run(_request, context) {
    const { unchosenBlocks, writeAnswers } = loadRehearsal();
    const types = RULES.flatMap((rule) => rule.types);
    await writeAnswers({ file: FILE, types, ask: unchosenBlocks }, context);
    return EXIT_CODES.succeeded;
  },
});
