import fs from "node:fs";
import path from "node:path";
import { RULES } from "../../policies";
import { loadRehearsal } from "../rehearsal/load";
import { parseOptions, refuseArguments } from "../runner/command/arguments";
import { defineCommand } from "../runner/command/command";
import { EXIT_CODES } from "../runner/command/exit-codes";
import { findProvider } from "../runner/provider/provider-lookup";
import { Terraform } from "../runner/terraform/terraform";

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
    const { machine, signal } = context;
    const { ASKED_PROVIDER, unchosenBlocks } = loadRehearsal();
    const terraform = await Terraform.find(machine, signal);
    const provider = await findProvider(terraform, ASKED_PROVIDER, machine);
    const aws = [...new Set(RULES.flatMap(({ types }) => types))].filter((type) => type.startsWith("aws_")).sort();
    const types = await unchosenBlocks(aws, terraform, provider, context);
    const lines = Object.entries(types).map(([type, names]) => `${JSON.stringify(type)}: ${JSON.stringify(names)}`);
    const date = new Date().toISOString().slice(0, 10);
    const head = `"provider": ${JSON.stringify(provider.version)},\n"date": ${JSON.stringify(date)}`;
    fs.writeFileSync(path.join(machine.cwd, FILE), `{\n${head},\n"types": {\n${lines.join(",\n")}\n}\n}\n`);
    return EXIT_CODES.succeeded;
  },
});
