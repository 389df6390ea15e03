import os from "node:os";
import { runProgram, type ProgramOutput } from "../command/child-process";
import { missingError } from "../command/exit-codes";
import type { Machine } from "../command/machine";
import { CLOSED_ENDPOINT } from "./diagnostics";
import { OLDEST_TERRAFORM, compareReleases } from "../provider/versions";

export interface TerraformOptions {
  readonly cwd: string;
  /** Added to the closed environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Ends the command, in addition to the signal of the whole run. */
  readonly signal?: AbortSignal;
  readonly onOutput?: (text: string) => void;
}

const INSTALL = `install Terraform >= ${OLDEST_TERRAFORM} (https://developer.hashicorp.com/terraform/install) and put it on PATH`;

/** The Terraform on PATH, run in an environment from which it cannot reach an AWS account. */
export class Terraform {
  private constructor(
    readonly version: string,
    /** As in the names of provider packages: `linux_amd64`. */
    readonly platform: string,
    /** The closed environment of every command. */
    readonly env: Readonly<NodeJS.ProcessEnv>,
    private readonly signal: AbortSignal,
  ) {}

  /** @throws ToolError (missing) if Terraform is not on PATH or too old, with what to install. */
  static async find(machine: Machine, signal: AbortSignal): Promise<Terraform> {
    const env = closedEnvironment(machine.env);
    const { version, platform } = await readVersion(machine.cwd, env, signal);
    if (compareReleases(version, OLDEST_TERRAFORM) < 0) throw missingError(`found Terraform ${version}; ${INSTALL}`);
    return new Terraform(version, platform, env, signal);
  }

  /** Runs one command until it exits. @returns its output, whatever the exit code. */
  run(args: readonly string[], { cwd, env, signal, onOutput }: TerraformOptions): Promise<ProgramOutput> {
    const either = signal ? AbortSignal.any([this.signal, signal]) : this.signal;
    return runProgram("terraform", args, { cwd, env: { ...this.env, ...env }, signal: either, onOutput });
  }
}

/**
 * The machine's environment without variables that configure Terraform or the provider: no credentials, no profile,
 * no CLI arguments. Values of variables (`TF_VAR_name`) stay. The AWS endpoint is a closed port of the loopback
 * interface, so an API call fails at once and stays on the machine.
 */
export function closedEnvironment(env: Readonly<NodeJS.ProcessEnv>): NodeJS.ProcessEnv {
  const others = Object.entries(env).filter(([name]) => !/^(?:AWS|TF)_(?!VAR_)/.test(name));
  return {
    ...Object.fromEntries(others),
    AWS_CONFIG_FILE: os.devNull,
    AWS_SHARED_CREDENTIALS_FILE: os.devNull,
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_ENDPOINT_URL: CLOSED_ENDPOINT,
    CHECKPOINT_DISABLE: "1",
    TF_CLI_CONFIG_FILE: os.devNull,
    TF_IN_AUTOMATION: "1",
    TF_INPUT: "0",
  };
}

async function readVersion(cwd: string, env: NodeJS.ProcessEnv, signal: AbortSignal) {
  const { code, stdout, stderr } = await runProgram("terraform", ["version", "-json"], { cwd, env, signal }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") throw missingError(`no terraform on PATH; ${INSTALL}`);
      throw error;
    },
  );
  const [, version] = /"terraform_version": "(\d+\.\d+\.\d+)[^"]*"/.exec(stdout) ?? [];
  const [, platform] = /"platform": "([^"]+)"/.exec(stdout) ?? [];
  if (code !== 0 || !version || !platform) {
    throw missingError(`terraform version does not answer (${stderr.trim() || `exit code ${code}`}); ${INSTALL}`);
  }
  return { version, platform };
}
