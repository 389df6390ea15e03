import { execFileSync, spawnSync, type SpawnSyncReturns } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { environments } from "../environments";
import { exampleSystems } from "./support/example-systems";

const MINUTES = 60_000;
const root = path.resolve(__dirname, "..");

/**
 * Test files that read what an adopter edits. All others run on the fixture environments, which a lint rule checks.
 */
function adopterTests(): string[] {
  const files = fs.readdirSync(path.join(root, "tests"), { recursive: true, encoding: "utf8" });
  return files
    .filter((file) => file.endsWith(".test.ts") && !file.endsWith(".proof.test.ts"))
    .map((file) => path.join("tests", file))
    .filter((file) => READS_ENVIRONMENTS.test(fs.readFileSync(path.join(root, file), "utf8")));
}

const READS_ENVIRONMENTS =
  /\brepository(?:Folder|Stack)|^import (?:\* as \w+|\{[^}]*\b(?:environments|tooling)\b[^}]*\}) from "(?:\.\.\/)+environments"/m;

/** Values of another company for those of the repository. */
const VALUES: readonly (readonly [before: RegExp, after: string])[] = [
  [/\b\d{12}\b/g, "210987654321"],
  [/us-west-2/g, "eu-west-1"],
  [/us-east-1/g, "us-west-2"],
  [/"groundplan"/g, '"acme"'],
  [/owner: "[^"]+"/g, 'owner: "store-team"'],
  [/repository: "[^"]+"/g, 'repository: "acme/store"'],
  [/example\.com/g, "acme-store.org"],
  [/hostedZone: "Z[A-Z0-9]+"/g, 'hostedZone: "Z0987654321ACME"'],
  [/user\/[\w-]+/g, "role/store-operators"],
  [/0{64}/g, "ab".repeat(32)],
];

/** The snapshots of the example systems with the adopter's values. */
const SNAPSHOTS_OF_EXAMPLES = "tests/examples";

/** Ways to read values that an import does not show: synthesized stacks, files, and programs. */
const READS_OTHERWISE = /\bexample(?:Folder|Stack)\b|"node:(?:fs|child_process)"/;

/**
 * Test files of the example systems whose result can depend on these files of their environments: those that import
 * them, also through other files, and those that may read their values in another way. All others run on fixtures.
 */
function exampleTests(folder: string, changed: readonly string[]): string[] {
  const files = fs.readdirSync(path.join(folder, "examples"), { recursive: true, encoding: "utf8" });
  const readers = files
    .filter((file) => /^[^/]+\/tests\/(?!functions\/).*\.ts$/.test(file))
    .filter((file) => READS_OTHERWISE.test(fs.readFileSync(path.join(folder, "examples", file), "utf8")));
  const values = changed.map((file) => path.join(path.dirname(file), "environments", path.basename(file)));
  const related = [...values, ...readers].map((file) => path.join("examples", file));
  const { stdout } = run(folder, "npx", ["jest", "--listTests", ...UNIT, "--findRelatedTests", ...related]);
  return stdout
    .split("\n")
    .map((file) => path.relative(fs.realpathSync(folder), file))
    .filter((file) => file.startsWith("examples/"));
}

/** Names, addresses and sizes of another company for those of the example systems. */
const EXAMPLE_VALUES: typeof VALUES = [
  [/(?<=[":])\d{12}(?=[":])/g, "210987654321"],
  [/\b(shopflow|awsomeshop)\b/g, "acme"],
  [/"core-business-unit"/g, '"store-team"'],
  [/example\.com/g, "acme-store.org"],
  [/us-west-2/g, "eu-west-1"],
  [/us-east-2/g, "eu-central-1"],
  [/"10\.(\d)/g, '"10.1$1'],
  [/0{64}/g, "ab".repeat(32)],
  [/maxTasks: 20/g, "maxTasks: 24"],
  [/maxTasks: 10\b/g, "maxTasks: 12"],
  [/high: 70/g, "high: 65"],
  [/requestsPerMinute: 600/g, "requestsPerMinute: 900"],
  [/storageGb: (500|20)/g, "storageGb: $15"],
  [/backupRetentionDays: 7/g, "backupRetentionDays: 14"],
  [/tracedPercent: 5\b/g, "tracedPercent: 20"],
  [/limitUsd: (\d)/g, "limitUsd: 1$1"],
];

/** Example systems whose regions are types of their stacks. */
const FIXED_REGIONS = ["saas"];

/** A copy of the tracked files, in which Jest runs as in a clone. */
function copyOfRepository(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "groundplan-adopter-"));
  const files = execFileSync("git", ["ls-files", "-z"], { cwd: root, encoding: "utf8" }).split("\0").filter(Boolean);
  files.forEach((file) => fs.cpSync(path.join(root, file), path.join(folder, file)));
  fs.symlinkSync(path.join(root, "node_modules"), path.join(folder, "node_modules"));
  return folder;
}

