import type { SynthesizedStack } from "../../../modules/core";
import { checkOutRevision } from "../../runner/checks/revision-checkout";
import { runProgram } from "../../runner/command/child-process";
import type { CommandContext } from "../../runner/command/command";
import { failedError } from "../../runner/command/exit-codes";
import { readSynthesizedStacks } from "../../runner/terraform/synthesized-stacks";

/**
 * Synthesizes the stacks of a Git revision: runs the app of its cdktf.json in a checkout of its own, which exists until
 * `use` ends, because stacks name files of it.
 *
 * @throws ToolError (usage) for an unknown revision and one without the project; (failed) for an app that fails.
 */
export async function withEarlierStacks<Result>(
  revision: string,
  { machine, signal }: CommandContext,
  use: (stacks: SynthesizedStack[]) => Promise<Result>,
): Promise<Result> {
  const { app, project, outputFolder, remove } = checkOutRevision(revision, "--from", machine);
  const env = { ...machine.env, CDKTF_OUTDIR: outputFolder };
  try {
    const { code, stdout, stderr } = await runProgram("sh", ["-c", app], { cwd: project, env, signal });
    if (code !== 0) throw failedError(`--from: ${revision}: ${app} failed:\n${(stderr || stdout).trim()}`);
    return await use(readSynthesizedStacks({ ...machine, env }, []));
  } finally {
    remove();
  }
}
