import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { environments, tooling } from "../environments";
import { repositoryFolder, repositoryStackNames } from "./support/synthesized";

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
  "examples",
  "modules",
  "policies",
  "stacks",
  "testing",
  "tools",
];

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

function synth(cwd: string) {
  const { CDKTF_OUTDIR: _outdir, ...env } = process.env;
  return spawnSync("npm", ["run", "-s", "synth"], { cwd, encoding: "utf8", env });
}

test("synthesizes delivery, two stacks for each environment, and a bootstrap stack for each account", () => {
  const ofEnvironments = environments.flatMap(({ name }) => [name, `${name}-recovery`]);
  const others = new Set(environments.map(({ account }) => account).filter((account) => account !== tooling.account));
  const ofAccounts = ["bootstrap", ...[...others].map((account) => `bootstrap-${account}`)];
  expect(repositoryStackNames()).toEqual([...ofEnvironments, ...ofAccounts, "delivery"].sort());
});

describe("npm run synth", () => {
  let copy: string;
  beforeEach(() => (copy = copyOfRepository()));
  afterEach(() => fs.rmSync(copy, { recursive: true, force: true }));

  test("names every invalid setting of every environment and writes nothing", () => {
    replaceIn(path.join(copy, first), /cidr: "[^"]+"/, 'cidr: "10.10.0.1/16"');
    replaceIn(path.join(copy, last), /memoryMb: [\d_]+/, "memoryMb: 64");
    const { status, stderr } = synth(copy);
    expect(stderr).toMatch(/^2 invalid settings:\n/);
    expect(stderr).toContain(`${first}: network.cidr: got "10.10.0.1/16"; allowed: `);
    expect(stderr).toContain(`${last}: compute.memoryMb: got 64; allowed: a whole number from 128 to 10240`);
    expect(status).toBe(1);
    expect(fs.existsSync(path.join(copy, "cdktf.out"))).toBe(false);
  });

  test("keeps the last good output when a later change is invalid", () => {
    fs.cpSync(repositoryFolder(), path.join(copy, "cdktf.out"), { recursive: true });
    replaceIn(path.join(copy, first), /instances: \d+/, "instances: 16");
    const stackFile = path.join(copy, "cdktf.out/stacks", environments[0]!.name, "cdk.tf.json");
    const before = fs.readFileSync(stackFile, "utf8");
    expect(synth(copy).status).toBe(1);
    expect(fs.readFileSync(stackFile, "utf8")).toBe(before);
  });

  test("fails on a type error and never runs older JavaScript", () => {
    expect(synth(copy).status).toBe(0);
    fs.rmSync(path.join(copy, "cdktf.out"), { recursive: true });
    replaceIn(path.join(copy, first), /instances: \d+/, 'instances: "1"');
    const { status, stdout } = synth(copy);
    expect(stdout).toContain("Type 'string' is not assignable to type 'number'");
    expect(status).not.toBe(0);
    expect(fs.existsSync(path.join(copy, "cdktf.out"))).toBe(false);
  });

  test("writes the same bytes again, and says in one line that it accepts placeholders", () => {
    replaceIn(path.join(copy, first), /emails: \[/, 'emails: ["first@example.com", ');
    const { status, stdout } = synth(copy);
    expect(status).toBe(0);
    expect(stdout.match(/^placeholders: .*/gm)).toEqual([expect.stringContaining("domain example.com")]);
    const read = (name: string) => fs.readFileSync(path.join(copy, "cdktf.out/stacks", name, "cdk.tf.json"), "utf8");
    const before = repositoryStackNames().map(read);
    expect(synth(copy).status).toBe(0);
    expect(repositoryStackNames().map(read)).toEqual(before);
  });
});
