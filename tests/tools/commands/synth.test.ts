import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { temporaryFolder } from "../fixtures";

const root = path.resolve(__dirname, "../../..");
const folder = temporaryFolder();

/** A repository whose example prints its working directory and its arguments, and exits with 3 for `--fail`. */
function repository(): string {
  const cwd = fs.mkdtempSync(path.join(folder, "repository-"));
  fs.mkdirSync(path.join(cwd, "dist/examples/shop"), { recursive: true });
  fs.mkdirSync(path.join(cwd, "examples/shop"), { recursive: true });
  fs.writeFileSync(
    path.join(cwd, "dist/examples/shop/main.js"),
    `console.log(require("node:path").basename(process.cwd()), ...process.argv.slice(2));
     if (process.argv.includes("--fail")) process.exitCode = 3;`,
  );
  return cwd;
}

function run(cwd: string, program: string, ...argv: readonly string[]) {
  const file = path.join(root, "dist/tools/commands", program);
  const { status, stdout, stderr } = spawnSync(process.execPath, [file, ...argv], { cwd, encoding: "utf8" });
  return { status, output: stdout.trim(), errors: stderr.trim() };
}

test("synth runs the compiled app of the folder in that folder, with the other options", () => {
  const { status, output } = run(repository(), "synth.js", "--app", "examples/shop", "--refusals");
  expect({ status, output }).toEqual({ status: 0, output: "shop --refusals" });
});

test("synth ends with the exit code of the app", () => {
  expect(run(repository(), "synth.js", "--app", "examples/shop", "--fail").status).toBe(3);
});

test("a folder without an app is one error", () => {
  const cwd = repository();
  fs.mkdirSync(path.join(cwd, "examples/empty"));
  expect(run(cwd, "synth.js", "--app", "examples/empty")).toEqual({
    status: 2,
    output: "",
    errors: '--app: examples/empty has no main.ts that "npm run build" compiles',
  });
});

test("a command after synth works in the folder of the app", () => {
  const { status, output, errors } = run(repository(), "after-synth.js", "validate", "--app", "examples/shop");
  expect(output).toContain("shop --command-follows");
  expect(errors).toContain("cdktf.out");
  expect(status).toBe(2);
});

test("a command of the executable works in the folder of the app", () => {
  const cwd = repository();
  expect(run(cwd, "groundplan.js", "policy", "--app", "nowhere")).toEqual({
    status: 2,
    output: "",
    errors: "--app: there is no folder nowhere",
  });
});
