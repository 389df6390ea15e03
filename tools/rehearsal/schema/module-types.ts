import fs from "node:fs";
import path from "node:path";
import type { TerraformJson } from "../../../modules/core";

/** Beginning of a resource or data source. */
const HCL_BLOCK = /^(?=[ \t]*(?:resource|data)\s+"\w+")/m;
const HCL_TYPE = /^\s*(resource|data)\s+"(\w+)"/;
const HCL_PROVIDER = /^\s*provider\s*=\s*([\w.-]+)/m;

/**
 * The types of resources and data sources in modules next to a configuration, as configurations whose only
 * argument is the provider.
 *
 * @param folder - folder of the stack, with the modules that cdktf copied.
 */
export function moduleTypes(folder: string): TerraformJson[] {
  const files = fs.readdirSync(folder, { recursive: true, encoding: "utf8" });
  const hcl = files.filter((file) => file.endsWith(".tf")).map((file) => typesIn(textOf(folder, file)));
  const inFolders = files.filter((file) => file.endsWith(".tf.json") && file.includes(path.sep));
  return [...hcl, ...inFolders.map((file) => JSON.parse(textOf(folder, file)) as TerraformJson)].map((config) => ({
    ...config,
    terraform: config.terraform ?? {},
  }));
}

function typesIn(text: string): TerraformJson {
  const blocks = { resource: {} as Record<string, object>, data: {} as Record<string, object> };
  for (const block of text.split(HCL_BLOCK)) {
    const [, kind, type] = HCL_TYPE.exec(block) ?? [];
    const [, provider] = HCL_PROVIDER.exec(block) ?? [];
    if (type === undefined) continue;
    const section = blocks[kind as keyof typeof blocks];
    section[type] = { ...section[type], [provider ?? "default"]: { provider } };
  }
  return { terraform: {}, ...blocks } as unknown as TerraformJson;
}

function textOf(folder: string, file: string): string {
  return fs.readFileSync(path.join(folder, file), "utf8");
}
