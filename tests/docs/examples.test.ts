import fs from "node:fs";
import path from "node:path";
import ts from "typescript";
import { examplesIn, isStackExample, moduleNames, synthesizeExample } from "../../tools/emulation/readme-examples";

const root = path.resolve(__dirname, "../..");

interface SourceFile {
  /** A file that does not exist, inside the tree, so that imports resolve as they would there. */
  readonly file: string;
  readonly source: string;
}

const modules = moduleNames(root);
const moduleExamples = modules.flatMap((name) => examplesIn(root, `modules/${name}/README.md`));
const testingExamples = ["testing/README.md", "testing/local/README.md"].flatMap((page) => examplesIn(root, page));
const pageExamples = ["README.md", "docs/existing-projects.md"].flatMap((page) => examplesIn(root, page));
const examples = [...moduleExamples, ...testingExamples, ...pageExamples].map(
  ({ readme, position, source }): SourceFile => ({
    file: path.join(root, "tests/docs", `${readme.replace(/\W/g, "-")}-${position}.ts`),
    source,
  }),
);

/** Type-checks sources as files of this project and returns the errors. */
function typeErrors(sources: readonly SourceFile[]): string[] {
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

test("every module has a README of at most 60 lines with an example", () => {
  for (const name of modules) {
    const readme = path.join(root, "modules", name, "README.md");
    expect(fs.readFileSync(readme, "utf8").split("\n").length).toBeLessThanOrEqual(61);
    expect(examplesIn(root, `modules/${name}/README.md`).length).toBeGreaterThan(0);
  }
});

test("the examples of all READMEs and of docs/existing-projects.md compile, and one with a misspelt prop would not", () => {
  const misspelt = {
    file: path.join(root, "tests/docs/misspelt.ts"),
    source: 'import { AwsStack } from "groundplan/core";\nexport const stack = (a: AwsStack): string => a.acount;\n',
  };
  // One program for both: loading the types of the bindings takes seconds.
  expect(typeErrors([...examples, misspelt])).toEqual([
    expect.stringMatching(/misspelt\.ts: .*'acount' does not exist/),
  ]);
});

test.each([...moduleExamples, ...testingExamples].filter(isStackExample))(
  "$readme #$position synthesizes",
  (example) => {
    expect(synthesizeExample(example).addresses.length).toBeGreaterThan(0);
  },
);
