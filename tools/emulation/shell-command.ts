import { spawn } from "node:child_process";
import { failedError } from "../runner/command/exit-codes";
import type { Moto } from "./moto";

/** Environment variables that direct AWS SDKs and the AWS CLI to an emulator. */
export function environmentOf({ url }: Pick<Moto, "url">): Readonly<Record<string, string>> {
  return {
    AWS_ENDPOINT_URL: url,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "emulated",
    AWS_SECRET_ACCESS_KEY: "emulated",
    AWS_EC2_METADATA_DISABLED: "true",
  };
}

/**
 * Runs a shell command against an emulator, with the standard output and error of this process and no standard input.
 *
 * @throws ToolError (failed) if the command fails; the signal's reason if the signal ended it.
 */
export function runShellCommand(
  command: string,
  cwd: string,
  env: Readonly<NodeJS.ProcessEnv>,
  moto: Moto,
): Promise<void> {
  const { signal } = moto;
  return new Promise((resolve, reject) => {
    const child = spawn(command, {
      cwd,
      // Own process group, so that programs started by the shell can be ended with it.
      detached: true,
      env: { ...env, ...environmentOf(moto) },
      shell: true,
      stdio: ["ignore", "inherit", "inherit"],
    });
    const stop = (): boolean => process.kill(-child.pid!, "SIGTERM");
    signal.addEventListener("abort", stop, { once: true });
    child.once("error", reject);
    child.once("close", (code) => {
      signal.removeEventListener("abort", stop);
      if (signal.aborted) reject(signal.reason as Error);
      else if (code === 0) resolve();
      else reject(failedError(`${command}: ended with exit code ${code}`));
    });
  });
}
