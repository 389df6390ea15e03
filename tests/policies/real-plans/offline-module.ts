import fs from "node:fs";
import path from "node:path";
import type { TerraformJson } from "../../../modules/core";
import { thisMachine } from "../../../tools/runner/command/machine";
import { withTemporaryFolder } from "../../../tools/runner/command/temporary-folder";
import { findProvider } from "../../../tools/runner/provider/provider-lookup";
import { Terraform } from "../../../tools/runner/terraform/terraform";
import { OfflineWorkspace } from "../../../tools/runner/terraform/workspace";

/** A root module, and the modules that it calls. */
export interface OfflineModule {
  readonly name: string;
  readonly config: TerraformJson;
  /** Writes the called modules below a folder. */
  readonly write: (folder: string) => void;
}

export type Run = (
  ...args: readonly string[]
) => Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }>;

/** Arguments of a plan that no state and no AWS account takes part in. */
export const PLAN = ["plan", "-refresh=false", "-lock=false", "-input=false", "-no-color", "-out=plan"] as const;

/** Runs Terraform in a module with the real provider, without network. */
export function withOfflineModule<T>(
  { name, config, write }: OfflineModule,
  use: (run: Run) => Promise<T>,
): Promise<T> {
  return withTemporaryFolder(name, async (root) => {
    const machine = thisMachine();
    const terraform = await Terraform.find(machine, new AbortController().signal);
    const provider = await findProvider(terraform, "6.25.0", machine);
    const workspace = await OfflineWorkspace.create(terraform, provider, root);
    const source = path.join(root, "source");
    fs.mkdirSync(source);
    write(source);
    const folder = await workspace.copy({ name, config, folder: source });
    return use((...args) => workspace.run(folder, args));
  });
}

/** The plan of a module, as `terraform show -json` prints it. @throws with the output of a step that fails. */
export function planOf(module: OfflineModule): Promise<unknown> {
  return withOfflineModule(module, async (run) => {
    const succeed = async (...args: readonly string[]): Promise<string> => {
      const { code, stdout, stderr } = await run(...args);
      if (code !== 0) throw new Error(stderr || stdout);
      return stdout;
    };
    await succeed(...PLAN);
    return JSON.parse(await succeed("show", "-json", "plan")) as unknown;
  });
}
