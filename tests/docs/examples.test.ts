import fs from "node:fs";
import path from "node:path";
import ts from "typescript";
import type { AwsStack } from "../../modules/core";
import { synthesizeStack } from "../../modules/testing";

const root = path.resolve(__dirname, "../..");

interface Example {
  readonly title: string;
  /** A file that does not exist, inside the tree, so that imports resolve as they would there. */
  readonly file: string;
  readonly source: string;
}

const moduleReadmes = fs
  .readdirSync(path.join(root, "modules"))
  .map((name) => `modules/${name}/README.md`)
  .filter((file) => fs.existsSync(path.join(root, file)));

function examplesIn(readme: string): Example[] {
  const text = fs.readFileSync(path.join(root, readme), "utf8");
  return [...text.matchAll(/```ts\n(.*?)```/gs)].map(([, source = ""], position) => ({
    title: `${readme} #${position + 1}`,
    file: path.join(root, "tests/docs", `${readme.replace(/\W/g, "-")}-${position}.ts`),
    source,
  }));
}

const examples = [...moduleReadmes, "README.md"].flatMap(examplesIn);

/** Type-checks sources as files of this project and returns the errors. */
function typeErrors(sources: readonly Example[]): string[] {
  const { config } = ts.readConfigFile(path.join(root, "tsconfig.json"), ts.sys.readFile) as { config: object };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const host = ts.createCompilerHost(options);
  const sourceOf = new Map(sources.map(({ file, source }) => [file, source]));
  const { fileExists, readFile } = host;
  host.fileExists = (file) => sourceOf.has(file) || fileExists(file);
  host.readFile = (file) => sourceOf.get(file) ?? readFile(file);
  const program = ts.createProgram([...sourceOf.keys()], { ...options, noUnusedLocals: false }, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ file, messageText }) => `${file?.fileName ?? ""}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`);
}

type ExampleModule = { example?: (stack: AwsStack<"us-east-1">) => void };

function load(source: string): ExampleModule {
  const { outputText } = ts.transpileModule(source, { compilerOptions: { module: ts.ModuleKind.CommonJS } });
  const exports: ExampleModule = {};
  new Function("require", "exports", outputText)(require, exports);
  return exports;
}

test("every module has a README of at most 60 lines with an example", () => {
  const modules = fs.readdirSync(path.join(root, "modules"));
  for (const name of modules) {
    const readme = path.join(root, "modules", name, "README.md");
    expect(fs.readFileSync(readme, "utf8").split("\n").length).toBeLessThanOrEqual(61);
    expect(examplesIn(`modules/${name}/README.md`).length).toBeGreaterThan(0);
  }
});

test("the examples of all READMEs compile", () => {
  expect(typeErrors(examples)).toEqual([]);
});

test("an example with a misspelt prop would not compile", () => {
  const file = path.join(root, "tests/docs/misspelt.ts");
  const source =
    'import { AwsStack } from "groundplan/core";\nexport const stack = (a: AwsStack): string => a.acount;\n';
  expect(typeErrors([{ title: "misspelt", file, source }])).toEqual([
    expect.stringContaining("'acount' does not exist"),
  ]);
});

test.each(moduleReadmes.flatMap(examplesIn).filter(({ source }) => source.includes("function example(")))(
  "$title synthesizes",
  ({ source }) => {
    const stack = synthesizeStack((scope) => load(source).example!(scope));
    expect(stack.addresses.length).toBeGreaterThan(0);
  },
);
