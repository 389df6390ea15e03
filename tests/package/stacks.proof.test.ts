import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { exampleSystems } from "../support/example-systems";
import { exampleFolder, stackNamesIn } from "../support/synthesized";
import { createConsumer } from "./packed";

const root = path.resolve(__dirname, "../..");
const EXAMPLES = exampleSystems();
/** Files of an example that its synthesis reads. */
const PARTS = ["main.ts", "environments", "stacks", "functions", "glue"];
const STACKS = ["network-and-data", "static-site", "worker"];

/** Packages, or their scopes, that the functions of an example import. */
function packagesOf(example: string): string[] {
  const file = path.join(root, "examples", example, "package.json");
  if (!fs.existsSync(file)) return [];
  const { dependencies } = JSON.parse(fs.readFileSync(file, "utf8")) as { dependencies: Record<string, string> };
  return Object.keys(dependencies).map((name) => name.split("/")[0]!);
}

/** Three stacks of a team, written against the package that it has installed. */
describe("the stacks of another project", () => {
  let project: string;
  afterAll(() => fs.rmSync(project, { recursive: true, force: true }));
  beforeAll(() => {
    project = createConsumer(...new Set(["esbuild", "@esbuild", "zod", ...EXAMPLES.flatMap(packagesOf)]));
    fs.cpSync(path.join(__dirname, "stacks"), project, { recursive: true });
    for (const example of EXAMPLES) {
      for (const part of PARTS.filter((name) => fs.existsSync(path.join(root, "examples", example, name)))) {
        fs.cpSync(path.join(root, "examples", example, part), path.join(project, example, part), { recursive: true });
      }
    }
    // Together, because the compiler reads the package and the bindings once.
    compile("main.ts", ...EXAMPLES.map((example) => `${example}/main.ts`));
    execFileSync(process.execPath, ["main.js"], { cwd: project, stdio: "inherit" });
  }, 600_000);

  const compile = (...files: string[]) => {
    const tsc = path.join(root, "node_modules/typescript/bin/tsc");
    const options = [
      "--strict",
      "--skipLibCheck",
      "--resolveJsonModule",
      "--esModuleInterop",
      "--target",
      "es2022",
      "--module",
      "node16",
    ];
    execFileSync(process.execPath, [tsc, ...options, ...files], { cwd: project, stdio: "inherit" });
  };

  const groundplan = (...args: string[]) =>
    spawnSync(process.execPath, ["node_modules/groundplan/dist/tools/commands/groundplan.js", ...args], {
      cwd: project,
      encoding: "utf8",
    });
  const configuration = (stack: string): string => path.join(project, "cdktf.out/stacks", stack, "cdk.tf.json");

  test("are synthesized in the production profile", () => {
    expect(fs.readdirSync(path.join(project, "cdktf.out/stacks"))).toEqual(STACKS);
    for (const stack of STACKS)
      expect(fs.readFileSync(configuration(stack), "utf8")).toContain('"Environment": "prod"');
  });

  test("pass the policies without a waiver", () => {
    const { status, stdout } = groundplan("policy");
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringMatching(/ 0 failed, .* 0 waivers/) });
  });

  test("fail the policies with a weaker setting", () => {
    const file = configuration("worker");
    const text = fs.readFileSync(file, "utf8");
    fs.writeFileSync(file, text.replace('"enable_key_rotation": true', '"enable_key_rotation": false'));
    const { status, stdout } = groundplan("policy");
    fs.writeFileSync(file, text);
    expect({ status, stdout }).toEqual({ status: 1, stdout: expect.stringContaining("worker/key/key") });
  });

  test("are valid for the AWS provider", () => {
    expect(groundplan("validate", "--if-available")).toMatchObject({ status: 0, stderr: "" });
  }, 600_000);

  test("plan offline with the AWS provider, or with its stand-in", () => {
    const { status, stdout } = groundplan("plan", "--if-available");
    expect({ status, stdout }).toMatchObject({ status: 0 });
  }, 600_000);

  test.each(EXAMPLES)(
    "include the example system %s, synthesized to the same bytes",
    (example) => {
      const output = path.join(project, example, "out");
      const env = { ...process.env, CDKTF_OUTDIR: output };
      execFileSync(process.execPath, [`${example}/main.js`], { cwd: project, env, stdio: "inherit" });
      expect(stackNamesIn(output)).toEqual(stackNamesIn(exampleFolder(example)));
      for (const name of stackNamesIn(output)) {
        const read = (folder: string) => fs.readFileSync(path.join(folder, "stacks", name, "cdk.tf.json"), "utf8");
        expect(read(output)).toBe(read(exampleFolder(example)));
      }
    },
    600_000,
  );
});
