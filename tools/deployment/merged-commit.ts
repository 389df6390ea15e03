import { spawnSync } from "node:child_process";
import { usageError } from "../runner/command/exit-codes";
import type { Machine } from "../runner/command/machine";

/**
 * Refuses a work tree whose stacks nobody has reviewed.
 *
 * @param branch - reference of the reviewed branch, such as `origin/main`.
 * @throws ToolError (usage) for uncommitted changes, an unknown reference, and a commit that the branch does not
 * contain.
 */
export function requireMergedCommit(branch: string, machine: Machine): void {
  const changes = git(machine, ["status", "--porcelain"]);
  if (changes.status !== 0) throw usageError(`git status: ${changes.stderr.trim()}`);
  if (changes.stdout !== "") throw usageError(`uncommitted changes; commit and merge them first:\n${changes.stdout}`);
  if (git(machine, ["rev-parse", "--verify", "--quiet", `${branch}^{commit}`]).status !== 0) {
    throw usageError(`${branch}: no such reference; name the reviewed branch with --merged-in, and run git fetch`);
  }
  if (git(machine, ["merge-base", "--is-ancestor", "HEAD", branch]).status !== 0) {
    throw usageError(`HEAD is not part of ${branch}; merge it first, then git switch the branch and git pull`);
  }
}

function git({ cwd, env }: Machine, words: readonly string[]) {
  return spawnSync("git", words, { cwd, env: { ...env }, encoding: "utf8" });
}
