import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { synthesizedFolder, synthesizedNames } from "./support/synthesized";

const root = path.resolve(__dirname, "..");
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

/** A copy of the sources in which a test may break something; `dist` and `cdktf.out` do not exist yet. */
function copyOfRepository(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "groundplan-copy-"));
  SOURCES.forEach((name) => fs.cpSync(path.join(root, name), path.join(folder, name), { recursive: true }));
  fs.symlinkSync(path.join(root, "node_modules"), path.join(folder, "node_modules"));
  return folder;
}

function replaceIn(file: string, before: string, after: string): void {
  const text = fs.readFileSync(file, "utf8");
  expect(text).toContain(before);
  fs.writeFileSync(file, text.replace(before, after));
}

function synth(cwd: string) {
  const { CDKTF_OUTDIR: _outdir, ...env } = process.env;
  return spawnSync("npm", ["run", "-s", "synth"], { cwd, encoding: "utf8", env });
}

test("synthesizes one stack for each environment and its recovery, delivery and bootstrap", () => {
  expect(synthesizedNames()).toEqual([
    "bootstrap",
    "delivery",
    "dev",
    "dev-recovery",
    "prod",
    "prod-recovery",
    "staging",
    "staging-recovery",
  ]);
});

describe("npm run synth", () => {
  let copy: string;
  beforeEach(() => (copy = copyOfRepository()));
  afterEach(() => fs.rmSync(copy, { recursive: true, force: true }));

  test("names every invalid setting of every environment and writes nothing", () => {
    replaceIn(path.join(copy, "environments/dev.ts"), 'cidr: "10.10.0.0/16"', 'cidr: "10.10.0.1/16"');
    replaceIn(path.join(copy, "environments/prod.ts"), "deletionProtection: true", "deletionProtection: false");
    const { status, stderr } = synth(copy);
    expect(stderr).toMatch(
      /^2 invalid settings:\n {2}environments\/dev\.ts: network\.cidr: got "10\.10\.0\.1\/16"; allowed: /,
    );
    expect(stderr).toContain(
      "environments/prod.ts: deletionProtection: got false; allowed: true in production; turn it on.",
    );
    expect(status).toBe(1);
    expect(fs.existsSync(path.join(copy, "cdktf.out"))).toBe(false);
  });

  test("keeps the last good output when a later change is invalid", () => {
    fs.cpSync(synthesizedFolder(), path.join(copy, "cdktf.out"), { recursive: true });
    replaceIn(path.join(copy, "environments/dev.ts"), "instances: 1", "instances: 16");
    const stackFile = path.join(copy, "cdktf.out/stacks/dev/cdk.tf.json");
    const before = fs.readFileSync(stackFile, "utf8");
    expect(synth(copy).status).toBe(1);
    expect(fs.readFileSync(stackFile, "utf8")).toBe(before);
  });

  test("fails on a type error and never runs older JavaScript", () => {
    expect(synth(copy).status).toBe(0);
    fs.rmSync(path.join(copy, "cdktf.out"), { recursive: true });
    replaceIn(path.join(copy, "environments/dev.ts"), "instances: 1", 'instances: "1"');
    const { status, stdout } = synth(copy);
    expect(stdout).toContain("Type 'string' is not assignable to type 'number'");
    expect(status).not.toBe(0);
    expect(fs.existsSync(path.join(copy, "cdktf.out"))).toBe(false);
  });

  test("writes the same bytes again", () => {
    expect(synth(copy).status).toBe(0);
    const read = (name: string) => fs.readFileSync(path.join(copy, "cdktf.out/stacks", name, "cdk.tf.json"), "utf8");
    const first = synthesizedNames().map(read);
    expect(synth(copy).status).toBe(0);
    expect(synthesizedNames().map(read)).toEqual(first);
  });
});
