import fs from "node:fs";
import path from "node:path";
import type { TerraformJson } from "../../../modules/core";

const HCL_BLOCK = /^\s*(resource|data)\s+"(\w+)"/gm;

/**
 * The types of resources and data sources in modules next to a configuration, as configurations without arguments.
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
  for (const [, kind, type] of text.matchAll(HCL_BLOCK)) blocks[kind as keyof typeof blocks][type!] = {};
  return { terraform: {}, ...blocks } as unknown as TerraformJson;
}

function textOf(folder: string, file: string): string {
  return fs.readFileSync(path.join(folder, file), "utf8");
}