function rewrite(file: string, change: (text: string) => string): void {
  fs.writeFileSync(file, change(fs.readFileSync(file, "utf8")));
}

/** Replaces the values of the repository by those of another company. */
function adoptValues(folder: string): void {
  for (const name of [...environments.map((environment) => environment.name), "tooling"]) {
    rewrite(path.join(folder, "environments", `${name}.ts`), (text) =>
      VALUES.reduce((changed, [before, after]) => changed.replace(before, after), text),
    );
  }
}

/** @returns the files of the example systems' environments whose values changed. */
function adoptExamples(folder: string): string[] {
  const adopted: string[] = [];
  for (const example of exampleSystems()) {
    const directory = path.join(folder, "examples", example, "environments");
    for (const file of fs.readdirSync(directory).filter((name) => !["environment.ts", "rules.ts"].includes(name))) {
      const before = fs.readFileSync(path.join(directory, file), "utf8");
      const values = EXAMPLE_VALUES.filter(
        ([from]) => !FIXED_REGIONS.includes(example) || !from.source.startsWith("us-"),
      );
      const after = values.reduce((text, [from, to]) => text.replace(from, to), before);
      fs.writeFileSync(path.join(directory, file), after);
      if (after !== before) adopted.push(`${example}/${file}`);
    }
  }
  return adopted;
}

/** Text of all files in a folder and those below it. */
function textBelow(folder: string): string {
  const entries = fs.readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.map(({ parentPath, name }) => fs.readFileSync(path.join(parentPath, name), "utf8")).join("\n");
}

/** Removes the example systems, and all environments but one, as the guide says for those that are not deployed yet. */
function retainOnly(folder: string, name: string): void {
  for (const example of exampleSystems()) {
    fs.rmSync(path.join(folder, "examples", example), { recursive: true });
  }
  const removed = environments.map((environment) => environment.name).filter((other) => other !== name);
  removed.forEach((other) => fs.rmSync(path.join(folder, "environments", `${other}.ts`)));
  rewrite(path.join(folder, "promises.json"), (text) => promisesWithout(text, removed));
  rewrite(path.join(folder, "environments/index.ts"), (text) =>
    text
      .split("\n")
      .filter((line) => !removed.some((other) => line.endsWith(`from "./${other}";`)))
      .join("\n")
      .replace(/Environment\[\] = \[[^\]]*\]/, `Environment[] = [${name}]`),
  );
}

function promisesWithout(text: string, removed: readonly string[]): string {
  const isRetained = (name: string): boolean => !removed.includes(name);
  const file = JSON.parse(text) as { environments: string[]; promises: { held: Record<string, unknown> }[] };
  const promises = file.promises.map(({ held, ...promise }) => ({
    ...promise,
    held: Object.fromEntries(Object.entries(held).filter(([environment]) => isRetained(environment))),
  }));
  return JSON.stringify({ environments: file.environments.filter(isRetained), promises });
}

const MEGABYTES = 256 * 1024 * 1024;

function run(folder: string, command: string, args: readonly string[]): SpawnSyncReturns<string> {
  const { CDKTF_OUTDIR: _outdir, GROUNDPLAN_PLANS: _plans, ...inherited } = process.env;
  // All runs of Jest are on the same sources.
  const env = { ...inherited, CI: "1", GROUNDPLAN_RUN: path.join(folder, "run") };
  // The differences of all snapshots are more than the megabyte after which Node.js ends a child.
  return spawnSync(command, args, { cwd: folder, encoding: "utf8", env, maxBuffer: MEGABYTES });
}

