import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { missingError, usageError } from "../command/exit-codes";
import type { Machine } from "../command/machine";
import { linkInstalledPackages } from "./installed-packages";

/** Files of a Git revision beside those of the working directory. */
export interface RevisionCheckout {
  /** Folder of the revision that corresponds to the working directory. */
  readonly project: string;
  /** Shell command that synthesizes the project: `app` of its cdktf.json. */
  readonly app: string;
  /** An empty folder for what the app writes; `remove` deletes it, too. */
  readonly outputFolder: string;
  /** Deletes the files. */
  readonly remove: () => void;
}

/**
 * Checks a Git revision out to a temporary worktree, with the npm packages of the working directory. Changes that are
 * not committed stay as they are.
 *
 * @param option - the option that named the revision; error messages begin with it.
 * @throws ToolError (usage) for an unknown revision and one without the project; (missing) without git.
 */
export function checkOutRevision(revision: string, option: string, machine: Machine): RevisionCheckout {
  const git = (...args: readonly string[]): string => runGit(args, option, machine);
  const checkout = git("rev-parse", "--show-toplevel");
  const prefix = git("rev-parse", "--show-prefix");
  const commit = commitOf(revision, option, git);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "groundplan-revision-"));
  const remove = (): void => {
    fs.rmSync(folder, { recursive: true, force: true });
    git("worktree", "prune");
  };
  try {
    const worktree = path.join(folder, "worktree");
    git("worktree", "add", "--quiet", "--detach", worktree, commit);
    linkInstalledPackages(checkout, worktree, prefix);
    const project = path.join(worktree, prefix);
    const app = appOf(project, option, `${revision}:${prefix}cdktf.json`);
    return { project, app, outputFolder: path.join(folder, "out"), remove };
  } catch (error) {
    remove();
    throw error;
  }
}

function commitOf(revision: string, option: string, git: (...args: readonly string[]) => string): string {
  const known = git("rev-parse", "--revs-only", `${revision}^{commit}`);
  if (known !== "") return known;
  const isShallow = git("rev-parse", "--is-shallow-repository") === "true";
  const fix = isShallow ? "the clone is shallow: git fetch --unshallow" : "git fetch its branch, or name another";
  throw usageError(`${option}: no commit ${revision}; ${fix}`);
}

/** The command of cdktf.json that synthesizes the app. */
function appOf(project: string, option: string, name: string): string {
  const file = path.join(project, "cdktf.json");
  if (!fs.existsSync(file)) throw usageError(`${option}: no ${name}; name a revision with the project`);
  const { app } = settingsIn(fs.readFileSync(file, "utf8"), option, name);
  if (typeof app !== "string") throw usageError(`${option}: ${name} needs app, the command that synthesizes`);
  return app;
}

function settingsIn(text: string, option: string, name: string): { readonly app?: unknown } {
  try {
    return { ...(JSON.parse(text) as object) };
  } catch (error) {
    throw usageError(`${option}: ${name}: ${(error as Error).message}`);
  }
}

function runGit(args: readonly string[], option: string, { cwd, env }: Machine): string {
  // Hooks, such as one that installs packages, concern checkouts that people work in.
  const withoutHooks = ["-c", `core.hooksPath=${os.devNull}`, ...args];
  const { status, stdout, stderr, error } = spawnSync("git", withoutHooks, { cwd, env, encoding: "utf8" });
  if (error && "code" in error && error.code === "ENOENT") throw missingError(`${option}: no git on PATH; install it`);
  if (status !== 0) throw usageError(`${option}: git ${args.join(" ")}: ${error?.message ?? stderr.trim()}`);
  return stdout.trim();
}
