import { spawn } from "node:child_process";
import path from "node:path";
import { failedError, missingError } from "../runner/command/exit-codes";

/** Environment of programs, with the credentials of the caller. */
type Environment = Readonly<NodeJS.ProcessEnv>;

const PLAN_FILE = "plan.tfplan";

/** Exit code of `terraform plan -detailed-exitcode` for a plan with changes, which may be of outputs only. */
const HAS_CHANGES = 2;

interface Output {
  readonly stdout: string;
  /** Errors, and warnings about settings of the machine, which Terraform prints with every command. */
  readonly stderr: string;
}

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
  if (planned.code !== 0 && planned.code !== HAS_CHANGES) throw failure(folder, words, planned);
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
  if (code !== 0) throw failure(folder, words, { stdout: "", stderr: "" });
}

async function succeed(folder: string, words: readonly string[], env: Environment): Promise<string> {
  const ended = await terraform(folder, words, env, "pipe");
  if (ended.code !== 0) throw failure(folder, words, ended);
  return ended.stdout;
}

function failure(folder: string, words: readonly string[], { stdout, stderr }: Output): Error {
  return failedError(`${path.basename(folder)}: terraform ${words[0]} failed\n${stdout}${stderr}`.trimEnd());
}

/** Runs Terraform in the process group of the terminal: Ctrl-C lets it finish what it has begun. */
function terraform(folder: string, words: readonly string[], env: Environment, stdio: "pipe" | "inherit") {
  return new Promise<Output & { readonly code: number }>((resolve, reject) => {
    const settings = { ...env, CHECKPOINT_DISABLE: "1", TF_IN_AUTOMATION: "1" };
    const child = spawn("terraform", words, { cwd: folder, env: settings, stdio: ["ignore", stdio, stdio] });
    const output = { stdout: "", stderr: "" };
    for (const stream of ["stdout", "stderr"] as const) {
      child[stream]?.setEncoding("utf8").on("data", (text: string) => (output[stream] += text));
    }
    child.once("error", () => reject(missingError("no terraform on PATH; install Terraform")));
    child.once("close", (code) => resolve({ code: code ?? 1, ...output }));
  });
}
