import { parseOptions, usage } from "../terraform/arguments";

/** What the command line asks for. */
export interface Request {
  /** Names of modules; none means all. */
  readonly modules: readonly string[];
  /** Leave with success, and say so, when Terraform, the provider or the emulator is missing. */
  readonly ifAvailable: boolean;
  /** A shell command to run against an emulator, instead of the examples. */
  readonly exec?: string;
}

export const HELP = `Applies, plans again and destroys the modules' README examples: the real Terraform and AWS provider, an emulator plays AWS.

Usage: cli.js [module...] [options]

  (no option)       every named module, or all; two at a time, each with a moto_server of its own
  --exec COMMAND    start the emulator and run a shell command with AWS_ENDPOINT_URL, a region and credentials for it
  --if-available    exit 0 with a line "skipped: ..." when Terraform, the provider or moto_server is missing; not with CI=true
  --help            this text

Needs no account and no network. What moto cannot do is listed in tools/emulation/shortfalls.ts.
Exit codes: 0 proven, 1 a module or the command failed, 2 wrong usage, 3 a tool is missing.`;

const OPTIONS = {
  exec: { type: "string" },
  "if-available": { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

/**
 * Reads the command line.
 *
 * @param known - names of the modules there are.
 * @param env - in CI a missing tool is never fine.
 * @returns the request, or "help".
 * @throws ToolError (usage) for an unknown option or module, with what there is.
 */
export function parseArguments(
  argv: readonly string[],
  known: readonly string[],
  env: Readonly<NodeJS.ProcessEnv>,
): Request | "help" {
  const { values, positionals } = parseOptions(argv, OPTIONS);
  if (values.help) return "help";
  const unknown = positionals.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw usage(`unknown module ${unknown.join(", ")}; modules: ${known.join(", ")}`);
  const { exec } = values;
  if (exec === "") throw usage('--exec: got ""; allowed: a shell command');
  if (exec !== undefined && positionals.length > 0) throw usage("--exec runs one command and no module; leave one out");
  return { modules: positionals, ifAvailable: (values["if-available"] ?? false) && env["CI"] !== "true", exec };
}
