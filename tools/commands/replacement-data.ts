import fs from "node:fs";
import path from "node:path";
import { EXEMPT_TYPES, RULES, STATEFUL_TYPES } from "../../policies";
import { loadRehearsal } from "../rehearsal/load";
import { parseOptions, refuseArguments } from "../runner/command/arguments";
import { defineCommand } from "../runner/command/command";
import { EXIT_CODES } from "../runner/command/exit-codes";
import { findProvider } from "../runner/provider/provider-lookup";
import { Terraform } from "../runner/terraform/terraform";

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
    const { machine, signal } = context;
    const { ASKED_PROVIDER, probedTypes } = loadRehearsal();
    const terraform = await Terraform.find(machine, signal);
    const provider = await findProvider(terraform, ASKED_PROVIDER, machine);
    const types = [...RULES.flatMap((rule) => rule.types), ...Object.keys(EXEMPT_TYPES), ...STATEFUL_TYPES];
    const aws = [...new Set(types)].filter((type) => type.startsWith("aws_")).sort();
    const knowledge = await probedTypes(aws, terraform, provider, context);
    const lines = Object.entries(knowledge).map(([type, one]) => `${JSON.stringify(type)}: ${JSON.stringify(one)}`);
    const date = new Date().toISOString().slice(0, 10);
    const head = `"provider": ${JSON.stringify(provider.version)},\n"date": ${JSON.stringify(date)}`;
    const text = `{\n${head},\n"types": {\n${lines.join(",\n")}\n}\n}\n`;
    fs.writeFileSync(path.join(machine.cwd, FILE), text);
    return EXIT_CODES.succeeded;
  },
});
