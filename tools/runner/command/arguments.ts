import { parseArgs, type ParseArgsConfig } from "node:util";
import { usageError } from "./exit-codes";

type Options = NonNullable<ParseArgsConfig["options"]>;

type ParsedOptions<Own extends Options> = ReturnType<typeof parseArgs<{ options: Own; allowPositionals: true }>>;

/**
 * Parses the arguments of a command. `--help` is not among them: {@link defineCommand} answers it first.
 *
 * @throws ToolError (usage) for an unknown option, with the known ones, and for an option with an empty value.
 */
export function parseOptions<Own extends Options>(argv: readonly string[], options: Own): ParsedOptions<Own> {
  const parsed = parse(argv, options);
  const empty = Object.entries(parsed.values).filter(([, value]) => value === "");
  if (empty.length > 0) throw usageError(`${empty.map(([name]) => `--${name}`).join(", ")}: needs a value, got ""`);
  return parsed;
}

function parse<Own extends Options>(argv: readonly string[], options: Own): ParsedOptions<Own> {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true });
  } catch (error) {
    const names = [...Object.keys(options), "help"].map((name) => `--${name}`);
    throw usageError(`${(error as Error).message.split(". ")[0]}; options: ${names.join(", ")}`);
  }
}

/**
 * The value of an option that has a few.
 *
 * @throws ToolError (usage) for another value, with the allowed ones.
 */
export function choiceOf<Choice extends string>(option: string, value: string, choices: readonly Choice[]): Choice {
  const choice = choices.find((one) => one === value);
  if (choice === undefined) throw usageError(`--${option} ${value}; allowed: ${choices.join(", ")}`);
  return choice;
}

/** @throws ToolError (usage) for arguments of a command that takes options only. */
export function refuseArguments(positionals: readonly string[]): void {
  if (positionals.length > 0) throw usageError(`unexpected argument ${positionals.join(", ")}; allowed: options only`);
}
