import fs from "node:fs";
import path from "node:path";
import type { TerraformJson } from "../../modules/core";
import { drawStack } from "./diagram";
import { PLATFORM_PARTS } from "./platform-parts";

/** Writes the platform's picture, as `prod` has it, into docs/architecture.md. */
const root = path.resolve(__dirname, "../../..");
const stack = fs.readFileSync(path.join(root, "cdktf.out/stacks/prod/cdk.tf.json"), "utf8");
const page = path.join(root, "docs/architecture.md");
const picture = drawStack(JSON.parse(stack) as TerraformJson, PLATFORM_PARTS);
const text = fs.readFileSync(page, "utf8");
fs.writeFileSync(
  page,
  text.replace(/```mermaid\n.*?```/s, () => `\`\`\`mermaid\n${picture}\`\`\``),
);
