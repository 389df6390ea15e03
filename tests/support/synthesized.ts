import fs from "node:fs";
import path from "node:path";
import type { TerraformJson } from "../../modules/core";
import { TestStack } from "../../testing";

/** The folder of the synthesized stacks of this test run. */
export const synthesizedFolder = (): string => process.env["GROUNDPLAN_SYNTHESIZED"]!;

/** Names of all synthesized stacks, sorted. */
export const synthesizedNames = (): string[] => fs.readdirSync(path.join(synthesizedFolder(), "stacks")).sort();

/** One stack as `main.ts` synthesized it. */
export function synthesizedStack(name: string): TestStack {
  const file = path.join(synthesizedFolder(), "stacks", name, "cdk.tf.json");
  return new TestStack({ name, config: JSON.parse(fs.readFileSync(file, "utf8")) as TerraformJson });
}
