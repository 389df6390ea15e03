import fs from "node:fs";
import path from "node:path";
import { drawStack, type Parts } from "../diagram/diagram";
import { parseOptions } from "../runner/command/arguments";
import { defineCommand, type CommandRequest } from "../runner/command/command";
import { EXIT_CODES, usageError } from "../runner/command/exit-codes";
import type { Machine } from "../runner/command/machine";
import { readSynthesizedStacks } from "../runner/terraform/synthesized-stacks";

const HELP = `Draws synthesized stacks as Mermaid flowcharts: one box for each construct, arrows for references.

Usage: groundplan diagram [stack...] [options]

  stack       name of a synthesized stack (default: all)
  --page      draw the stack prod into docs/architecture.md, with the boxes of docs/diagram.json
  --help      print this text

Reads the synthesized stacks in cdktf.out, or in the folder that CDKTF_OUTDIR names, and prints the drawings.
Exit codes: 0 drawn, 2 wrong usage.`;

const PAGE = "docs/architecture.md";
const PARTS = "docs/diagram.json";

const OPTIONS = { page: { type: "boolean" } } as const;

interface DiagramRequest extends CommandRequest {
  /** Names of stacks; none means all. */
  readonly stacks: readonly string[];
  readonly page: boolean;
}

export const diagram = defineCommand<DiagramRequest>({
  help: HELP,
  parse(argv) {
    const { values, positionals: stacks } = parseOptions(argv, OPTIONS);
    const page = values.page ?? false;
    if (page && stacks.length > 0) throw usageError("--page draws the stack prod; omit the names of stacks");
    return { stacks, page };
  },
  async run({ stacks, page }, { machine, print }) {
    if (page) drawPage(machine);
    else for (const { config } of readSynthesizedStacks(machine, stacks)) print(fenced(drawStack(config)));
    return EXIT_CODES.succeeded;
  },
});

function drawPage(machine: Machine): void {
  const [prod] = readSynthesizedStacks(machine, ["prod"]);
  const page = path.join(machine.cwd, PAGE);
  const parts = JSON.parse(fs.readFileSync(path.join(machine.cwd, PARTS), "utf8")) as Parts;
  const drawing = fenced(drawStack(prod!.config, parts));
  fs.writeFileSync(
    page,
    fs.readFileSync(page, "utf8").replace(/```mermaid\n.*?```/s, () => drawing),
  );
}

function fenced(drawing: string): string {
  return `\`\`\`mermaid\n${drawing}\`\`\``;
}
