import { existsSync } from "node:fs";
import path from "node:path";
import type { SynthesizedStack, TerraformJson } from "../../modules/core";
import type { CommandResult } from "../terraform/run-command";
import { EXIT_CODES, ToolError } from "../terraform/tool-error";
import type { Workspace } from "../terraform/workspace";
import { emulatedConfiguration } from "./emulated-configuration";
import { withoutResources } from "./left-out";
import type { Moto } from "./moto";
import { isSurrounding } from "./surroundings";

/** Options of every command that reads or writes a state that nobody else uses. */
const ALONE = ["-input=false", "-lock=false", "-no-color", "-json"];

/** A high limit, because most resources only wait. */
const PARALLEL = "-parallelism=40";

/** The folder of one example, whose Terraform speaks to an emulator. */
export class Stage {
  private constructor(
    private readonly workspace: Workspace,
    private readonly moto: Moto,
    private readonly folder: string,
    private readonly name: string,
    private config: TerraformJson,
  ) {}

  static async prepare({ name, config }: SynthesizedStack, workspace: Workspace, moto: Moto): Promise<Stage> {
    const folder = await copyOf(workspace, name, config);
    return new Stage(workspace, moto, folder, name, config);
  }

  plan(file: string): Promise<CommandResult> {
    return this.run("plan", ...ALONE, PARALLEL, `-out=${file}`);
  }

  apply(file: string): Promise<CommandResult> {
    return this.run("apply", ...ALONE, PARALLEL, file);
  }

  /**
   * Applies another configuration on the present state and gives up after a while.
   *
   * @returns the result, or undefined when it came to none in time.
   */
  async applyWithin(seconds: number, config: TerraformJson): Promise<CommandResult | undefined> {
    await copyOf(this.workspace, this.name, config);
    const limit = AbortSignal.timeout(seconds * 1000);
    const signal = AbortSignal.any([this.moto.signal, limit]);
    try {
      return await this.runUntil(signal, "apply", ...ALONE, PARALLEL, "-auto-approve", "-refresh=false");
    } catch (error) {
      if (error !== limit.reason) throw error;
      return undefined;
    }
  }

  destroy(): Promise<CommandResult> {
    return this.run("apply", ...ALONE, PARALLEL, "-destroy", "-auto-approve", "-refresh=false");
  }

  /** A plan's file as JSON. */
  async show<T>(file: string): Promise<T> {
    return JSON.parse(await this.outputOf("show", "-json", file)) as T;
  }

  /** Addresses of the example's managed resources that are in the state. */
  async applied(): Promise<string[]> {
    // Without a state, which nothing has been applied to, Terraform's answer is an error.
    if (!existsSync(path.join(this.folder, "terraform.tfstate"))) return [];
    const list = await this.outputOf("state", "list");
    return list.split("\n").filter((address) => address && !address.startsWith("data.") && !isSurrounding(address));
  }

  /** Changes the configuration; the state stays. */
  async configure(change: (config: TerraformJson) => TerraformJson): Promise<void> {
    this.config = change(this.config);
    await copyOf(this.workspace, this.name, this.config);
  }

  /** Forgets resources that the emulator refuses and leaves them out from here on, with all that depends on them. */
  async leaveOut(addresses: readonly string[]): Promise<void> {
    await this.configure((config) => withoutResources(config, addresses));
    const known = (await this.applied()).filter((address) => addresses.includes(address));
    if (known.length > 0) await this.outputOf("state", "rm", "-lock=false", ...known);
  }

  /** @throws ToolError (failed) for a command that has no reason to fail. */
  private async outputOf(...args: readonly string[]): Promise<string> {
    const { code, stdout, stderr } = await this.run(...args);
    if (code === 0) return stdout;
    throw new ToolError(
      `${this.name}: terraform ${args[0]} ended with exit code ${code}:\n${stderr.trim()}`,
      EXIT_CODES.failed,
    );
  }

  private run(...args: readonly string[]): Promise<CommandResult> {
    return this.runUntil(this.moto.signal, ...args);
  }

  private runUntil(signal: AbortSignal, ...args: readonly string[]): Promise<CommandResult> {
    return this.workspace.runWith({ env: { AWS_ENDPOINT_URL: this.moto.url }, signal }, this.folder, ...args);
  }
}

function copyOf(workspace: Workspace, name: string, config: TerraformJson): Promise<string> {
  return workspace.copy({ name, config }, (original, version) => emulatedConfiguration(name, original, version));
}
