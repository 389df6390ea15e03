import { measureAll } from "../benchmark/benchmark";
import { table } from "../benchmark/table";
import { parseOptions, refuseArguments } from "../runner/command/arguments";
import { defineCommand } from "../runner/command/command";
import { EXIT_CODES } from "../runner/command/exit-codes";

const HELP = `Measures synthesis, policies and planning, and compares the results with the performance goals.

Usage: groundplan bench

  --help  print this text

Runs in the root of the Groundplan repository and takes several minutes. Prints a Markdown table for
docs/performance.md. Exit codes: 0 all goals met, 1 a goal missed, 2 wrong usage.`;

export const bench = defineCommand({
  help: HELP,
  parse(argv) {
    refuseArguments(parseOptions(argv, {}).positionals);
    return {};
  },
  async run(_request, { machine, print }) {
    const rows = await measureAll(machine.cwd);
    print(table(rows));
    return rows.some(({ met }) => met === false) ? EXIT_CODES.failed : EXIT_CODES.succeeded;
  },
});
