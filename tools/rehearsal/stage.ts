import fs from "node:fs/promises";
import path from "node:path";
import type { SynthesizedStack, TerraformJson } from "../../modules/core";
import type { CommandResult } from "../terraform/run-command";
import { memoryFolder, withScratch } from "../terraform/scratch";
import type { Terraform } from "../terraform/terraform";
import { EXIT_CODES, ToolError } from "../terraform/tool-error";
import { attachProvider } from "./provider/server";
import { rehearsalConfiguration } from "./rehearsal-configuration";
import { providerSchema } from "./schema/provider-schema";
import { StateServer } from "./state-server";

/** Where stacks are rehearsed: each leaves its state for those that read it. */
export interface Theatre {
  readonly terraform: Terraform;
  /** Folder of all configurations. */
  readonly root: string;
  readonly states: StateServer;
  /** Every stack whose state may be read. */
  readonly stacks: readonly SynthesizedStack[];
}

/** The folder of one stack, with the stand-in provider attached to every command. */
export interface Stage {
  /** Puts a configuration in place of the last one; the state stays. */
  configure(config: TerraformJson): Promise<void>;
  run(...args: readonly string[]): Promise<CommandResult>;
  /** Keeps the present state for the stacks that read it. */
  publishState(): void;
}

/** Lends a theatre. Its folder, and the server of its states, are gone afterwards. */
export function withTheatre<T>(
  terraform: Terraform,
  stacks: readonly SynthesizedStack[],
  env: Readonly<NodeJS.ProcessEnv>,
  use: (theatre: Theatre) => Promise<T>,
): Promise<T> {
  return withScratch(
    "rehearse",
    async (root) => {
      const states = await StateServer.start();
      try {
        return await use({ terraform, root, states, stacks });
      } finally {
        states.close();
      }
    },
    memoryFolder(env),
  );
}

/**
 * Lends a stage for one stack.
 *
 * @param configs - all configurations that will be used on the stage.
 * @throws ToolError when the bindings cannot be understood or the provider cannot listen.
 */
export async function onStage<T>(
  { terraform, root, states, stacks }: Theatre,
  name: string,
  configs: readonly TerraformJson[],
  use: (stage: Stage) => Promise<T>,
): Promise<T> {
  const folder = path.join(root, "stacks", name);
  await fs.mkdir(folder, { recursive: true });
  const provider = await attachProvider(providerSchema(configs));
  const env = { TF_REATTACH_PROVIDERS: provider.attachment };
  const run = (...args: readonly string[]): Promise<CommandResult> => terraform.run(args, { cwd: folder, env });
  const backend = { http: { address: states.addressOf(name) } };
  const write = (config: TerraformJson): Promise<void> =>
    fs.writeFile(path.join(folder, "cdk.tf.json"), JSON.stringify(config, undefined, 2));
  try {
    await write({ terraform: { backend } });
    await initialize(run);
    return await use({
      run,
      configure: (config) =>
        write(rehearsalConfiguration(config, stacks, backend, (producer) => states.publishedAddressOf(producer))),
      publishState: () => states.publish(name),
    });
  } finally {
    provider.close();
  }
}

/** Only the backend needs it; the configuration proper, and what is wrong in it, comes later. */
async function initialize(run: Stage["run"]): Promise<void> {
  const { code, stderr } = await run("init", "-input=false", "-no-color");
  if (code !== 0) throw new ToolError(`terraform init:\n${stderr.trim()}`, EXIT_CODES.failed);
}
