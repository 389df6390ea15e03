import { spawn } from "node:child_process";
import path from "node:path";
import { failedError, missingError } from "../runner/command/exit-codes";

/** Environment of programs, with the credentials of the caller. */
type Environment = Readonly<NodeJS.ProcessEnv>;

const PLAN_FILE = "plan.tfplan";

/** Exit code of `terraform plan -detailed-exitcode` for a plan with changes, which may be of outputs only. */
const HAS_CHANGES = 2;

/** A plan that Terraform saved in the folder of its stack. */
export interface SavedPlan {
  readonly hasChanges: boolean;
  /** Content of `terraform show -json`. */
  readonly json: unknown;
}

/**
 * Plans a synthesized stack with its own backend and saves the plan.
 *
 * @throws ToolError (failed) with the output of Terraform; (missing) without Terraform.
 */
export async function savePlan(folder: string, env: Environment): Promise<SavedPlan> {
  await succeed(folder, ["init", "-input=false"], env);
  const words = ["plan", "-input=false", "-lock-timeout=5m", "-detailed-exitcode", `-out=${PLAN_FILE}`];
  const planned = await terraform(folder, words, env, "pipe");
  if (planned.code !== 0 && planned.code !== HAS_CHANGES) throw failure(folder, words, planned.output);
  const json = JSON.parse(await succeed(folder, ["show", "-json", PLAN_FILE], env)) as unknown;
  return { hasChanges: planned.code === HAS_CHANGES, json };
}

/**
 * Applies the plan that {@link savePlan} saved, and shows the output of Terraform, which refuses the plan if the state
 * has changed since.
 *
 * @throws ToolError (failed) if Terraform fails.
 */
export async function applySavedPlan(folder: string, env: Environment): Promise<void> {
  const words = ["apply", "-input=false", "-lock-timeout=5m", PLAN_FILE];
  const { code } = await terraform(folder, words, env, "inherit");
  if (code !== 0) throw failure(folder, words, "");
}

async function succeed(folder: string, words: readonly string[], env: Environment): Promise<string> {
  const { code, output } = await terraform(folder, words, env, "pipe");
  if (code !== 0) throw failure(folder, words, output);
  return output;
}

function failure(folder: string, words: readonly string[], output: string): Error {
  return failedError(`${path.basename(folder)}: terraform ${words[0]} failed\n${output}`.trimEnd());
}

/** Runs Terraform in the process group of the terminal: Ctrl-C lets it finish what it has begun. */
function terraform(folder: string, words: readonly string[], env: Environment, stdio: "pipe" | "inherit") {
  return new Promise<{ readonly code: number; readonly output: string }>((resolve, reject) => {
    const settings = { ...env, CHECKPOINT_DISABLE: "1", TF_IN_AUTOMATION: "1" };
    const child = spawn("terraform", words, { cwd: folder, env: settings, stdio: ["ignore", stdio, stdio] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => (output += text));
    }
    child.once("error", () => reject(missingError("no terraform on PATH; install Terraform")));
    child.once("close", (code) => resolve({ code: code ?? 1, output }));
  });
}
