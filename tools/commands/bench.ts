import { measureAll } from "../benchmark/benchmark";
import { table } from "../benchmark/table";
import { parseOptions, refuseArguments } from "../runner/command/arguments";
import { defineCommand, type CommandRequest } from "../runner/command/command";
import { EXIT_CODES } from "../runner/command/exit-codes";

const HELP = `Measures synthesis, policies and planning, and compares the results with the performance goals.

Usage: groundplan bench [options]

  --tests  also measure \`npm test\` and \`.ci/run\`, which takes half an hour and replaces node_modules
  --help   print this text

Runs in the root of the Groundplan repository and takes several minutes. Prints a Markdown table for
docs/performance.md. Exit codes: 0 all goals met, 1 a goal missed, 2 wrong usage.`;

const OPTIONS = { tests: { type: "boolean" } } as const;

export const bench = defineCommand<CommandRequest & { readonly tests?: boolean }>({
  help: HELP,
  parse(argv) {
    const { values, positionals } = parseOptions(argv, OPTIONS);
    refuseArguments(positionals);
    return { tests: values.tests };
  },
  async run({ tests }, { machine, print }) {
    const rows = await measureAll(machine.cwd, tests);
    print(table(rows));
    return rows.some(({ met }) => met === false) ? EXIT_CODES.failed : EXIT_CODES.succeeded;
  },
});
