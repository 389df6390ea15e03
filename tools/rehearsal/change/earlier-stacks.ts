import fs from "node:fs/promises";
import path from "node:path";
import type { SynthesizedStack } from "../../../modules/core";
import { runProgram } from "../../runner/command/child-process";
import type { CommandContext } from "../../runner/command/command";
import { failedError, missingError } from "../../runner/command/exit-codes";
import { readSynthesizedStacks } from "../../runner/terraform/synthesized-stacks";

/**
 * Synthesizes the stacks of a git ref in a copy of its files, with the packages that are installed now. The command
 * is the `app` of the copy's cdktf.json.
 *
 * @param folder - an empty folder for the copy.
 * @throws ToolError if git does not know the ref, its stacks cannot be synthesized, or git or tar is missing.
 */
export async function earlierStacks(
  ref: string,
  folder: string,
  { machine, signal }: CommandContext,
): Promise<SynthesizedStack[]> {
  const env = { ...machine.env, CDKTF_OUTDIR: path.join(folder, "cdktf.out") };
  const run = async (cwd: string, file: string, ...args: readonly string[]): Promise<void> => {
    const { code, stdout, stderr } = await runProgram(file, args, { cwd, env, signal }).catch(
      (error: NodeJS.ErrnoException) => notFound(file, error),
    );
    if (code !== 0) throw failedError(`${ref}: ${file} ${args[0]} failed:\n${(stderr || stdout).trim()}`);
  };
  const archive = path.join(folder, "source.tar");
  await run(machine.cwd, "git", "archive", "--format=tar", `--output=${archive}`, ref, "--");
  await run(folder, "tar", "-xf", archive);
  await fs.symlink(path.join(machine.cwd, "node_modules"), path.join(folder, "node_modules"));
  await run(folder, "sh", "-c", await appCommand(ref, folder));
  return readSynthesizedStacks({ ...machine, env }, []);
}

/** The command that `cdktf synth` runs. */
async function appCommand(ref: string, folder: string): Promise<string> {
  const text = await fs.readFile(path.join(folder, "cdktf.json"), "utf8").catch(() => "{}");
  const { app } = JSON.parse(text) as { readonly app?: string };
  if (!app) throw failedError(`${ref}: cdktf.json has no "app", the command that synthesizes the stacks`);
  return app;
}

function notFound(file: string, error: NodeJS.ErrnoException): never {
  if (error.code !== "ENOENT") throw error;
  throw missingError(`no ${file} on PATH; --from needs git, tar and a shell`);
}
