import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { environments, tooling } from "../environments";
import { repositoryStackNames } from "./support/synthesized";

const root = path.resolve(__dirname, "..");
const first = `environments/${environments[0]!.name}.ts`;
const last = `environments/${environments.at(-1)!.name}.ts`;
const SOURCES = [
  "app/contract",
  "main.ts",
  "package.json",
  "tsconfig.json",
  "tsconfig.build.json",
  "environments",
  "modules",
  "policies",
  "stacks",
  "testing",
  "tools",
];

/** An example system; all have the same entry point. */
const [EXAMPLE] = fs
  .readdirSync(path.join(root, "examples"))
  .map((name) => `examples/${name}`)
  .filter((folder) => fs.existsSync(path.join(root, folder, "main.ts")));

/** A copy of the sources in which a test may break something; `dist` and `cdktf.out` do not exist yet. */
function copyOfRepository(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "groundplan-copy-"));
  SOURCES.forEach((name) => fs.cpSync(path.join(root, name), path.join(folder, name), { recursive: true }));
  fs.symlinkSync(path.join(root, "node_modules"), path.join(folder, "node_modules"));
  return folder;
}

/** Changes a setting of an environment, whatever value its owner has given it. */
function replaceIn(file: string, before: RegExp, after: string): void {
  const text = fs.readFileSync(file, "utf8");
  expect(text).toMatch(before);
  fs.writeFileSync(file, text.replace(before, after));
}

const { CDKTF_OUTDIR: _outdir, ...env } = process.env;

function synth(cwd: string) {
  return spawnSync("npm", ["run", "-s", "synth"], { cwd, encoding: "utf8", env });
}

interface Run {
  readonly cwd?: string;
  readonly outdir?: string;
  /** Folder of the app. @default that of the platform */
  readonly app?: string;
}

/** Runs a program that is compiled already. */
function main(folder: string, argv: readonly string[] = [], options: Run = {}) {
  const { cwd = folder, outdir = path.join(cwd, "cdktf.out"), app = "" } = options;
  const program = path.join(folder, "dist", app, "main.js");
  return spawnSync(process.execPath, [program, ...argv], {
    cwd,
    encoding: "utf8",
    env: { ...env, CDKTF_OUTDIR: outdir },
  });
}

test("synthesizes delivery, two stacks for each environment, and a bootstrap stack for each account", () => {
  const ofEnvironments = environments.flatMap(({ name }) => [name, `${name}-recovery`]);
  const others = new Set(environments.map(({ account }) => account).filter((account) => account !== tooling.account));
  const ofAccounts = ["bootstrap", ...[...others].map((account) => `bootstrap-${account}`)];
  expect(repositoryStackNames()).toEqual([...ofEnvironments, ...ofAccounts, "delivery"].sort());
});

// The steps change one copy in turn: each change compiles the program again, which takes seconds.
describe("npm run synth", () => {
  let copy: string;
  beforeAll(() => (copy = copyOfRepository()));
  afterAll(() => fs.rmSync(copy, { recursive: true, force: true }));

  const out = () => path.join(copy, "cdktf.out");
  const stacks = (folder = out()) =>
    repositoryStackNames().map((name) => fs.readFileSync(path.join(folder, "stacks", name, "cdk.tf.json"), "utf8"));

  test("says in one line that it accepts placeholders, and the program writes the same bytes again", () => {
    replaceIn(path.join(copy, first), /emails: \[/, 'emails: ["first@example.com", ');
    const { status, stdout } = synth(copy);
    expect(status).toBe(0);
    expect(stdout.match(/^placeholders: .*/gm)).toEqual([expect.stringContaining("domain example.com")]);
    expect(stacks().join("\n")).toContain("first@example.com");
    const again = path.join(copy, "again");
    expect(main(copy, [], { outdir: again }).status).toBe(0);
    expect(stacks(again)).toEqual(stacks());
  });

  test("fails on a type error and never runs older JavaScript", () => {
    const file = path.join(copy, first);
    const valid = fs.readFileSync(file, "utf8");
    fs.renameSync(out(), path.join(copy, "good"));
    replaceIn(file, /instances: \d+/, 'instances: "1"');
    const { status, stdout } = synth(copy);
    expect(stdout).toContain("Type 'string' is not assignable to type 'number'");
    expect(status).not.toBe(0);
    expect(fs.existsSync(out())).toBe(false);
    fs.renameSync(path.join(copy, "good"), out());
    fs.writeFileSync(file, valid);
  });

  test("names every invalid setting of every environment, and keeps the last good output", () => {
    const before = stacks();
    replaceIn(path.join(copy, first), /cidr: "[^"]+"/, 'cidr: "10.10.0.1/16"');
    replaceIn(path.join(copy, last), /memoryMb: [\d_]+/, "memoryMb: 64");
    const { status, stderr } = synth(copy);
    expect(stderr).toMatch(/^2 invalid settings:\n/);
    expect(stderr).toContain(`${first}: network.cidr: got "10.10.0.1/16"; allowed: `);
    expect(stderr).toContain(`${last}: compute.memoryMb: got 64; allowed: a whole number from 128 to 10240`);
    expect(status).toBe(1);
    expect(stacks()).toEqual(before);
  });

  test("writes nothing for invalid settings where nothing is yet", () => {
    const outdir = path.join(copy, "empty", "cdktf.out");
    expect(main(copy, [], { outdir }).status).toBe(1);
    expect(fs.existsSync(path.dirname(outdir))).toBe(false);
  });
});

describe("main.ts --refusals", () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "groundplan-without-packages-"));
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

  test.each(["", EXAMPLE!])("without the packages is one error that installs them, and writes nothing: %s", (app) => {
    const { status, stdout, stderr } = main(root, ["--refusals"], { cwd: folder, app });
    expect({ status, stdout }).toEqual({ status: 3, stdout: "" });
    expect(stderr).toMatch(/^the rules about refusals [^\n]* npm install --save-dev cdk-preflight \S+\n$/);
    expect(fs.readdirSync(folder)).toEqual([]);
  });
});
