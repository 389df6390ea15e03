import fs from "node:fs/promises";
import path from "node:path";
import type { SynthesizedStack, TerraformJson } from "../../modules/core";
import type { CommandResult } from "../terraform/run-command";
import type { Terraform } from "../terraform/terraform";
import { attachProvider } from "./provider/server";
import { rehearsalConfiguration } from "./rehearsal-configuration";
import { providerSchema } from "./schema/provider-schema";

/** Where stacks are rehearsed: one folder for all of them, in which each leaves its state for those that read it. */
export interface Theatre {
  readonly terraform: Terraform;
  readonly root: string;
  /** Every stack whose state may be read. */
  readonly stacks: readonly SynthesizedStack[];
}

/** The folder of one stack, with the stand-in provider attached to every command. */
export interface Stage {
  /** Puts a configuration in place of the last one; the state stays. */
  configure(config: TerraformJson): Promise<void>;
  run(...args: readonly string[]): Promise<CommandResult>;
  /** Keeps the present state for the stacks that read it. */
  publishState(): Promise<void>;
}

/**
 * Lends a stage for one stack.
 *
 * @param configs - all configurations that will be used on the stage.
 * @throws ToolError when the bindings cannot be understood or the provider cannot listen.
 */
export async function onStage<T>(
  { terraform, root, stacks }: Theatre,
  name: string,
  configs: readonly TerraformJson[],
  use: (stage: Stage) => Promise<T>,
): Promise<T> {
  const folder = path.join(root, "stacks", name);
  await fs.mkdir(folder, { recursive: true });
  const provider = await attachProvider(providerSchema(configs));
  const env = { TF_REATTACH_PROVIDERS: provider.attachment };
  try {
    return await use({
      async configure(config) {
        const rehearsed = rehearsalConfiguration(config, stacks, (producer) => publishedState(root, producer));
        await fs.writeFile(path.join(folder, "cdk.tf.json"), JSON.stringify(rehearsed, undefined, 2));
      },
      run: (...args) => terraform.run(args, { cwd: folder, env }),
      publishState: () => fs.copyFile(path.join(folder, "terraform.tfstate"), publishedState(root, name)),
    });
  } finally {
    provider.close();
  }
}

function publishedState(root: string, stack: string): string {
  return path.join(root, `${stack}.tfstate`);
}
