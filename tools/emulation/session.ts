import { existsSync } from "node:fs";
import path from "node:path";
import type { SynthesizedStack, TerraformJson } from "../../modules/core";
import type { ProgramOutput } from "../runner/command/child-process";
import { failedError } from "../runner/command/exit-codes";
import { failureDiagnostic } from "../runner/terraform/diagnostics";
import { JSON_OPTIONS } from "../runner/terraform/events";
import type { OfflineWorkspace } from "../runner/terraform/workspace";
import { emulatedConfiguration } from "./emulated-configuration";
import { withoutResources } from "./excluded-resources";
import { isFixture } from "./fixtures";
import type { Moto } from "./moto";

/** High, because most resources only wait. */
const PARALLELISM = "-parallelism=40";

/** Terraform in the folder of one example, with the emulator as its AWS endpoint. */
export class EmulatorSession {
  private constructor(
    private readonly workspace: OfflineWorkspace,
    private readonly moto: Moto,
    private readonly folder: string,
    private stack: SynthesizedStack,
  ) {}

  static async open(stack: SynthesizedStack, workspace: OfflineWorkspace, moto: Moto) {
    const folder = await copy(workspace, stack);
    return new EmulatorSession(workspace, moto, folder, stack);
  }

  plan(file: string): Promise<ProgramOutput> {
    return this.run(["plan", ...JSON_OPTIONS, PARALLELISM, `-out=${file}`]);
  }

  apply(file: string): Promise<ProgramOutput> {
    return this.run(["apply", ...JSON_OPTIONS, PARALLELISM, file]);
  }

  /**
   * Applies another configuration to the present state.
   *
   * @returns the output, or undefined after the time limit.
   */
  async applyWithin(seconds: number, config: TerraformJson): Promise<ProgramOutput | undefined> {
    await copy(this.workspace, { ...this.stack, config });
    const limit = AbortSignal.timeout(seconds * 1000);
    const signal = AbortSignal.any([this.moto.signal, limit]);
    try {
      return await this.run(["apply", ...JSON_OPTIONS, PARALLELISM, "-auto-approve", "-refresh=false"], signal);
    } catch (error) {
      if (error !== limit.reason) throw error;
      return undefined;
    }
  }

  destroy(): Promise<ProgramOutput> {
    return this.run(["apply", ...JSON_OPTIONS, PARALLELISM, "-destroy", "-auto-approve", "-refresh=false"]);
  }

  /** Returns a plan file as JSON. */
  async show<T>(file: string): Promise<T> {
    return JSON.parse(await this.outputOf("show", "-json", file)) as T;
  }

  /** Addresses of the example's managed resources in the state. */
  async appliedAddresses(): Promise<string[]> {
    // `terraform state list` fails without a state file.
    if (!existsSync(path.join(this.folder, "terraform.tfstate"))) return [];
    const list = await this.outputOf("state", "list");
    return list.split("\n").filter((address) => address && !address.startsWith("data.") && !isFixture(address));
  }

  /** Changes the configuration; the state stays. */
  async configure(change: (config: TerraformJson) => TerraformJson): Promise<void> {
    this.stack = { ...this.stack, config: change(this.stack.config) };
    await copy(this.workspace, this.stack);
  }

  /** Removes resources from the state and, with everything that depends on them, from the configuration. */
  async exclude(addresses: readonly string[]): Promise<void> {
    await this.configure((config) => withoutResources(config, addresses));
    const inState = (await this.appliedAddresses()).filter((address) => addresses.includes(address));
    if (inState.length > 0) await this.outputOf("state", "rm", "-lock=false", ...inState);
  }

  /** @throws ToolError (failed) if the command fails. */
  private async outputOf(...args: readonly string[]): Promise<string> {
    const output = await this.run(args);
    if (output.code === 0) return output.stdout;
    const { summary, detail } = failureDiagnostic(args[0]!, output);
    throw failedError(`${this.stack.name}: ${summary}:\n${detail}`);
  }

  private run(args: readonly string[], signal = this.moto.signal): Promise<ProgramOutput> {
    return this.workspace.run(this.folder, args, { env: { AWS_ENDPOINT_URL: this.moto.url }, signal });
  }
}

function copy(workspace: OfflineWorkspace, stack: SynthesizedStack): Promise<string> {
  return workspace.copy(stack, (config, version) => emulatedConfiguration(stack.name, config, version));
}
