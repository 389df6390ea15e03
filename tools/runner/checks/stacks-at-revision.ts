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
 * with the npm packages of the working directory.
 *
 * @throws ToolError (usage) for an unknown revision, and for an app that writes no stack.
 */
export function stacksAtRevision(revision: string, machine: Machine): readonly StackInput[] {
  const checkout = run("git", ["rev-parse", "--show-toplevel"], machine.cwd, machine).trim();
  const prefix = run("git", ["rev-parse", "--show-prefix"], machine.cwd, machine).trim();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "groundplan-revision-"));
  const worktree = path.join(folder, "worktree");
  try {
    run("git", ["worktree", "add", "--quiet", "--detach", worktree, revision], machine.cwd, machine);
    linkInstalledPackages(checkout, worktree, prefix);
    return synthesize(path.join(worktree, prefix), path.join(folder, "out"), machine);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
    run("git", ["worktree", "prune"], machine.cwd, machine);
  }
}

function synthesize(project: string, out: string, machine: Machine): readonly StackInput[] {
  const output = run(appOf(project), [], project, { ...machine, env: { ...machine.env, CDKTF_OUTDIR: out } });
  const files = configurationFiles(out);
  if (files.length === 0) throw usageError(`the app of the revision wrote no stack:\n${output}`);
  return files.map((file) => readPolicyInput(file, undefined, machine).input);
}

/** The command of cdktf.json that synthesizes the app. */
function appOf(project: string): string {
  const file = path.join(project, "cdktf.json");
  const { app } = fs.existsSync(file) ? (JSON.parse(fs.readFileSync(file, "utf8")) as { app?: unknown }) : {};
  if (typeof app !== "string") throw usageError("cdktf.json of the revision: needs app, the command that synthesizes");
  return app;
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
    throw usageError(`${[program, ...args].join(" ")}: ${error?.message ?? `${stdout}${stderr}`.trim()}`);
  return `${stdout}${stderr}`;
}
