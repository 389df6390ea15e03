import fs from "node:fs";
import path from "node:path";
import { drawStack } from "../diagram/diagram";
import { PLATFORM_PARTS } from "../diagram/platform-parts";
import { parseOptions, refuseArguments } from "../runner/command/arguments";
import { defineCommand } from "../runner/command/command";
import { EXIT_CODES } from "../runner/command/exit-codes";
import { readSynthesizedStacks } from "../runner/terraform/synthesized-stacks";

const HELP = `Draws the synthesized platform of prod into docs/architecture.md.

Usage: groundplan diagram

  --help  print this text

Runs in the root of the Groundplan repository. Reads cdktf.out, or the folder in CDKTF_OUTDIR, which npm run synth
writes. Exit codes: 0 written, 2 wrong usage.`;

const PAGE = "docs/architecture.md";

export const diagram = defineCommand({
  help: HELP,
  parse(argv) {
    refuseArguments(parseOptions(argv, {}).positionals);
    return {};
  },
  async run(_request, { machine }) {
    const [prod] = readSynthesizedStacks(machine, ["prod"]);
    const page = path.join(machine.cwd, PAGE);
    const drawing = drawStack(prod!.config, PLATFORM_PARTS);
    const text = fs.readFileSync(page, "utf8");
    fs.writeFileSync(
      page,
      text.replace(/```mermaid\n.*?```/s, () => `\`\`\`mermaid\n${drawing}\`\`\``),
    );
    return EXIT_CODES.succeeded;
  },
});
