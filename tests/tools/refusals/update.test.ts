import fs from "node:fs";
import path from "node:path";
import { bareMachine, runGroundplan, temporaryFolder } from "../fixtures";

const ROOT = path.resolve(__dirname, "../../..");
const folder = temporaryFolder();
const RULE = {
  service: "sqs",
  severity: "ERROR",
  resourceTypes: ["AWS::SQS::Queue"],
  rego: "package cdk_preflight\n\nviolation contains 1 if input.nothing\n",
};
const rule = (id: string, title: string, rego = RULE.rego) => ({ ...RULE, id, title, rego });
const OLD = [rule("pf-a", "stays"), rule("pf-b", "goes"), rule("pf-c", "changes")];
const NEW = [rule("pf-a", "stays"), rule("pf-c", "changes now"), rule("pf-d", "comes")];

function write(root: string, files: Readonly<Record<string, string>>): void {
  for (const [file, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    fs.writeFileSync(path.join(root, file), text);
  }
}

/** Packages with some rules, and the real engine under another version. */
function packages(version: string, rules: readonly object[]): Readonly<Record<string, string>> {
  const engine = path.join(ROOT, "node_modules/@aws/cloudformation-validate");
  return {
    "node_modules/cdk-preflight/package.json": JSON.stringify({ version }),
    "node_modules/cdk-preflight/lib/rules.generated.js": `exports.BUNDLED_RULES = ${JSON.stringify(rules)}; exports.BUNDLED_LIBS = [];`,
    "node_modules/@aws/cloudformation-validate/package.json": JSON.stringify({ version, main: "index.js" }),
    "node_modules/@aws/cloudformation-validate/index.js": `module.exports = require(${JSON.stringify(engine)});`,
  };
}

function repository(name: string) {
  const machine = bareMachine(path.join(folder, name));
  const pins = JSON.stringify({ "cdk-preflight": "1.0.0", "@aws/cloudformation-validate": "1.0.0" }, null, 2);
  write(machine.cwd, {
    ...packages("1.0.0", OLD),
    "package.json": pins,
    NOTICE: "- cdk-preflight 1.0.0, Apache\n- @aws/cloudformation-validate 1.0.0, Apache\n",
    "policies/refusals/engine/versions.json": pins,
    "docs/README.md": "",
  });
  const read = (file: string): string => fs.readFileSync(path.join(machine.cwd, file), "utf8");
  return { machine, read };
}

describe("groundplan refusals-update", () => {
  test("prints rules gained, lost and changed, and writes versions, shapes and page", async () => {
    const { machine, read } = repository("raised");
    write(path.join(machine.cwd, "new"), packages("1.1.0", NEW));
    const { exitCode, output } = await runGroundplan(machine, ["refusals-update", "--from", "new"]);
    expect({ exitCode, lines: output.split("\n") }).toEqual({
      exitCode: 0,
      lines: [
        "cdk-preflight 1.0.0 -> 1.1.0, @aws/cloudformation-validate 1.0.0 -> 1.1.0",
        "lost     pf-b: goes",
        "changed  pf-c: changes now",
        "gained   pf-d: comes",
        "rules: 1 gained, 1 lost, 1 changed",
      ],
    });
    for (const file of ["package.json", "NOTICE", "policies/refusals/engine/versions.json"]) {
      expect(read(file)).toContain("1.1.0");
      expect(read(file)).not.toContain("1.0.0");
    }
    expect(JSON.parse(read("policies/refusals/shapes.json"))).toHaveProperty(["AWS::SQS::Queue", "name"], "Queue");
    expect(read("docs/refusals.md")).toContain("Of 3 rules of `cdk-preflight` 1.1.0");
  });

  test("writes only what is generated with --installed", async () => {
    const { machine, read } = repository("installed");
    const { exitCode, output } = await runGroundplan(machine, ["refusals-update", "--installed"]);
    expect({ exitCode, output }).toEqual({ exitCode: 0, output: "" });
    expect(read("package.json")).toContain("1.0.0");
    expect(read("docs/refusals.md")).toContain("`cdk-preflight` 1.0.0");
  });

  test("writes nothing if a rule does not compile", async () => {
    const { machine, read } = repository("broken");
    write(
      path.join(machine.cwd, "new"),
      packages("1.1.0", [rule("pf-x", "broken", "package cdk_preflight\n\nx contains (\n")]),
    );
    const { exitCode, errors } = await runGroundplan(machine, ["refusals-update", "--from", "new"]);
    expect({ exitCode, errors }).toEqual({
      exitCode: 3,
      errors: expect.stringContaining("the engine ended with exit code 1"),
    });
    expect(read("package.json")).toContain("1.0.0");
  });

  test("ends with 3 for a folder without packages, and with 2 for contradicting options", async () => {
    const { machine } = repository("wrong");
    const run = async (...options: string[]) =>
      (await runGroundplan(machine, ["refusals-update", ...options])).exitCode;
    expect(await run("--from", "nowhere")).toBe(3);
    expect(await run("--from", "new", "--installed")).toBe(2);
  });

  test("fails if a file does not name the installed versions", async () => {
    const { machine } = repository("unpinned");
    write(machine.cwd, { NOTICE: "nothing" });
    await expect(runGroundplan(machine, ["refusals-update", "--installed"])).rejects.toThrow(
      "cdk-preflight 1.0.0 is not named; correct the file by hand",
    );
  });
});
