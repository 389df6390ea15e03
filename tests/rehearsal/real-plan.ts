import fs from "node:fs";
import path from "node:path";
import type { TerraformJson } from "../../modules/core";
import { thisMachine } from "../../tools/runner/command/machine";
import { findProvider } from "../../tools/runner/provider/provider-lookup";
import { withTemporaryFolder } from "../../tools/runner/command/temporary-folder";
import { Terraform } from "../../tools/runner/terraform/terraform";
import { OfflineWorkspace } from "../../tools/runner/terraform/workspace";

type Attributes = Readonly<Record<string, unknown>>;

/** A resource in the state and in the configuration. */
export interface Planned {
  readonly type: string;
  readonly name: string;
  /** Undefined for a resource that is created. */
  readonly before?: Attributes;
  /** Undefined for a resource that is destroyed. */
  readonly after?: Attributes;
}

interface ShownPlan {
  readonly resource_changes: readonly {
    readonly name: string;
    readonly change: { readonly replace_paths?: readonly (readonly (string | number)[])[] };
  }[];
}

interface ShownSchemas {
  readonly provider_schemas: Readonly<
    Record<string, { readonly resource_schemas: Readonly<Record<string, { readonly version: number }>> }>
  >;
}

const ADDRESS = "registry.terraform.io/hashicorp/aws";

/** The arguments for which the real provider would replace each resource, by its name. */
export async function realReplacements(
  resources: readonly Planned[],
): Promise<Readonly<Record<string, readonly string[]>>> {
  const { resource_changes: changes } = (await realPlan(resources)) as ShownPlan;
  const entries = changes.map(({ name, change }): [string, string[]] => [
    name,
    [...new Set((change.replace_paths ?? []).map(([argument]) => String(argument)))].sort(),
  ]);
  return Object.fromEntries(entries);
}

/** The plan of the real provider, as `terraform show -json` prints it. */
export async function realPlan(resources: readonly Planned[]): Promise<object> {
  const machine = thisMachine();
  const terraform = await Terraform.find(machine, new AbortController().signal);
  const provider = await findProvider(terraform, "6.25.0", machine);
  return withTemporaryFolder("replacements", async (root) => {
    const workspace = await OfflineWorkspace.create(terraform, provider, root);
    const folder = await workspace.copy({ name: "replacements", config: configurationOf(resources) });
    const run = async (...args: readonly string[]): Promise<string> => {
      const { code, stdout, stderr } = await workspace.run(folder, args);
      if (code !== 0) throw new Error(stderr || stdout);
      return stdout;
    };
    const schemas = (JSON.parse(await run("providers", "schema", "-json")) as ShownSchemas).provider_schemas;
    const versionOf = (type: string): number => schemas[ADDRESS]!.resource_schemas[type]!.version;
    fs.writeFileSync(path.join(folder, "terraform.tfstate"), JSON.stringify(stateOf(resources, versionOf)));
    await run("plan", "-refresh=false", "-lock=false", "-input=false", "-no-color", "-out=plan");
    return JSON.parse(await run("show", "-json", "plan")) as object;
  });
}

function configurationOf(resources: readonly Planned[]): TerraformJson {
  const resource: Record<string, Record<string, Attributes>> = {};
  for (const { type, name, after } of resources) if (after) (resource[type] ??= {})[name] = after;
  return { terraform: {}, provider: { aws: [{ region: "us-east-1" }] }, resource } as TerraformJson;
}

function stateOf(resources: readonly Planned[], versionOf: (type: string) => number): object {
  const existing = resources.filter(({ before }) => before);
  const entries = existing.map(({ type, name, before }) => ({
    mode: "managed",
    type,
    name,
    provider: `provider["${ADDRESS}"]`,
    instances: [{ schema_version: versionOf(type), attributes: { id: name, ...before } }],
  }));
  return { version: 4, terraform_version: "1.10.0", serial: 1, lineage: "tests", outputs: {}, resources: entries };
}
