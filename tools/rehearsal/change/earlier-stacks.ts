import fs from "node:fs/promises";
import path from "node:path";
import type { SynthesizedStack } from "../../../modules/core";
import type { Surroundings } from "../../terraform/program";
import { runCommand, type CommandResult } from "../../terraform/run-command";
import { readSynthesizedStacks } from "../../terraform/synthesized-stacks";
import { EXIT_CODES, ToolError } from "../../terraform/tool-error";

/**
 * Synthesizes the stacks of a git ref, with the packages that are installed today, in a copy of its files.
 *
 * @param folder - an empty one for the copy.
 * @throws ToolError when git does not know the ref, or its stacks cannot be synthesized.
 */
export async function earlierStacks(
  ref: string,
  folder: string,
  { machine, signal }: Surroundings,
): Promise<SynthesizedStack[]> {
  const env = { ...machine.env, CDKTF_OUTDIR: path.join(folder, "cdktf.out") };
  const run = async (cwd: string, file: string, ...args: readonly string[]): Promise<void> => {
    const result = await runCommand(file, args, { cwd, env, signal }).catch((error: NodeJS.ErrnoException) =>
      notFound(file, error),
    );
    if (result.code !== 0) throw failed(`${ref}: ${file} ${args[0]} failed`, result);
  };
  const archive = path.join(folder, "source.tar");
  await run(machine.cwd, "git", "archive", "--format=tar", `--output=${archive}`, ref, "--");
  await run(folder, "tar", "-xf", archive);
  await fs.symlink(path.join(machine.cwd, "node_modules"), path.join(folder, "node_modules"));
  await run(folder, "npm", "run", "-s", "synth");
  return readSynthesizedStacks({ ...machine, env }, []);
}

function notFound(file: string, error: NodeJS.ErrnoException): never {
  if (error.code !== "ENOENT") throw error;
  throw new ToolError(`no ${file} on PATH; --from needs git, tar and npm`, EXIT_CODES.missing);
}

function failed(what: string, { stdout, stderr }: CommandResult): ToolError {
  return new ToolError(`${what}:\n${(stderr || stdout).trim()}`, EXIT_CODES.failed);
}
