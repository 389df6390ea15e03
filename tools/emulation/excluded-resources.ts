import type { TerraformBlock, TerraformJson } from "../../modules/core";
import { referencesIn, stringsIn } from "../../policies";
import { blocksOf } from "../runner/terraform/configuration";

type BlocksByType = NonNullable<TerraformJson["resource"]>;

/** A copy of a configuration without some resources and everything that depends on them, directly or indirectly. */
export function withoutResources(config: TerraformJson, addresses: readonly string[]): TerraformJson {
  const excluded = new Set(addresses);
  const blocks = blocksOf(config);
  const isExcluded = (block: TerraformBlock): boolean => addressesIn(block).some((address) => excluded.has(address));
  for (let size = -1; size !== excluded.size;) {
    size = excluded.size;
    blocks.filter(({ block }) => isExcluded(block)).forEach(({ address }) => excluded.add(address));
  }
  const { resource, data, output, ...rest } = config;
  const outputs = Object.entries(output ?? {}).filter(([, block]) => !isExcluded(block));
  return {
    ...rest,
    ...unlessEmpty("resource", remaining(resource, "", excluded)),
    ...unlessEmpty("data", remaining(data, "data.", excluded)),
    ...unlessEmpty("output", Object.fromEntries(outputs)),
  };
}

/** Terraform rejects an empty block. */
function unlessEmpty<Kind extends string, Value extends object>(kind: Kind, value: Value): { [kind in Kind]?: Value } {
  return Object.keys(value).length === 0 ? {} : ({ [kind]: value } as { [kind in Kind]: Value });
}

/** Addresses inside `${...}`, and bare ones as in `depends_on`. */
function addressesIn(block: TerraformBlock): string[] {
  const texts = stringsIn(block).map(({ value }) => value as string);
  return texts.flatMap((text) => [text, ...referencesIn(text)]);
}

function remaining(blocks: BlocksByType | undefined, prefix: string, excluded: ReadonlySet<string>): BlocksByType {
  const types = Object.entries(blocks ?? {}).map(([type, named]) => {
    const included = Object.entries(named).filter(([name]) => !excluded.has(`${prefix}${type}.${name}`));
    return [type, Object.fromEntries(included)] as const;
  });
  return Object.fromEntries(types.filter(([, named]) => Object.keys(named).length > 0));
}
