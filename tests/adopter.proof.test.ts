import { execFileSync, spawnSync, type SpawnSyncReturns } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { environments } from "../environments";

const MINUTES = 60_000;
const root = path.resolve(__dirname, "..");

/** Tests of what an adopter edits; all others run on the fixture environments, which a lint rule holds. */
const TESTS = [
  "tests/environments",
  "tests/snapshots",
  "tests/main.test.ts",
  "tests/policies/platform",
  "tests/tools/diagram",
];

/** Values of another company for those of the repository. */
const VALUES: readonly (readonly [before: RegExp, after: string])[] = [
  [/\b\d{12}\b/g, "210987654321"],
  [/us-west-2/g, "eu-central-1"],
  [/us-east-1/g, "eu-west-1"],
  [/"groundplan"/g, '"acme"'],
  [/owner: "[^"]+"/g, 'owner: "store-team"'],
  [/repository: "[^"]+"/g, 'repository: "acme/store"'],
  [/example\.com/g, "acme-store.org"],
  [/hostedZone: "Z[A-Z0-9]+"/g, 'hostedZone: "Z0987654321ACME"'],
  [/user\/[\w-]+/g, "role/store-operators"],
  [/0{64}/g, "ab".repeat(32)],
];

/** A copy of the tracked files with the adopter's values; Jest runs in it as in a clone. */
function adoptedRepository(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "groundplan-adopter-"));
  const files = execFileSync("git", ["ls-files", "-z"], { cwd: root, encoding: "utf8" }).split("\0").filter(Boolean);
  files.forEach((file) => fs.cpSync(path.join(root, file), path.join(folder, file)));
  fs.symlinkSync(path.join(root, "node_modules"), path.join(folder, "node_modules"));
  for (const name of [...environments.map((environment) => environment.name), "tooling"]) {
    const target = path.join(folder, "environments", `${name}.ts`);
    const text = fs.readFileSync(target, "utf8");
    fs.writeFileSync(
      target,
      VALUES.reduce((changed, [before, after]) => changed.replace(before, after), text),
    );
  }
  return folder;
}

describe("a repository with another company's values", () => {
  const folder = adoptedRepository();
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

  function run(command: string, args: readonly string[]): SpawnSyncReturns<string> {
    const { CDKTF_OUTDIR: _outdir, GROUNDPLAN_PLANS: _plans, ...env } = process.env;
    return spawnSync(command, args, { cwd: folder, encoding: "utf8", env: { ...env, CI: "1" } });
  }
  const jest = (tests: readonly string[], mode: "--ci" | "-u") =>
    run("npx", ["jest", ...tests, "--selectProjects", "unit", mode]);

  test(
    "fails against the snapshots of this repository",
    () => {
      const { status, stderr } = jest(["tests/snapshots"], "--ci");
      expect(stderr).toContain("tests/snapshots/snapshots.test.ts");
      expect(status).toBe(1);
    },
    10 * MINUTES,
  );

  test(
    "passes the tests once its snapshots are updated",
    () => {
      const { status, stderr } = jest(TESTS, "-u");
      expect({ status, stderr: status === 0 ? "" : stderr }).toEqual({ status: 0, stderr: "" });
      expect(jest(["tests/snapshots"], "--ci").status).toBe(0);
    },
    10 * MINUTES,
  );

  test(
    "plans production with its own account, project and regions",
    () => {
      expect(run("npm", ["run", "-s", "plan", "--", "prod"]).status).toBe(0);
      const prod = fs.readFileSync(path.join(folder, "plans/prod/plan.json"), "utf8");
      expect(prod).toContain("acme-prod-api");
      expect(prod).toContain("eu-central-1");
      expect(prod).not.toMatch(/groundplan-|123456789012/);
    },
    10 * MINUTES,
  );
});
