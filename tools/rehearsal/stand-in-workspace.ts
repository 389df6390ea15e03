import fs from "node:fs/promises";
import path from "node:path";
import type { SynthesizedStack } from "../../modules/core";
import { withBackend } from "../terraform/offline-configuration";
import type { Provider } from "../terraform/provider-lookup";
import type { CommandResult } from "../terraform/run-command";
import type { Place } from "../terraform/stack-result";
import type { Terraform } from "../terraform/terraform";
import { attachProvider, type AttachedProvider } from "./provider/server";
import { providerSchema } from "./schema/provider-schema";

/** The stand-in where a provider is named: it is made of the bindings, so it has the version that they were made of. */
export function standInProvider(version: string): Provider {
  return { version, mirror: "a stand-in made of the installed bindings" };
}

/**
 * Lends a place for copies of stacks whose provider is the stand-in. Its providers are gone afterwards.
 *
 * @throws ToolError when the bindings cannot be understood or a provider cannot listen.
 */
export async function withStandIn<T>(
  terraform: Terraform,
  root: string,
  use: (place: Place) => Promise<T>,
): Promise<T> {
  const workspace = new StandInWorkspace(terraform, root);
  try {
    return await use(workspace);
  } finally {
    workspace.close();
  }
}

/** Copies of stacks in a scratch folder with local state, each with a stand-in provider of its own attached. */
class StandInWorkspace implements Place {
  readonly #providers = new Map<string, AttachedProvider>();

  constructor(
    private readonly terraform: Terraform,
    private readonly root: string,
  ) {}

  async copy({ name, config }: SynthesizedStack): Promise<string> {
    const folder = path.join(this.root, "stacks", name);
    await fs.mkdir(folder, { recursive: true });
    await fs.writeFile(path.join(folder, "cdk.tf.json"), JSON.stringify(withBackend(config), undefined, 2));
    this.#providers.set(folder, await attachProvider(providerSchema([config])));
    return folder;
  }

  run(folder: string, ...args: readonly string[]): Promise<CommandResult> {
    const env = { TF_REATTACH_PROVIDERS: this.#providers.get(folder)!.attachment };
    return this.terraform.run(args, { cwd: folder, env });
  }

  /** Takes the providers away. */
  close(): void {
    this.#providers.forEach((provider) => provider.close());
  }
}
