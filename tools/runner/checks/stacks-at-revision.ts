import { spawnSync } from "node:child_process";
import type { StackInput } from "../../../policies";
import { usageError } from "../command/exit-codes";
import type { Machine } from "../command/machine";
import { configurationFiles, readPolicyInput } from "./policy-input";
import { checkOutRevision, type RevisionCheckout } from "./revision-checkout";

/**
 * Synthesizes the stacks of a Git revision for the policies: runs the app of its cdktf.json in a checkout of its own.
 *
 * @param option - option of the command line that names the revision, for errors.
 * @throws ToolError (usage) for an unknown revision, one without the project, and an app that fails or writes no stack.
 */
export function stacksAtRevision(revision: string, option: string, machine: Machine): readonly StackInput[] {
  const checkout = checkOutRevision(revision, option, machine);
  try {
    const output = synthesize(checkout, option, machine);
    const files = configurationFiles(checkout.outputFolder);
    if (files.length === 0) throw usageError(`the app of the revision wrote no stack:\n${output}`);
    return files.map((file) => readPolicyInput(file, undefined, machine).input);
  } finally {
    checkout.remove();
  }
}

function synthesize({ app, project, outputFolder }: RevisionCheckout, option: string, machine: Machine): string {
  const env = { ...machine.env, CDKTF_OUTDIR: outputFolder };
  const { status, stdout, stderr } = spawnSync(app, { cwd: project, env, encoding: "utf8", shell: true });
  const output = `${stdout}${stderr}`.trim();
  if (status !== 0) throw usageError(`${option}: ${app}: ${output}`);
  return output;
}
