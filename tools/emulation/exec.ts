import { spawn } from "node:child_process";
import { EXIT_CODES, ToolError } from "../terraform/tool-error";
import type { Moto } from "./moto";

/** What the AWS SDKs and CLI need to speak to an emulator instead of AWS. */
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
 * Runs a shell command against an emulator; it prints where this process does and reads nothing.
 *
 * @throws ToolError (failed) unless the command succeeds; the signal's reason when it is ended by it.
 */
export function execute(command: string, cwd: string, env: Readonly<NodeJS.ProcessEnv>, moto: Moto): Promise<void> {
  const { signal } = moto;
  return new Promise((resolve, reject) => {
    const child = spawn(command, {
      cwd,
      // A group of its own, so that everything which the shell starts can be ended with it.
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
      else reject(new ToolError(`${command}: ended with exit code ${code}`, EXIT_CODES.failed));
    });
  });
}
