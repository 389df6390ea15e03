import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { parseOptions, refuseArguments } from "../runner/command/arguments";
import { defineCommand, type CommandRequest } from "../runner/command/command";
import { EXIT_CODES } from "../runner/command/exit-codes";

const PAGE = "docs/operations/recovery-objectives.md";

const HELP = `Computes RPO and RTO of each environment (Groundplan repository only).

Usage: groundplan objectives [options]

  --update  write ${PAGE}
  --help    print this text

Prints the page, and fails if the file differs. Reads the built repository.
Exit codes: 0 the page is up to date or written, 1 it differs, 2 wrong usage.`;

interface Objectives {
  readonly objectivesPage: (environments: readonly unknown[]) => string;
}

interface Request extends CommandRequest {
  readonly update: boolean;
}

export const objectives = defineCommand<Request>({
  help: HELP,
  parse(argv) {
    const { values, positionals } = parseOptions(argv, { update: { type: "boolean" } });
    refuseArguments(positionals);
    return { update: values.update ?? false };
  },
  async run({ update }, { machine, print, printError }) {
    const load = createRequire(path.join(machine.cwd, "package.json"));
    const { environments } = load("./dist/environments") as { environments: readonly unknown[] };
    const page = (load("./dist/stacks/recovery/objectives-page") as Objectives).objectivesPage(environments);
    const file = path.join(machine.cwd, PAGE);
    print(page.trimEnd());
    if (update) fs.writeFileSync(file, page);
    else if (!fs.existsSync(file) || fs.readFileSync(file, "utf8") !== page) {
      printError(`${PAGE} differs: npm run objectives -- --update`);
      return EXIT_CODES.failed;
    }
    return EXIT_CODES.succeeded;
  },
});
