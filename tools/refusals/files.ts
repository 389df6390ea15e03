import type { Pack } from "../../policies/refusals";
import { coverageOf } from "./coverage";
import { refusalsPage } from "./page";
import { shapesOf, shapesText } from "./shapes";

/** Generated files with their contents, by path from the root of the repository. */
export function generatedFiles(pack: Pack): Readonly<Record<string, string>> {
  const coverage = coverageOf(pack);
  return {
    "policies/refusals/shapes.json": shapesText(shapesOf()),
    "policies/refusals/unevaluated.json": unevaluatedText(coverage),
    "docs/refusals.md": refusalsPage(coverage, pack),
  };
}

/** Properties that a rule reads in vain, by id of the rule. */
function unevaluatedText(coverage: ReturnType<typeof coverageOf>): string {
  const lines = coverage
    .filter(({ missing }) => missing.length > 0)
    .map(({ rule, missing }) => `${JSON.stringify(rule.id)}: ${JSON.stringify(missing)}`);
  return `{\n${lines.join(",\n")}\n}\n`;
}
