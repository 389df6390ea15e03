import fs from "node:fs";
import path from "node:path";
import { environments } from "../../environments";
import { expectFiles } from "../support/reviewed-files";
import { differenceFiles, snapshotFiles } from "../support/snapshot-files";
import { repositoryStackNames, repositoryStack } from "../support/synthesized";

// Production is reviewed in full, and the stacks of the other environments by their differences from it.
const production = environments.find(({ stage }) => stage === "production")!;
const differing = environments
  .filter((environment) => environment !== production)
  .flatMap(({ name }) => ["", "-recovery"].map((suffix) => ({ stack: `${name}${suffix}`, name, suffix })));
const complete = repositoryStackNames().filter((name) => !differing.some(({ stack }) => stack === name));

const folderOf = (stack: string): string => path.join(__dirname, stack);

test.each(complete)("%s is configured as reviewed", (stack) => {
  expectFiles(folderOf(stack), snapshotFiles(repositoryStack(stack).config));
});

test.each(differing)("$stack differs from production as reviewed", ({ stack, name, suffix }) => {
  const base = `${production.name}${suffix}`;
  const files = differenceFiles(
    { name, config: repositoryStack(stack).config },
    { name: production.name, config: repositoryStack(base).config, stack: base },
  );
  expectFiles(folderOf(stack), files);
});

test("every reviewed stack exists", () => {
  const folders = fs.readdirSync(__dirname, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map(({ name }) => name).sort()).toEqual(repositoryStackNames());
});
