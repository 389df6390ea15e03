import os from "node:os";
import type { Machine } from "./machine";
import { runCommand, type CommandResult } from "./run-command";
import { EXIT_CODES, ToolError } from "./tool-error";
import { OLDEST_TERRAFORM, compareReleases } from "./versions";

/** Where and how one Terraform command runs. */
export interface TerraformOptions {
  readonly cwd: string;
  /** Added to the closed environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Ends the command, besides the run's own signal. */
  readonly signal?: AbortSignal;
  readonly onOutput?: (text: string) => void;
}

const INSTALL = `install Terraform >= ${OLDEST_TERRAFORM} (https://developer.hashicorp.com/terraform/install) and put it on PATH`;

/** The Terraform of this machine, in an environment from which it can reach no AWS account. */
export class Terraform {
  private constructor(
    readonly version: string,
    /** As in the names of provider packages: `linux_amd64`. */
    readonly platform: string,
    private readonly env: Readonly<NodeJS.ProcessEnv>,
    private readonly signal: AbortSignal,
  ) {}

  /** @throws ToolError (missing) when there is no Terraform on PATH, or too old a one, with what to install. */
  static async find(machine: Machine, signal: AbortSignal): Promise<Terraform> {
    const env = closedEnvironment(machine.env);
    const { version, platform } = await askVersion(machine.cwd, env, signal);
    if (compareReleases(version, OLDEST_TERRAFORM) < 0) throw missing(`found Terraform ${version}; ${INSTALL}`);
    return new Terraform(version, platform, env, signal);
  }

  /** Runs one command to its end, whatever its exit code. */
  run(args: readonly string[], { cwd, env, signal, onOutput }: TerraformOptions): Promise<CommandResult> {
    const either = signal ? AbortSignal.any([this.signal, signal]) : this.signal;
    return runCommand("terraform", args, { cwd, env: { ...this.env, ...env }, signal: either, onOutput });
  }
}

/**
 * The machine's environment without anything that steers Terraform or the provider: no credentials, no profile, no CLI
 * arguments. Every AWS address is a closed port of this machine, so a call fails at once and never leaves it.
 */
export function closedEnvironment(env: Readonly<NodeJS.ProcessEnv>): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => !/^(?:AWS|TF)_/.test(name));
  return {
    ...Object.fromEntries(kept),
    AWS_CONFIG_FILE: os.devNull,
    AWS_SHARED_CREDENTIALS_FILE: os.devNull,
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_ENDPOINT_URL: "http://127.0.0.1:9",
    CHECKPOINT_DISABLE: "1",
    TF_CLI_CONFIG_FILE: os.devNull,
    TF_IN_AUTOMATION: "1",
    TF_INPUT: "0",
  };
}

async function askVersion(cwd: string, env: NodeJS.ProcessEnv, signal: AbortSignal) {
  const { code, stdout, stderr } = await runCommand("terraform", ["version", "-json"], { cwd, env, signal }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") throw missing(`no terraform on PATH; ${INSTALL}`);
      throw error;
    },
  );
  const [, version] = /"terraform_version": "(\d+\.\d+\.\d+)[^"]*"/.exec(stdout) ?? [];
  const [, platform] = /"platform": "([^"]+)"/.exec(stdout) ?? [];
  if (code !== 0 || !version || !platform) {
    throw missing(`terraform version does not answer (${stderr.trim() || `exit code ${code}`}); ${INSTALL}`);
  }
  return { version, platform };
}

function missing(message: string): ToolError {
  return new ToolError(message, EXIT_CODES.missing);
}
