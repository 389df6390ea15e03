import fs from "node:fs";
import path from "node:path";
import { synthesizedInputs } from "../runner/checks/policy-input";
import { choiceOf, parseOptions, refuseArguments } from "../runner/command/arguments";
import { defineCommand, type CommandRequest } from "../runner/command/command";
import { EXIT_CODES, usageError } from "../runner/command/exit-codes";

const PAGE = "docs/promises.md";

const HELP = `Checks the promises of an app: recovery, retention, availability, latency, errors, encryption.

Usage: groundplan attest [options]

  --format <format>  text, markdown or json (default: text)
  --page             write the table into ${PAGE}
  --help             print this text

Reads promises.json and all synthesized stacks. Each promise has a line for each environment: computed (formula and
inputs), proven (settings, policies, tests), alarm only, or not held (with the decision).
Exit codes: 0 every promise is as its line says, 1 one is broken or has no line, 2 wrong usage or unreadable input.`;

const FORMATS = ["text", "markdown", "json"] as const;

type Format = (typeof FORMATS)[number];

interface AttestRequest extends CommandRequest {
  readonly format: Format;
  readonly page: boolean;
}

const OPTIONS = { format: { type: "string" }, page: { type: "boolean" } } as const;

export const attest = defineCommand<AttestRequest>({
  help: HELP,
  parse(argv) {
    const { values, positionals } = parseOptions(argv, OPTIONS);
    refuseArguments(positionals);
    const { page = false } = values;
    const format = choiceOf("format", values.format ?? "text", FORMATS);
    if (page && values.format !== undefined) throw usageError("--page writes Markdown; omit --format");
    return { page, format };
  },
  async run({ format, page }, { machine, print, printError }) {
    const [{ PROMISES_FILE, promisesOfApp }, { consoleTable, heldText, pageTable }, { promisesPage }] =
      await Promise.all([
        import("../attest/promises-of-app.js"),
        import("../attest/reports/table.js"),
        import("../attest/reports/page.js"),
      ]);
    const stacks = synthesizedInputs(machine);
    const attestations = promisesOfApp(machine.cwd, stacks, new Date());
    if (attestations === undefined)
      throw usageError(`no ${PROMISES_FILE} in ${machine.cwd}; docs/commands.md describes it`);
    if (page) {
      fs.mkdirSync(path.join(machine.cwd, path.dirname(PAGE)), { recursive: true });
      fs.writeFileSync(path.join(machine.cwd, PAGE), promisesPage(attestations));
    } else if (format === "json") print(JSON.stringify(attestations, null, 2));
    else print(format === "markdown" ? pageTable(attestations) : consoleTable(attestations));
    const broken = attestations.filter(({ holds }) => !holds);
    for (const one of broken) printError(`${one.environment}: ${one.id}: ${heldText(one)}: ${one.evidence.join("; ")}`);
    return broken.length === 0 ? EXIT_CODES.succeeded : EXIT_CODES.failed;
  },
});
