import fs from "node:fs";
import path from "node:path";
import type { TerraformJson } from "../../modules/core";
import { TestStack } from "../../testing";

/** Folder of this run, which all its test files share. */
export const runFolder = (): string => path.resolve(process.env["GROUNDPLAN_SYNTHESIZED"]!, "../..");

/** Output folder of the stacks with the fixture environments, `tests/fixtures/environments`. */
export const synthesizedFolder = (): string => process.env["GROUNDPLAN_SYNTHESIZED"]!;

/** Output folder of `main.ts`: the stacks with the environments of `environments/`, which adopters edit. */
export const repositoryFolder = (): string => process.env["GROUNDPLAN_REPOSITORY"]!;

/** Output folder of an example system: the stacks with its `environments/`, which adopters edit. */
export const exampleFolder = (example: string): string =>
  path.join(process.env["GROUNDPLAN_EXAMPLES"]!, example, "repository/cdktf.out");

/** Output folder of an example system: the stacks with the values of `tests/fixtures/environments`. */
export const exampleFixturesFolder = (example: string): string =>
  path.join(process.env["GROUNDPLAN_EXAMPLES"]!, example, "fixtures/cdktf.out");

/** A stack of an example system with the values of its `environments/`. */
export const exampleStack = (example: string, name: string): TestStack => stackIn(exampleFolder(example), name);

/** A stack of an example system with the values of its fixture environments. */
export const exampleFixture = (example: string, name: string): TestStack =>
  stackIn(exampleFixturesFolder(example), name);

/** Names of the stacks in an output folder, sorted. */
export const stackNamesIn = (folder: string): string[] => fs.readdirSync(path.join(folder, "stacks")).sort();

/** A stack with the values of the fixture environments. */
export const synthesizedStack = (name: string): TestStack => stackIn(synthesizedFolder(), name);

/** Names of all stacks with the fixture environments, sorted. */
export const synthesizedNames = (): string[] => stackNamesIn(synthesizedFolder());

/** A stack with the values of `environments/`. */
export const repositoryStack = (name: string): TestStack => stackIn(repositoryFolder(), name);

/** Names of all stacks with the values of `environments/`, sorted. */
export const repositoryStackNames = (): string[] => stackNamesIn(repositoryFolder());

function stackIn(folder: string, name: string): TestStack {
  const file = path.join(folder, "stacks", name, "cdk.tf.json");
  return new TestStack({ name, config: JSON.parse(fs.readFileSync(file, "utf8")) as TerraformJson });
}
