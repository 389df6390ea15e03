import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { BACKEND, OPEN, runPolicyIn } from "./policy-run";

const NOW = new Date("2026-11-25T12:00:00Z");
const CONFIG = { ...OPEN, ...BACKEND };
const subnets = (...names: readonly string[]) => ({
  ...BACKEND,
  resource: { aws_subnet: Object.fromEntries(names.map((name) => [name, { map_public_ip_on_launch: true }])) },
});
/** An app that writes the stacks of the file stacks.json of its revision. */
const APP = `const fs = require("fs");
for (const [name, config] of Object.entries(JSON.parse(fs.readFileSync("stacks.json", "utf8")))) {
  const folder = process.env.CDKTF_OUTDIR + "/stacks/" + name;
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(folder + "/cdk.tf.json", JSON.stringify(config));
}`;

let root: string;
beforeEach(() => (root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "groundplan-since-")))));
afterEach(() => fs.rmSync(root, { recursive: true, force: true }));

function write(file: string, content: unknown): void {
  fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  fs.writeFileSync(path.join(root, file), typeof content === "string" ? content : JSON.stringify(content));
}

const git = (...args: string[]): string =>
  execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.com", ...args], {
    cwd: root,
    stdio: "pipe",
    encoding: "utf8",
  }).trim();

function commit(message: string): void {
  git("init", "-q");
  git("add", ".");
  git("commit", "-qm", message);
}

/** Commits an app and its stacks in a folder of the checkout. */
function commitApp(stacks: object = { shop: CONFIG }, app = "node app.js", folder = "."): void {
  write(`${folder}/cdktf.json`, { app });
  write(`${folder}/app.js`, APP);
  write(`${folder}/stacks.json`, stacks);
  write(".gitignore", "cdktf.out\nnode_modules\n");
  commit("stacks");
}

/** Replaces the synthesized stacks of the working directory. */
function synthesized(stacks: object, folder = "."): void {
  fs.rmSync(path.join(root, folder, "cdktf.out"), { recursive: true, force: true });
  for (const [name, config] of Object.entries(stacks)) write(`${folder}/cdktf.out/stacks/${name}/cdk.tf.json`, config);
}

const since = (revision: string, folder = ".", ...args: string[]) =>
  runPolicyIn(path.join(root, folder), NOW, ["--since", revision, ...args]);

