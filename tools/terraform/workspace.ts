import fs from "node:fs/promises";
import path from "node:path";
import type { SynthesizedStack } from "../../modules/core";
import { offlineConfiguration } from "./offline-configuration";
import type { Provider } from "./provider-lookup";
import type { CommandResult } from "./run-command";
import type { Place } from "./stack-result";
import type { Terraform, TerraformOptions } from "./terraform";
import { EXIT_CODES, ToolError } from "./tool-error";

const LOCK_FILE = ".terraform.lock.hcl";

/** Offline copies of stacks in a scratch folder, all served by one installation of the provider. */
export class Workspace implements Place {
  private constructor(
    private readonly terraform: Terraform,
    private readonly provider: Provider,
    private readonly root: string,
  ) {}

  /** @throws ToolError when the provider of the mirror cannot be installed. */
  static async prepare(terraform: Terraform, provider: Provider, root: string): Promise<Workspace> {
    const workspace = new Workspace(terraform, provider, root);
    await workspace.installProvider();
    return workspace;
  }

  /**
   * Copies a stack, over an earlier copy of the same name, and returns the folder of the copy.
   *
   * @param change - what the copy has instead of the configuration.
   */
  async copy({ name, config }: SynthesizedStack, change = offlineConfiguration): Promise<string> {
    const folder = path.join(this.root, "stacks", name);
    await fs.mkdir(folder, { recursive: true });
    const changed = change(config, this.provider.version);
    // Indented, so that Terraform's excerpts in error messages are single arguments.
    await fs.writeFile(path.join(folder, "cdk.tf.json"), JSON.stringify(changed, undefined, 2));
    await fs.copyFile(path.join(this.root, LOCK_FILE), path.join(folder, LOCK_FILE));
    return folder;
  }

  /** Runs Terraform in the folder of a copy. */
  run(folder: string, ...args: readonly string[]): Promise<CommandResult> {
    return this.runWith({}, folder, ...args);
  }

  /** The same with more environment, or a signal of its own. */
  runWith(
    { env, signal }: Pick<TerraformOptions, "env" | "signal">,
    folder: string,
    ...args: readonly string[]
  ): Promise<CommandResult> {
    return this.terraform.run(args, { cwd: folder, env: { ...this.env, ...env }, signal });
  }

  private get env() {
    return {
      TF_CLI_CONFIG_FILE: path.join(this.root, "terraform.tfrc"),
      TF_DATA_DIR: path.join(this.root, ".terraform"),
    };
  }

  private async installProvider(): Promise<void> {
    const { version, mirror } = this.provider;
    const requirement = { terraform: { required_providers: { aws: { source: "hashicorp/aws", version } } } };
    const installation = `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(mirror)}\n  }\n}\n`;
    await fs.writeFile(path.join(this.root, "main.tf.json"), JSON.stringify(requirement));
    await fs.writeFile(this.env.TF_CLI_CONFIG_FILE, `${installation}disable_checkpoint = true\n`);
    const { code, stderr } = await this.run(this.root, "init", "-input=false", "-no-color");
    if (code !== 0) throw new ToolError(`terraform init with ${mirror}:\n${stderr.trim()}`, EXIT_CODES.failed);
  }
}
