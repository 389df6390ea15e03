import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { parseOptions } from "../runner/command/arguments";
import { defineCommand, type CommandRequest } from "../runner/command/command";
import type { Machine } from "../runner/command/machine";
import { EXIT_CODES, failedError, usageError } from "../runner/command/exit-codes";

const HELP = `Names an image in an environment and commits the change to a branch for review.

Usage: groundplan promote <environment> <digest>

  environment  name of a file in environments/
  digest       sha256:<64 hexadecimal digits>, as the back-end pipeline prints it
  --help       print this text

Sets compute.image in environments/<environment>.ts, updates the snapshots and commits both to a new branch. Push it and
open a pull request: the infrastructure pipeline deploys it after the merge.
Exit codes: 0 committed, 1 git or the snapshots failed, 2 wrong usage.`;

const DIGEST = /^sha256:(?!0{64}$)[0-9a-f]{64}$/;
const SNAPSHOTS = "tests/snapshots";

interface Request extends CommandRequest {
  readonly environment: string;
  readonly digest: string;
}

export const promote = defineCommand<Request>({
  help: HELP,
  parse(argv) {
    const { positionals } = parseOptions(argv, {});
    const [environment, digest] = positionals;
    if (environment === undefined || digest === undefined || positionals.length > 2) {
      throw usageError("allowed: <environment> <digest>");
    }
    if (!DIGEST.test(digest)) {
      throw usageError(`digest: got "${digest}"; allowed: sha256: and 64 hexadecimal digits, not all 0`);
    }
    return { environment, digest };
  },
  async run({ environment, digest }, { machine, print }) {
    const { cwd } = machine;
    const file = `environments/${environment}.ts`;
    const source = readEnvironment(cwd, file);
    const { withDigest } = await import("../deployment/image-literal.js");
    const promoted = withDigest(source, file, digest);
    const branch = `promote/${environment}-${digest.slice("sha256:".length).slice(0, 12)}`;
    runProgram(machine, "git", ["switch", "--create", branch]);
    fs.writeFileSync(path.join(cwd, file), promoted);
    runProgram(machine, "npx", ["jest", SNAPSHOTS, "--update-snapshot", "--ci=false"]);
    runProgram(machine, "git", ["add", file, SNAPSHOTS]);
    runProgram(machine, "git", ["commit", "--message", `chore(${environment}): deploy image ${digest.slice(0, 19)}`]);
    print(`committed to ${branch}; push it and open a pull request: git push --set-upstream origin ${branch}`);
    return EXIT_CODES.succeeded;
  },
});

function readEnvironment(cwd: string, file: string): string {
  const absolute = path.join(cwd, file);
  if (path.dirname(absolute) === path.join(cwd, "environments") && fs.existsSync(absolute)) {
    return fs.readFileSync(absolute, "utf8");
  }
  throw usageError(`${file}: no such environment; allowed: the name of a file in environments/`);
}

function runProgram({ cwd, env }: Machine, program: string, programArguments: readonly string[]): void {
  const { status, stderr, error } = spawnSync(program, programArguments, { cwd, env: { ...env }, encoding: "utf8" });
  if (error ?? status !== 0) {
    throw failedError(`${program} ${programArguments.join(" ")}: ${error?.message ?? stderr.trim()}`);
  }
}
