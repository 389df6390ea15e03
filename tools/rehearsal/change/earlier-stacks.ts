import fs from "node:fs/promises";
import path from "node:path";
import type { SynthesizedStack } from "../../../modules/core";
import { runProgram } from "../../runner/command/child-process";
import type { CommandContext } from "../../runner/command/command";
import { failedError, missingError } from "../../runner/command/exit-codes";
import { linkInstalledPackages } from "../../runner/checks/installed-packages";
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
  const run = async (cwd: string, file: string, ...args: readonly string[]): Promise<string> => {
    const { code, stdout, stderr } = await runProgram(file, args, { cwd, env, signal }).catch(
      (error: NodeJS.ErrnoException) => notFound(file, error),
    );
    if (code !== 0) throw failedError(`${ref}: ${file} ${args[0]} failed:\n${(stderr || stdout).trim()}`);
    return stdout.trim();
  };
  const checkout = await run(machine.cwd, "git", "rev-parse", "--show-toplevel");
  const prefix = await run(machine.cwd, "git", "rev-parse", "--show-prefix");
  const archive = path.join(folder, "source.tar");
  await run(checkout, "git", "archive", "--format=tar", `--output=${archive}`, ref, "--");
  await run(folder, "tar", "-xf", archive);
  linkInstalledPackages(checkout, folder, prefix);
  const project = path.join(folder, prefix);
  await run(project, "sh", "-c", await appCommand(ref, project));
  return readSynthesizedStacks({ ...machine, env }, []);
}

/** The command that `cdktf synth` runs. */
async function appCommand(ref: string, project: string): Promise<string> {
  const text = await fs.readFile(path.join(project, "cdktf.json"), "utf8").catch(() => "{}");
  const { app } = JSON.parse(text) as { readonly app?: string };
  if (!app) throw failedError(`${ref}: cdktf.json has no "app", the command that synthesizes the stacks`);
  return app;
}

function notFound(file: string, error: NodeJS.ErrnoException): never {
  if (error.code !== "ENOENT") throw error;
  throw missingError(`no ${file} on PATH; --from needs git, tar and a shell`);
}
