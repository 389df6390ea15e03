import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { StackInput } from "../../../policies";
import { usageError } from "../command/exit-codes";
import type { Machine } from "../command/machine";
import { linkInstalledPackages } from "./installed-packages";
import { configurationFiles, readPolicyInput } from "./policy-input";

/**
 * Synthesizes the stacks of a Git revision: checks it out to a temporary worktree and runs the app of its cdktf.json
 * with the npm packages of the working directory. Changes that are not committed stay as they are.
 *
 * @throws ToolError (usage) for an unknown revision, one without the project, and an app that fails or writes no stack.
 */
export function stacksAtRevision(revision: string, machine: Machine): readonly StackInput[] {
  // Hooks, such as one that installs packages, concern checkouts that people work in.
  const git = (...args: readonly string[]): string =>
    run("git", ["-c", `core.hooksPath=${os.devNull}`, ...args], machine.cwd, machine);
  const checkout = git("rev-parse", "--show-toplevel");
  const prefix = git("rev-parse", "--show-prefix");
  const commit = commitOf(revision, git);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "groundplan-revision-"));
  const worktree = path.join(folder, "worktree");
  try {
    git("worktree", "add", "--quiet", "--detach", worktree, commit);
    linkInstalledPackages(checkout, worktree, prefix);
    const app = appOf(path.join(worktree, prefix), `${revision}:${prefix}cdktf.json`);
    return synthesize(app, path.join(worktree, prefix), path.join(folder, "out"), machine);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
    git("worktree", "prune");
  }
}

function commitOf(revision: string, git: (...args: readonly string[]) => string): string {
  const known = git("rev-parse", "--revs-only", `${revision}^{commit}`);
  if (known !== "") return known;
  const isShallow = git("rev-parse", "--is-shallow-repository") === "true";
  const fix = isShallow ? "the clone is shallow: git fetch --unshallow" : "git fetch its branch, or name another";
  throw usageError(`--since: no commit ${revision}; ${fix}`);
}

function synthesize(app: string, project: string, out: string, machine: Machine): readonly StackInput[] {
  const output = run(app, [], project, { env: { ...machine.env, CDKTF_OUTDIR: out } });
  const files = configurationFiles(out);
  if (files.length === 0) throw usageError(`the app of the revision wrote no stack:\n${output}`);
  return files.map((file) => readPolicyInput(file, undefined, machine).input);
}

/** The command of cdktf.json that synthesizes the app. */
function appOf(project: string, name: string): string {
  const file = path.join(project, "cdktf.json");
  if (!fs.existsSync(file))
    throw usageError(`--since: no ${name}; name a revision with the project, or use --baseline`);
  const { app } = settingsIn(fs.readFileSync(file, "utf8"), name);
  if (typeof app !== "string") throw usageError(`--since: ${name} needs app, the command that synthesizes`);
  return app;
}

function settingsIn(text: string, name: string): { readonly app?: unknown } {
  try {
    return { ...(JSON.parse(text) as object) };
  } catch (error) {
    throw usageError(`--since: ${name}: ${(error as Error).message}`);
  }
}

/** Runs a program, or a shell command if it has no arguments, and returns its output. */
function run(program: string, args: readonly string[], cwd: string, { env }: Pick<Machine, "env">): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd,
    env,
    encoding: "utf8",
    shell: args.length === 0,
  });
  if (status !== 0)
    throw usageError(`--since: ${[program, ...args].join(" ")}: ${error?.message ?? `${stdout}${stderr}`.trim()}`);
  return stdout.trim();
}