const UNIT = ["--selectProjects", "unit"];

const runJest = (folder: string, tests: readonly string[], mode: "--ci" | "-u") =>
  run(folder, "npx", ["jest", ...tests, ...UNIT, mode]);

/** Updates the snapshots, after which the tests pass also in CI. */
function expectTestsToPass(folder: string, examples: readonly string[]): void {
  const { status, stderr } = runJest(folder, [...adopterTests(), ...examples], "-u");
  expect({ status, stderr: status === 0 ? "" : stderr }).toEqual({ status: 0, stderr: "" });
  const snapshots = ["tests/snapshots", ...examples.filter((tests) => tests === SNAPSHOTS_OF_EXAMPLES)];
  expect(runJest(folder, snapshots, "--ci").status).toBe(0);
}

test("the tests of what an adopter edits are found", () => {
  expect(adopterTests()).toEqual(expect.arrayContaining(["tests/main.test.ts", "tests/snapshots/snapshots.test.ts"]));
  expect(adopterTests()).not.toContain("tests/stacks/bootstrap.test.ts");
});

describe("a repository with another company's values", () => {
  const folder = copyOfRepository();
  adoptValues(folder);
  const adopted = adoptExamples(folder);
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

  test(
    "fails against the snapshots of this repository",
    () => {
      const { status, stderr } = runJest(folder, ["tests/snapshots", SNAPSHOTS_OF_EXAMPLES], "--ci");
      expect(stderr).toContain("FAIL unit tests/snapshots/snapshots.test.ts");
      expect(stderr).toContain("FAIL unit tests/examples/examples.test.ts");
      expect(status).toBe(1);
    },
    10 * MINUTES,
  );

  test("has few tests of example systems that depend on its values", () => {
    expect(exampleTests(folder, adopted)).toEqual(
      expect.arrayContaining([
        "examples/saas/tests/environments.test.ts",
        "examples/scale-up/tests/pay-request.test.ts",
        "examples/shopflow/tests/adoption.test.ts",
      ]),
    );
    expect(exampleTests(folder, adopted)).not.toContain("examples/shopflow/tests/data.test.ts");
  });

  test(
    "passes the tests once its snapshots are updated",
    () => expectTestsToPass(folder, [...exampleTests(folder, adopted), SNAPSHOTS_OF_EXAMPLES]),
    10 * MINUTES,
  );

  test("has example systems with its values, and fixtures of the documents' values", () => {
    expect(adopted).toEqual(expect.arrayContaining(["shopflow/prod.ts", "shopflow/tooling.ts", "awsomeshop/prod.ts"]));
    for (const example of new Set(adopted.map((file) => path.dirname(file)))) {
      const snapshots = textBelow(path.join(folder, "examples", example, "tests/snapshots"));
      expect(snapshots).toContain("acme-store.org");
      expect(snapshots).not.toMatch(/123456789012|example\.com|"shopflow-|"awsomeshop-/);
    }
  });

  test(
    "plans production with its own account, project and regions",
    () => {
      expect(run(folder, "npm", ["run", "-s", "plan", "--", "prod"]).status).toBe(0);
      const prod = fs.readFileSync(path.join(folder, "plans/prod/plan.json"), "utf8");
      expect(prod).toContain("acme-prod-api");
      expect(prod).toContain("eu-west-1");
      expect(prod).not.toMatch(/groundplan-|123456789012/);
    },
    10 * MINUTES,
  );
});

describe("a repository with one environment alone, and without example systems", () => {
  const name = environments[0]!.name;
  const folder = copyOfRepository();
  retainOnly(folder, name);
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

  test("passes the tests once its snapshots are updated", () => expectTestsToPass(folder, []), 10 * MINUTES);

  test("has snapshots of its own stacks only", () => {
    const entries = fs.readdirSync(path.join(folder, "tests/snapshots"), { withFileTypes: true });
    const stacks = entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
    expect(stacks.sort()).toEqual(["bootstrap", "delivery", name, `${name}-recovery`].sort());
  });
});
