import { parseArgs, type ParseArgsConfig } from "node:util";
import { EXIT_CODES, ToolError } from "./tool-error";

export const COMMANDS = ["validate", "plan"] as const;

export type Command = (typeof COMMANDS)[number];

/** What the command line asks for. */
export interface Request {
  readonly command: Command;
  /** Names of stacks; none means all. */
  readonly stacks: readonly string[];
  /** Leave with success, and say so, when Terraform or the provider is missing. */
  readonly ifAvailable: boolean;
  /** Whether a stand-in may plan where there is no provider. */
  readonly standIn: boolean;
  /** Folder for plans, relative to the working directory. */
  readonly out: string;
  /** File of the destructions that are approved, relative to the working directory; it need not exist. */
  readonly approvals: string;
}

export const HELP = `Proves synthesized stacks with the real Terraform and the real AWS provider, without an AWS account.

Usage: cli.js validate|plan [stack...] [options]

  validate          terraform validate of every named stack, or of all
  plan              terraform plan; keeps plan, plan.json and plan.txt of each stack, and has the policies judge it

  --out DIR         where plan keeps its files, one folder per stack (default: plans)
  --approvals FILE  destructions that the policies let a plan do (default: approvals.json)
  --if-available    exit 0 with a line "skipped: ..." when Terraform is missing, or a provider that no stand-in may play
  --provider real   only the real provider may plan; without this, a stand-in does where there is none
  --help            this text

Reads cdktf.out (or CDKTF_OUTDIR), which npm run synth writes. TF_PLUGIN_MIRROR_DIR names a filesystem mirror of providers.
Exit codes: 0 proven, 1 a stack failed, 2 wrong usage, 3 Terraform or the provider is missing.`;

const OPTIONS = {
  out: { type: "string" },
  approvals: { type: "string" },
  "if-available": { type: "boolean" },
  provider: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const satisfies ParseArgsConfig["options"];

/**
 * Reads the command line.
 *
 * @returns the request, or "help".
 * @throws ToolError (usage) for an unknown command or option, with what there is.
 */
export function parseArguments(argv: readonly string[]): Request | "help" {
  const { values, positionals } = parseOptions(argv, OPTIONS);
  if (values.help) return "help";
  const [command, ...stacks] = positionals;
  if (!isCommand(command)) throw usage(`unknown command "${command ?? ""}"; commands: ${COMMANDS.join(", ")}`);
  if (values.provider !== undefined && values.provider !== "real") {
    throw usage(`--provider: got "${values.provider}"; allowed: real`);
  }
  const ifAvailable = values["if-available"] ?? false;
  const standIn = command === "plan" && values.provider === undefined;
  return { command, stacks, ifAvailable, standIn, ...filesOf(command, values.out, values.approvals) };
}

function filesOf(command: Command, out?: string, approvals?: string): Pick<Request, "out" | "approvals"> {
  if (command !== "plan" && out !== undefined) throw usage(`--out belongs to plan; ${command} keeps no files`);
  if (command !== "plan" && approvals !== undefined)
    throw usage(`--approvals belongs to plan; ${command} plans nothing`);
  if (out === "") throw usage('--out: got ""; allowed: a folder');
  if (approvals === "") throw usage('--approvals: got ""; allowed: a file');
  return { out: out ?? "plans", approvals: approvals ?? "approvals.json" };
}

/** @throws ToolError (usage) for an option that there is not, with those there are. */
export function parseOptions<Options extends NonNullable<ParseArgsConfig["options"]>>(
  argv: readonly string[],
  options: Options,
): ReturnType<typeof parseArgs<{ options: Options; allowPositionals: true }>> {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true });
  } catch (error) {
    const names = Object.keys(options).map((name) => `--${name}`);
    throw usage(`${(error as Error).message.split(". ")[0]}; options: ${names.join(", ")}`);
  }
}

function isCommand(word: string | undefined): word is Command {
  return (COMMANDS as readonly (string | undefined)[]).includes(word);
}

/** Wrong usage of a program. */
export function usage(message: string): ToolError {
  return new ToolError(message, EXIT_CODES.usage);
}
