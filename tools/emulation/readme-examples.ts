import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import type * as TypeScript from "typescript";
import { usageError } from "../runner/command/exit-codes";
import type { AwsStack, SynthesizedStack } from "../../modules/core";
import { synthesizeStack, type TestStack } from "../../testing";

/** A TypeScript block of a README. */
export interface ReadmeExample {
  readonly readme: string;
  /** Index in the README, from zero. */
  readonly position: number;
  readonly source: string;
}

/** Files that examples read, by their path from the folder in which an app runs. */
const EXAMPLE_FILES: Readonly<Record<string, string>> = {
  "dist/orders/index.mjs": "export const handler = async () => ({ statusCode: 204 });\n",
  "dist/rotate/index.mjs": "export const handler = async () => {};\n",
};

type Exports = { readonly example?: (stack: AwsStack<"us-east-1">) => void };

/**
 * Folders with a README below `modules`: areas such as `network`, and families such as `edge/cdn`.
 *
 * @throws ToolError (usage) if the folder is not the root of this project.
 */
export function moduleNames(root: string): string[] {
  const modules = path.join(root, "modules");
  if (!fs.existsSync(modules)) throw usageError(`no modules in ${root}; run it in the project's root`);
  const areas = foldersIn(modules);
  const families = areas.flatMap((area) => foldersIn(path.join(modules, area)).map((family) => `${area}/${family}`));
  return [...areas, ...families].filter((name) => fs.existsSync(path.join(modules, name, "README.md"))).sort();
}

function foldersIn(folder: string): string[] {
  return fs
    .readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}

/** @param readme - path relative to the project's root. */
export function examplesIn(root: string, readme: string): ReadmeExample[] {
  const text = fs.readFileSync(path.join(root, readme), "utf8");
  return [...text.matchAll(/```ts\n(.*?)```/gs)].map(([, source = ""], position) => ({ readme, position, source }));
}

/** Names of the modules whose README has an example stack; `environment`, for one, creates no resources. */
export function exampleModuleNames(root: string): string[] {
  return moduleNames(root).filter((name) => examplesIn(root, `modules/${name}/README.md`).some(isStackExample));
}

/** True if the example defines `example(stack)`, which can be synthesized. */
export function isStackExample({ source }: ReadmeExample): boolean {
  return source.includes("function example(");
}

/**
 * Synthesizes an example as a stack.
 *
 * @param outdir - folder that keeps the files of assets. @default none
 */
export function synthesizeExample({ source }: ReadmeExample, outdir?: string): TestStack {
  // Loaded at its first use: the help of the command needs no package.
  const ts = createRequire(__filename)("typescript") as typeof TypeScript;
  const { outputText } = ts.transpileModule(source, { compilerOptions: { module: ts.ModuleKind.CommonJS } });
  const exports: Exports = {};
  new Function("require", "exports", outputText)(require, exports);
  return inExampleFolder(() => synthesizeStack((stack) => exports.example!(stack), { outdir }));
}

/** Runs `work` in a temporary folder with the files that examples read. */
function inExampleFolder<Result>(work: () => Result): Result {
  const before = process.cwd();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "groundplan-example-"));
  for (const [file, text] of Object.entries(EXAMPLE_FILES)) {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), text);
  }
  try {
    process.chdir(folder);
    return work();
  } finally {
    process.chdir(before);
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * The first example of a module's README, as a stack with the module's name.
 *
 * @param outdir - folder that keeps the files of assets, in a folder for each module. @default none
 */
export function moduleStack(root: string, name: string, outdir?: string): SynthesizedStack {
  const [example] = examplesIn(root, `modules/${name}/README.md`).filter(isStackExample);
  const { config, folder } = synthesizeExample(example!, outdir && path.join(outdir, name));
  return { name, config, folder };
}
