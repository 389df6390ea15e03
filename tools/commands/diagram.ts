import fs from "node:fs";
import path from "node:path";
import { drawStack } from "../diagram/diagram";
import { PLATFORM_PARTS } from "../diagram/platform-parts";
import { parseOptions } from "../runner/command/arguments";
import { defineCommand, type CommandRequest } from "../runner/command/command";
import { EXIT_CODES, usageError } from "../runner/command/exit-codes";
import type { Machine } from "../runner/command/machine";
import { readSynthesizedStacks } from "../runner/terraform/synthesized-stacks";

const HELP = `Draws synthesized stacks as Mermaid flowcharts: one box for each construct, arrows for references.

Usage: groundplan diagram [stack...] [options]

  stack       name of a synthesized stack (default: all)
  --platform  draw the stack prod into docs/architecture.md (Groundplan repository only)
  --help      print this text

Reads the synthesized stacks in cdktf.out, or in the folder that CDKTF_OUTDIR names, and prints the drawings.
Exit codes: 0 drawn, 2 wrong usage.`;

const PAGE = "docs/architecture.md";

const OPTIONS = { platform: { type: "boolean" } } as const;

interface DiagramRequest extends CommandRequest {
  /** Names of stacks; none means all. */
  readonly stacks: readonly string[];
  readonly platform: boolean;
}

export const diagram = defineCommand<DiagramRequest>({
  help: HELP,
  parse(argv) {
    const { values, positionals: stacks } = parseOptions(argv, OPTIONS);
    const platform = values.platform ?? false;
    if (platform && stacks.length > 0) throw usageError("--platform draws the stack prod; omit the names of stacks");
    return { stacks, platform };
  },
  async run({ stacks, platform }, { machine, print }) {
    if (platform) drawPlatform(machine);
    else for (const { config } of readSynthesizedStacks(machine, stacks)) print(fenced(drawStack(config)));
    return EXIT_CODES.succeeded;
  },
});

function drawPlatform(machine: Machine): void {
  const [prod] = readSynthesizedStacks(machine, ["prod"]);
  const page = path.join(machine.cwd, PAGE);
  const drawing = fenced(drawStack(prod!.config, PLATFORM_PARTS));
  fs.writeFileSync(
    page,
    fs.readFileSync(page, "utf8").replace(/```mermaid\n.*?```/s, () => drawing),
  );
}

function fenced(drawing: string): string {
  return `\`\`\`mermaid\n${drawing}\`\`\``;
}
