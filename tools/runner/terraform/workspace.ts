import fs from "node:fs/promises";
import path from "node:path";
import type { SynthesizedStack, TerraformJson } from "../../../modules/core";
import type { ProgramOutput } from "../command/child-process";
import { failedError } from "../command/exit-codes";
import { PROVIDER_FOLDER, type Provider } from "../provider/provider-mirrors";
import { offlineConfiguration } from "./offline-configuration";
import type { Terraform, TerraformOptions } from "./terraform";

const LOCK_FILE = ".terraform.lock.hcl";

/** A folder with copies of stacks in which Terraform runs. */
export interface StackWorkspace {
  /** Copies a stack, over an earlier copy of the same name. @returns the folder of the copy. */
  copy(stack: SynthesizedStack): Promise<string>;
  /** Runs Terraform in the folder of a copy. */
  run(folder: string, args: readonly string[]): Promise<ProgramOutput>;
}

/** Providers that Terraform does not start. */
export interface Attached {
  /** For `TF_REATTACH_PROVIDERS`. */
  readonly attachment: string;
  close(): void;
}

/** Attaches every provider of a configuration but AWS; undefined if there is none. */
export type AttachOthers = (config: TerraformJson, folder: string) => Promise<Attached | undefined>;

/** The surroundings of one run of Terraform, which are those of the provider too. */
export interface RunContext {
  /** Folder that relative paths of a configuration start from. */
  readonly cwd: string;
  readonly env: Readonly<NodeJS.ProcessEnv>;
}

/** The AWS provider, started once for several runs of Terraform. */
export interface SharedAwsProvider {
  /**
   * Attaches it to one run.
   *
   * @param names - names among which all types of the run are. @default unknown
   */
  attach(context: RunContext, names?: ReadonlySet<string>): Promise<Attached>;
  close(): void;
}

/** Shares the AWS provider of an executable; undefined if a package for it is missing. */
export type ShareAwsProvider = (executable: () => Promise<string>) => SharedAwsProvider | undefined;

/** The sources of providers that Terraform does not start itself. */
export interface Attachments {
  readonly attachOthers: AttachOthers;
  readonly shareAwsProvider: ShareAwsProvider;
}

const NONE: Attachments = { attachOthers: () => Promise.resolve(undefined), shareAwsProvider: () => undefined };

/** Copies of stacks that Terraform can plan offline; all of them use one installation of the provider. */
export class OfflineWorkspace implements StackWorkspace {
  private readonly others = new Map<string, Attached>();
  /** By folder, of every configuration that it has had: the state may contain the types of an earlier one. */
  private readonly names = new Map<string, ReadonlySet<string> | undefined>();
  private readonly shared: SharedAwsProvider | undefined;

  private constructor(
    private readonly terraform: Terraform,
    private readonly provider: Provider,
    private readonly root: string,
    private readonly attachments: Attachments,
  ) {
    this.shared = attachments.shareAwsProvider(() => this.executable());
  }

  /** @throws ToolError if the provider cannot be installed from its mirror. */
  static async create(
    terraform: Terraform,
    provider: Provider,
    root: string,
    attachments = NONE,
  ): Promise<OfflineWorkspace> {
    const workspace = new OfflineWorkspace(terraform, provider, root, attachments);
    await workspace.installProvider();
    return workspace;
  }

  /** @param change - the configuration of the copy, for a provider version. @default {@link offlineConfiguration} */
  async copy(
    stack: SynthesizedStack,
    change: (config: TerraformJson, providerVersion: string) => TerraformJson = offlineConfiguration,
  ): Promise<string> {
    const folder = path.join(this.root, "stacks", stack.name);
    await fs.mkdir(folder, { recursive: true });
    await copyAssets(stack, folder);
    const config = change(stack.config, this.provider.version);
    await writeConfiguration(folder, config);
    this.names.set(folder, namesIn(config, this.names.get(folder)));
    await fs.copyFile(path.join(this.root, LOCK_FILE), path.join(folder, LOCK_FILE));
    const others = await this.attachments.attachOthers(stack.config, folder);
    if (others) this.others.set(folder, others);
    await installModules(stack.config, (...args) => this.run(folder, args));
    return folder;
  }

  async run(
    folder: string,
    args: readonly string[],
    { env, signal }: Pick<TerraformOptions, "env" | "signal"> = {},
  ): Promise<ProgramOutput> {
    const shared = await this.shared?.attach(
      { cwd: folder, env: { ...this.terraform.env, ...env } },
      this.names.get(folder),
    );
    const attachments = [this.others.get(folder), shared].map((one) => JSON.parse(one?.attachment ?? "{}") as object);
    const attached = { TF_REATTACH_PROVIDERS: JSON.stringify(Object.assign({}, ...attachments)) };
    try {
      return await this.terraform.run(args, { cwd: folder, env: { ...this.env, ...attached, ...env }, signal });
    } finally {
      shared?.close();
    }
  }

  /** Stops the providers. */
  close(): void {
    this.others.forEach((one) => one.close());
    this.shared?.close();
  }

  /**
   * Finds the installed executable of the AWS provider.
   *
   * @throws ToolError if the installation has none.
   */
  async executable(): Promise<string> {
    const { version, mirror } = this.provider;
    const { TF_DATA_DIR } = this.env;
    const folder = path.join(TF_DATA_DIR, "providers", PROVIDER_FOLDER, version, this.terraform.platform);
    const name = (await fs.readdir(folder)).find((file) => file.startsWith("terraform-provider-aws_"));
    if (!name) throw failedError(`${mirror} contains no executable of the AWS provider`);
    return path.join(folder, name);
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
    const { code, stderr } = await this.terraform.run(["init", "-input=false", "-no-color"], {
      cwd: this.root,
      env: this.env,
    });
    if (code !== 0) throw failedError(`terraform init with ${mirror}:\n${stderr.trim()}`);
  }
}

/** Names that can be AWS types, in addition to others; undefined with modules, whose files have more. */
function namesIn(config: TerraformJson, others: ReadonlySet<string> = new Set()): ReadonlySet<string> | undefined {
  return config.module ? undefined : new Set([...others, ...(JSON.stringify(config).match(/\baws_\w+/g) ?? [])]);
}

/** Copies the files next to a stack's configuration, which functions such as `filemd5` read. */
export async function copyAssets({ folder: from }: SynthesizedStack, folder: string): Promise<void> {
  if (from === undefined) return;
  const ofTerraform = /^(?:cdk\.tf\.json|\.terraform.*|.*\.tfstate.*)$/;
  const names = (await fs.readdir(from)).filter((name) => !ofTerraform.test(name));
  await Promise.all(names.map((name) => fs.cp(path.join(from, name), path.join(folder, name), { recursive: true })));
}

/**
 * Installs the modules that a configuration calls. Modules of a registry need a connection.
 *
 * @throws ToolError with Terraform's reason.
 */
export async function installModules(
  { module }: TerraformJson,
  run: (...args: readonly string[]) => Promise<ProgramOutput>,
): Promise<void> {
  if (!module) return;
  const { code, stderr } = await run("get", "-no-color");
  if (code !== 0) throw failedError(`terraform get:\n${stderr.trim()}`);
}

/** Writes a configuration, indented, so that the excerpts in Terraform's errors are single arguments. */
export function writeConfiguration(folder: string, config: TerraformJson): Promise<void> {
  return fs.writeFile(path.join(folder, "cdk.tf.json"), JSON.stringify(config, undefined, 2));
}