describe("groundplan policy --since", () => {
  test("fails for new findings only, and removes the worktree of the revision", () => {
    commitApp();
    synthesized({ shop: CONFIG });
    expect(runPolicyIn(root, NOW, []).code).toBe(1);
    expect(since("HEAD")).toMatchObject({ code: 0, output: expect.stringContaining("1 known") });
    synthesized({
      shop: { ...BACKEND, resource: { aws_subnet: { ...OPEN.resource.aws_subnet, b: OPEN.resource.aws_subnet.a } } },
    });
    const { code, output } = since("HEAD");
    expect(code).toBe(1);
    expect(output.match(/NET-03/g)).toHaveLength(1);
    expect(output).not.toContain("SINCE");
    expect(git("worktree", "list").split("\n")).toHaveLength(1);
  });

  test("rejects an unknown revision, an app that writes nothing, and plans", () => {
    commitApp({}, "node --version");
    synthesized({ shop: CONFIG });
    write("plans/other/plan.json", { resource_changes: [] });
    expect(() => since("none")).toThrow(/^--since: no commit none; git fetch its branch, or name another$/);
    expect(() => since("HEAD")).toThrow(/^the app of the revision wrote no stack:\nv\d+/);
    expect(() => since("HEAD", ".", "plans/other/plan.json")).toThrow(/name no plan/);
  });

  test("compares with the revision, not with changes that are not committed, and leaves them", () => {
    commitApp({ shop: subnets("a") });
    const dirty = { shop: subnets("a", "b") };
    write("stacks.json", dirty);
    write("cdktf.json", "not committed, and not JSON");
    write("new.txt", "not added");
    git("add", "stacks.json");
    const before = git("status", "--porcelain");
    synthesized(dirty);
    const { code, output } = since("HEAD");
    expect(code).toBe(1);
    expect(output).toContain("HIGH NET-03 shop/aws_subnet.b");
    expect(output).not.toContain("NET-03 shop/aws_subnet.a:");
    expect(git("status", "--porcelain")).toBe(before);
  });

  test("names the fix for a revision that a shallow clone does not have, and takes one that it has", () => {
    commitApp();
    write("README.md", "second");
    commit("second");
    const origin = root;
    root = path.join(origin, "clone");
    execFileSync("git", ["clone", "-q", "--depth", "1", `file://${origin}`, root], { stdio: "pipe" });
    synthesized({ shop: CONFIG });
    expect(() => since("HEAD~1")).toThrow(/^--since: no commit HEAD~1; the clone is shallow: git fetch --unshallow$/);
    expect(since("HEAD").code).toBe(0);
    root = origin;
  });

  test("takes the first commit, and says in one line that it has no project", () => {
    commitApp();
    write("packages/infra/cdktf.json", { app: "node app.js" });
    write("packages/infra/node_modules/left/package.json", {});
    write("README.md", "second");
    commit("second");
    synthesized({ shop: CONFIG });
    synthesized({ shop: CONFIG }, "packages/infra");
    const first = git("rev-list", "--max-parents=0", "HEAD");
    expect(since(first).code).toBe(0);
    expect(() => since(first, "packages/infra")).toThrow(
      `--since: no ${first}:packages/infra/cdktf.json; name a revision with the project`,
    );
  });

  test.each([
    ["{", /^--since: HEAD:cdktf\.json: .*JSON/],
    ["null", /^--since: HEAD:cdktf\.json needs app/],
  ])("rejects the cdktf.json %j of a revision", (settings, problem) => {
    commitApp();
    write("cdktf.json", settings);
    commit("settings");
    synthesized({ shop: CONFIG });
    expect(() => since("HEAD")).toThrow(problem);
  });

  test("reports the findings of a renamed stack as new, and says why in one line", () => {
    commitApp({ shop: subnets("a", "b") });
    synthesized({ store: subnets("a", "b") });
    const { code, output } = since("HEAD");
    expect(code).toBe(1);
    expect(output).toContain("HIGH NET-03 store/aws_subnet.a");
    expect(output.match(/^SINCE .*/gm)).toEqual([
      "SINCE HEAD: no stack store, only shop: all its findings are new; fix or waive them, or use --write-baseline",
    ]);
  });

  test("says which finding may be new only because its resource moved", () => {
    commitApp({ shop: subnets("a") });
    synthesized({ shop: { ...subnets("b"), moved: [{ from: "aws_subnet.a", to: "aws_subnet.b" }] } });
    const { code, output } = since("HEAD");
    expect(code).toBe(1);
    expect(output.match(/^SINCE .*/gm)).toEqual([
      "SINCE HEAD: NET-03 shop aws_subnet.a is fixed or moved to aws_subnet.b; fix or waive them, or use --write-baseline",
    ]);
  });

  test("passes without a line after a stack was deleted", () => {
    commitApp({ shop: CONFIG, old: subnets("a") });
    synthesized({ shop: CONFIG });
    const { code, output } = since("HEAD");
    expect(code).toBe(0);
    expect(output).not.toContain("SINCE");
    expect(output).not.toContain("old");
  });

  test("runs no hook of the checkout", () => {
    commitApp();
    write(".git/hooks/post-checkout", "#!/bin/sh\nexit 1\n");
    fs.chmodSync(path.join(root, ".git/hooks/post-checkout"), 0o755);
    synthesized({ shop: CONFIG });
    expect(since("HEAD").code).toBe(0);
  });
});

describe("groundplan policy --since in a folder of a monorepo", () => {
  /** An app whose stacks come from a hoisted package and a package of the workspace. */
  function commitMonorepo(names: readonly string[]): void {
    write("node_modules/hoisted/index.js", "module.exports = require('fs');");
    write("packages/stacks/index.js", `module.exports = ${JSON.stringify({ shop: subnets(...names) })};`);
    fs.mkdirSync(path.join(root, "node_modules/@shop"), { recursive: true });
    fs.symlinkSync("../../packages/stacks", path.join(root, "node_modules/@shop/stacks"));
    commitApp({}, "node app.js", "packages/infra");
    write(
      "packages/infra/app.js",
      `require("hoisted").writeFileSync("stacks.json", JSON.stringify(require("@shop/stacks")));\n${APP}`,
    );
    commit("monorepo");
  }

  test("finds packages in the root, and takes those of the workspace from the revision", () => {
    commitMonorepo(["a"]);
    const after = { shop: subnets("a", "b") };
    write("packages/stacks/index.js", `module.exports = ${JSON.stringify(after)};`);
    synthesized(after, "packages/infra");
    const { code, output } = since("HEAD", "packages/infra");
    expect(output).toContain("1 known");
    expect(output).toContain("HIGH NET-03 shop/aws_subnet.b");
    expect(code).toBe(1);
  });
});
