import fs from "node:fs/promises";
import path from "node:path";
import type { SynthesizedStack } from "../../modules/core";
import type { ProgramOutput } from "../runner/command/child-process";
import { withBackend } from "../runner/terraform/configuration";
import type { Terraform } from "../runner/terraform/terraform";
import {
  copyAssets,
  installModules,
  writeConfiguration,
  type AttachOthers,
  type StackWorkspace,
} from "../runner/terraform/workspace";
import { moduleTypes } from "./schema/module-types";
import { attachProviders, type AttachedProviders } from "./provider/server";

/** Name of the stand-in in reports. Its version is that of the provider for which the bindings were generated. */
export const STAND_IN_SOURCE = "a stand-in made of the installed bindings";

/**
 * Creates a workspace for copies of stacks whose provider is the stand-in, and stops the providers when `use` returns
 * or throws.
 *
 * @throws ToolError if the schema cannot be derived from the bindings or a provider cannot listen.
 */
export async function withStandInWorkspace<T>(
  terraform: Terraform,
  root: string,
  use: (workspace: StackWorkspace) => Promise<T>,
): Promise<T> {
  const workspace = new StandInWorkspace(terraform, root);
  try {
    return await use(workspace);
  } finally {
    workspace.close();
  }
}

/** Stand-ins for every provider of a configuration but AWS, beside the real AWS provider. */
export const attachOthers: AttachOthers = async (config, folder) =>
  attachProviders([config, ...(config.module ? moduleTypes(folder) : [])], {}, ["aws"]);

/** Copies of stacks with local state, each with its own stand-in provider. */
class StandInWorkspace implements StackWorkspace {
  private readonly providers = new Map<string, AttachedProviders>();

  constructor(
    private readonly terraform: Terraform,
    private readonly root: string,
  ) {}

  async copy(stack: SynthesizedStack): Promise<string> {
    const folder = path.join(this.root, "stacks", stack.name);
    await fs.mkdir(folder, { recursive: true });
    await copyAssets(stack, folder);
    await writeConfiguration(folder, withBackend(stack.config));
    const modules = stack.config.module ? moduleTypes(folder) : [];
    this.providers.set(folder, await attachProviders([stack.config, ...modules]));
    await installModules(stack.config, (...args) => this.run(folder, args));
    return folder;
  }

  run(folder: string, args: readonly string[]): Promise<ProgramOutput> {
    const env = { TF_REATTACH_PROVIDERS: this.providers.get(folder)!.attachment };
    return this.terraform.run(args, { cwd: folder, env });
  }

  close(): void {
    this.providers.forEach((provider) => provider.close());
  }
}
