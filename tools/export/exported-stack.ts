import type { SynthesizedStack } from "../../modules/core";
import { usageError } from "../runner/command/exit-codes";
import { constructPath } from "../runner/terraform/configuration";
import { blocksIn, blockText, type LabelledBlock } from "./hcl";
import { configurationSyntax, type Schemas } from "./syntax";

/** Files of the blocks that belong to no construct. */
const FILES: Readonly<Record<string, string>> = {
  terraform: "terraform.tf",
  provider: "providers.tf",
  variable: "variables.tf",
  locals: "locals.tf",
  output: "outputs.tf",
  check: "checks.tf",
  import: "imports.tf",
  moved: "moved.tf",
  removed: "removed.tf",
};

/**
 * The configuration of a stack in HCL, by file name: one file for each construct below the stack, and one for each
 * other kind of block. Addresses, providers and backend are those of the stack.
 *
 * @throws ToolError (usage) for kinds of blocks that it does not know, with all of them.
 */
export function exportedStack({ name, config }: SynthesizedStack, schemas: Schemas): Record<string, string> {
  const syntax = configurationSyntax(schemas);
  const { "//": _metadata, ...kinds } = config as unknown as Readonly<Record<string, unknown>>;
  const unknown = Object.keys(kinds).filter((kind) => !Object.hasOwn(syntax, kind));
  if (unknown.length > 0) {
    const allowed = Object.keys(syntax).join(", ");
    throw usageError(`${name}: cannot export ${unknown.join(", ")}; allowed: ${allowed}; remove its override`);
  }
  const texts: Record<string, string[]> = {};
  for (const [kind, value] of Object.entries(kinds)) {
    for (const block of blocksIn(value, syntax[kind]!.labels)) {
      (texts[fileOf(name, kind, block)] ??= []).push(blockText(kind, block, syntax[kind]!));
    }
  }
  return Object.fromEntries(Object.entries(texts).map(([file, blocks]) => [file, `${blocks.join("\n\n")}\n`]));
}

/** A file bears the name of the construct below the stack that the block comes from. */
function fileOf(stack: string, kind: string, { body }: LabelledBlock): string {
  const segments = constructPath(body)?.split("/") ?? [];
  const below = segments.slice(segments.indexOf(stack) + 1);
  return FILES[kind] ?? (below.length > 1 ? `${below[0]}.tf` : "main.tf");
}
