import { resourceAddresses, type TerraformJson } from "../../modules/core";
import { snapshotOf } from "../../testing";
import { differences, type Blocks } from "./differences";
import { formatted, readable } from "./formatted-json";

/**
 * A stack's snapshot as files: one for each top-level construct with its blocks by address, `stack.json` with
 * backend, providers and outputs, and `addresses.txt`. An address that leaves that list is a resource that the next
 * apply destroys, unless the change moves it.
 */
export function snapshotFiles(config: TerraformJson): Record<string, string> {
  const files: Record<string, Blocks> = {};
  for (const [address, block] of Object.entries(blocksOf(config))) {
    const file = `${constructOf(config, address) ?? "stack"}.json`;
    files[file] = { ...files[file], [address]: block };
  }
  const texts = Object.entries(files).map(([file, blocks]) => [file, `${formatted(blocks)}\n`]);
  return { ...(Object.fromEntries(texts) as Record<string, string>), "addresses.txt": addressList(config) };
}

/** The same for a stack that another one resembles: its addresses, and in which arguments it differs. */
export function differenceFiles(
  { name, config }: EnvironmentStack,
  base: EnvironmentStack & { readonly stack: string },
): Record<string, string> {
  const difference = differences(
    blocksOf(withoutEnvironment(base.config, base.name)),
    blocksOf(withoutEnvironment(config, name)),
  );
  return { [`differences-from-${base.stack}.diff`]: difference, "addresses.txt": addressList(config) };
}

/** The stack of one environment. */
export interface EnvironmentStack {
  /** Of the environment. */
  readonly name: string;
  readonly config: TerraformJson;
}

/** The configuration with `{environment}` and `{Environment}` in place of the environment's name. */
export function withoutEnvironment(config: TerraformJson, name: string): TerraformJson {
  const pascal = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  const text = JSON.stringify(config)
    .replace(new RegExp(`(?<![A-Za-z])${name}(?![A-Za-z])`, "g"), "{environment}")
    .replace(new RegExp(`(?<=[a-z0-9])${pascal}(?![a-z])`, "g"), "{Environment}");
  return JSON.parse(text) as TerraformJson;
}

/** Hash of an asset, such as the code of a function: reviews read the code, and each change of it has another hash. */
const ASSET_HASH = /\b[0-9A-F]{32}\b/g;

/** Every block of a configuration by its address; what has none, such as outputs, by its kind. */
export function blocksOf(config: TerraformJson): Blocks {
  const text = JSON.stringify(snapshotOf(config)).replace(ASSET_HASH, "{hash}");
  const { resource = {}, data = {}, ...rest } = JSON.parse(text) as TerraformJson;
  const addressed = (types: NonNullable<TerraformJson["resource"]>, prefix: string) =>
    Object.entries(types).flatMap(([type, named]) =>
      Object.entries(named).map(([name, block]) => [`${prefix}${type}.${name}`, block] as const),
    );
  const blocks = { ...rest, ...Object.fromEntries([...addressed(resource, ""), ...addressed(data, "data.")]) };
  return readable(blocks) as Blocks;
}

/** The id of the top-level construct that a block belongs to. */
function constructOf({ resource, data }: TerraformJson, address: string): string | undefined {
  const [name = "", type = "", isData] = address.split(".").reverse();
  const block = (isData ? data : resource)?.[type]?.[name];
  const comment = block?.["//"] as { readonly metadata: { readonly path: string } } | undefined;
  return comment?.metadata.path.split("/")[1];
}

function addressList(config: TerraformJson): string {
  return `${resourceAddresses(config).join("\n")}\n`;
}
