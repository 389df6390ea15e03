import { environments } from "../../environments";
import { expectFiles, expectFolders } from "../support/reviewed-files";
import { differenceFiles, snapshotFiles } from "../support/snapshot-files";
import { repositoryStackNames, repositoryStack } from "../support/synthesized";
import path from "node:path";

interface DifferingStack {
  readonly stack: string;
  readonly environment: string;
  /** The environment and stack of which the snapshot lists the differences. */
  readonly base: { readonly name: string; readonly stack: string };
}

/**
 * Production is reviewed in full, and the stacks of the other environments by their differences from it. Without
 * production, every stack is reviewed in full.
 */
function differingStacks(): DifferingStack[] {
  const production = environments.find(({ stage }) => stage === "production");
  const others = environments.filter((environment) => environment !== production);
  if (!production) return [];
  return others.flatMap(({ name: environment }) =>
    ["", "-recovery"].map((suffix) => ({
      stack: `${environment}${suffix}`,
      environment,
      base: { name: production.name, stack: `${production.name}${suffix}` },
    })),
  );
}

const differing = differingStacks();
const complete = repositoryStackNames().filter((name) => !differing.some(({ stack }) => stack === name));

const folderOf = (stack: string): string => path.join(__dirname, stack);

for (const stack of complete) {
  test(`${stack} is configured as reviewed`, () => {
    expectFiles(folderOf(stack), snapshotFiles(repositoryStack(stack).config));
  });
}

for (const { stack, environment, base } of differing) {
  test(`${stack} differs from production as reviewed`, () => {
    const files = differenceFiles(
      { name: environment, config: repositoryStack(stack).config },
      { ...base, config: repositoryStack(base.stack).config },
    );
    expectFiles(folderOf(stack), files);
  });
}

test("every reviewed stack exists", () => {
  expectFolders(__dirname, repositoryStackNames());
});
