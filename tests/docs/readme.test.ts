import fs from "node:fs";
import path from "node:path";
import ts from "typescript";
import { examplesIn } from "../../tools/emulation/readme-examples";
import { temporaryFolder } from "../tools/fixtures";

const root = path.resolve(__dirname, "../..");
const readme = fs.readFileSync(path.join(root, "README.md"), "utf8");
const folder = temporaryFolder();

/** Public import names: the modules, without the folders inside core, and the two other folders of the package. */
function publicNames(): string[] {
  const files = fs.readdirSync(path.join(root, "modules"), { recursive: true, encoding: "utf8" });
  const modules = files.filter((file) => path.basename(file) === "index.ts" && !file.startsWith("core/"));
  return ["core", "policies", "testing", "testing/local", ...modules.map((file) => path.dirname(file))].map(
    (name) => `groundplan/${name}`,
  );
}

/** Resources of the stack that a program writes. */
function resourcesWrittenBy(source: string): number {
  const { outputText } = ts.transpileModule(source, { compilerOptions: { module: ts.ModuleKind.CommonJS } });
  process.env["CDKTF_OUTDIR"] = folder;
  try {
    new Function("require", "exports", outputText)(require, {});
  } finally {
    delete process.env["CDKTF_OUTDIR"];
  }
  const text = fs.readFileSync(path.join(folder, "stacks/shop/cdk.tf.json"), "utf8");
  const { resource } = JSON.parse(text) as { resource: Record<string, object> };
  return Object.values(resource).flatMap((ofType) => Object.keys(ofType)).length;
}

describe("README.md", () => {
  test("lists every public import", () => {
    expect(publicNames().filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
    expect(publicNames().length).toBeGreaterThan(15);
  });

  test("says how many resources the first program creates", () => {
    const [first] = examplesIn(root, "README.md");
    expect(readme).toContain(`The plan shows ${resourcesWrittenBy(first!.source)} resources to add`);
  });
});
