import { parseOptions, usage } from "../terraform/arguments";

/** What the command line asks for. */
export interface Request {
  /** Names of stacks; none means all. */
  readonly stacks: readonly string[];
  /** Leave with success, and say so, when Terraform is missing. */
  readonly ifAvailable: boolean;
  /** Git ref of the configuration that is deployed today: rehearse the change from there instead of a whole life. */
  readonly from?: string;
  /** File of approved replacements and destructions. */
  readonly approvals: string;
  /** File that the report of a change is also written to, as Markdown. */
  readonly markdown?: string;
}

export const HELP = `Rehearses synthesized stacks: the real Terraform applies and destroys them, a stand-in plays the AWS provider.

Usage: cli.js [stack...] [options]

  (no option)       validate, plan, apply, a second plan that must be empty, destroy; every named stack, or all
  --from REF        apply each stack as it was at a git ref, then plan the present one on that state
  --markdown FILE   with --from: write the report there too
  --approvals FILE  with --from: replacements and destructions that are wanted (default: approvals.json)
  --if-available    exit 0 with a line "skipped: ..." when Terraform is missing
  --help            this text

Reads cdktf.out (or CDKTF_OUTDIR), which npm run synth writes. Needs no provider, no network and no account.
Exit codes: 0 proven, 1 a stack failed, 2 wrong usage, 3 Terraform is missing.`;

const OPTIONS = {
  from: { type: "string" },
  markdown: { type: "string" },
  approvals: { type: "string" },
  "if-available": { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

/**
 * Reads the command line.
 *
 * @returns the request, or "help".
 * @throws ToolError (usage) for an unknown option, or one that needs `--from`.
 */
export function parseArguments(argv: readonly string[]): Request | "help" {
  const { values, positionals } = parseOptions(argv, OPTIONS);
  if (values.help) return "help";
  const { from, markdown, approvals } = values;
  if (from === undefined && (markdown ?? approvals) !== undefined) {
    throw usage("--markdown and --approvals belong to --from; a whole life has neither");
  }
  if ([from, markdown, approvals].includes("")) throw usage("--from, --markdown and --approvals need a value");
  const ifAvailable = values["if-available"] ?? false;
  return { stacks: positionals, ifAvailable, from, markdown, approvals: approvals ?? "approvals.json" };
}
