import { environmentStacks } from "../preflight/environment-stacks";
import { placeholdersIn } from "../preflight/placeholders";
import { parseOptions } from "../runner/command/arguments";
import { defineCommand, type CommandRequest } from "../runner/command/command";
import { EXIT_CODES, failedError, usageError } from "../runner/command/exit-codes";
import { readSynthesizedStacks } from "../runner/terraform/synthesized-stacks";

const HELP = `Asks an AWS account for what the first apply of an environment needs.

Usage: groundplan preflight <environment> [options]

  environment          name of the environment's stack
  --only-placeholders  search the configuration for placeholders, and ask no account
  --help               print this text

Placeholders are refused: account 123456789012, example.com, hosted zones Z0123456789..., repository example/groundplan,
image tag 0.1.0, digests and checksums of zeros.
A row is ok, missing, not allowed to ask, or not answered; below the last three is what mends it. Nothing is changed.
Reads the synthesized stacks in cdktf.out, or in the folder that CDKTF_OUTDIR names.
Exit codes: 0 everything is there, 1 a placeholder or a row that is not ok, 2 wrong usage, 3 no valid credentials or a
package is missing.`;

const OPTIONS = { "only-placeholders": { type: "boolean" } } as const;

interface Request extends CommandRequest {
  readonly environment: string;
  readonly onlyPlaceholders: boolean;
}

export const preflight = defineCommand<Request>({
  help: HELP,
  parse(argv) {
    const { values, positionals } = parseOptions(argv, OPTIONS);
    const [environment] = positionals;
    if (environment === undefined || positionals.length > 1) throw usageError("allowed: <environment>");
    return { environment, onlyPlaceholders: values["only-placeholders"] ?? false };
  },
  async run({ environment, onlyPlaceholders }, { machine, print }) {
    const stacks = environmentStacks(readSynthesizedStacks(machine, []), environment);
    refusePlaceholders(placeholdersIn(stacks.own));
    if (onlyPlaceholders) {
      print(`${environment}: no placeholders`);
      return EXIT_CODES.succeeded;
    }
    const { preflight: askAccount, reportOf } = await import("../preflight/preflight.js");
    const findings = await askAccount(stacks);
    print(reportOf(findings));
    return findings.every(({ status }) => status === "ok") ? EXIT_CODES.succeeded : EXIT_CODES.failed;
  },
});

function refusePlaceholders(placeholders: readonly string[]): void {
  if (placeholders.length > 0) throw failedError(placeholders.map((one) => `placeholder: ${one}`).join("\n"));
}
