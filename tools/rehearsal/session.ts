import fs from "node:fs/promises";
import path from "node:path";
import type { SynthesizedStack, TerraformJson } from "../../modules/core";
import type { ProgramOutput } from "../runner/command/child-process";
import { failedError, usageError } from "../runner/command/exit-codes";
import { memoryBackedFolder, withTemporaryFolder } from "../runner/command/temporary-folder";
import { blocksOf } from "../runner/terraform/configuration";
import type { Terraform } from "../runner/terraform/terraform";
import { copyAssets, installModules, writeConfiguration } from "../runner/terraform/workspace";
import type { DataValues } from "./provider/data-values";
import { attachProviders } from "./provider/server";
import type { ExistingResources } from "./provider/stand-in-provider";
import { rehearsalConfiguration } from "./rehearsal-configuration";
import { moduleTypes } from "./schema/module-types";
import { StateServer } from "./state-server";

/**
 * A temporary folder and a state server that the sessions of a rehearsal share, so that stacks can read each other's
 * state.
 */
export interface RehearsalWorkspace {
  readonly terraform: Terraform;
  /** Folder of all configurations. */
  readonly root: string;
  readonly states: StateServer;
  /** Every stack whose state may be read. */
  readonly stacks: readonly SynthesizedStack[];
  readonly inputs: RehearsalInputs;
}

/** Values that the configuration does not contain. */
export interface RehearsalInputs {
  /** Values of Terraform variables by name, in addition to `TF_VAR_name` of the environment. */
  readonly variables?: Readonly<Record<string, unknown>>;
  /** Attributes of data sources by `type.name`; others are computed or invented. */
  readonly data?: DataValues;
  /** Attributes of resources that exist outside of every state, for imports, by `type id`. */
  readonly existing?: ExistingResources;
}

/** @throws ToolError (usage) for values of data sources that no stack has, with those that the stacks have. */
export function checkData({ data = {} }: RehearsalInputs, stacks: readonly SynthesizedStack[]): void {
  const known = stacks.flatMap(({ config }) => blocksOf({ terraform: {}, data: config.data }));
  const addresses = [...new Set(known.map(({ address }) => address.replace("data.", "")))];
  const unknown = Object.keys(data).filter((address) => !addresses.includes(address.replace(/^data\./, "")));
  if (unknown.length === 0) return;
  throw usageError(`no data source ${unknown.join(", ")}; the stacks have ${addresses.join(", ") || "none"}`);
}

/** Terraform in the folder of one stack, with the stand-in provider attached to every command. */
export interface Session {
  /** Replaces the configuration; the state stays. */
  configure(config: TerraformJson): Promise<void>;
  run(...args: readonly string[]): Promise<ProgramOutput>;
  /** Makes the present state available to the stacks that read it. */
  publishState(): void;
}

/** Creates a workspace and removes its folder and state server when `use` returns or throws. */
export function withRehearsalWorkspace<T>(
  terraform: Terraform,
  stacks: readonly SynthesizedStack[],
  env: Readonly<NodeJS.ProcessEnv>,
  use: (workspace: RehearsalWorkspace) => Promise<T>,
  inputs: RehearsalInputs = {},
): Promise<T> {
  return withTemporaryFolder(
    "rehearse",
    async (root) => {
      const states = await StateServer.start();
      try {
        return await use({ terraform, root, states, stacks, inputs });
      } finally {
        states.close();
      }
    },
    memoryBackedFolder(env),
  );
}

/**
 * Opens a session for one stack and stops its provider when `use` returns or throws.
 *
 * @param configs - all configurations that the session will use.
 * @throws ToolError (missing) if a provider has no installed bindings, ToolError if the schema cannot be derived from
 * the bindings or the provider cannot listen.
 */
export async function withSession<T>(
  { terraform, root, states, stacks, inputs }: RehearsalWorkspace,
  name: string,
  configs: readonly TerraformJson[],
  use: (session: Session) => Promise<T>,
): Promise<T> {
  const folder = path.join(root, "stacks", name);
  await fs.mkdir(folder, { recursive: true });
  for (const stack of stacks.filter((one) => one.name === name)) await copyAssets(stack, folder);
  const modules = configs.some(({ module }) => module) ? moduleTypes(folder) : [];
  const provider = await attachProviders([...configs, ...modules], inputs.data, [], inputs.existing);
  const env = { ...variablesOf(inputs), TF_REATTACH_PROVIDERS: provider.attachment };
  const run = (...args: readonly string[]): Promise<ProgramOutput> => terraform.run(args, { cwd: folder, env });
  const backend = { http: { address: states.addressOf(name) } };
  const publishedAddressOf = (producer: string): string => states.publishedAddressOf(producer);
  try {
    await writeConfiguration(folder, { terraform: { backend } });
    await initializeBackend(run);
    return await use({
      run,
      configure: async (config) => {
        await writeConfiguration(folder, rehearsalConfiguration(config, stacks, backend, publishedAddressOf));
        await installModules(config, run);
      },
      publishState: () => states.publish(name),
    });
  } finally {
    provider.close();
  }
}

function variablesOf({ variables = {} }: RehearsalInputs): Record<string, string> {
  const text = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [`TF_VAR_${name}`, text(value)]));
}

/** Runs before the configuration is written, so that errors in it are reported by validate. */
async function initializeBackend(run: Session["run"]): Promise<void> {
  const { code, stderr } = await run("init", "-input=false", "-no-color");
  if (code !== 0) throw failedError(`terraform init:\n${stderr.trim()}`);
}
