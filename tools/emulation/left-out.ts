import type { TerraformBlock, TerraformJson } from "../../modules/core";
import { referencesIn } from "../../policies/engine/resource-graph";
import { stringsIn } from "../../policies/engine/values";

type Blocks = NonNullable<TerraformJson["resource"]>;

/** A copy of a configuration without some resources and everything that depends on them, directly or not. */
export function withoutResources(config: TerraformJson, addresses: readonly string[]): TerraformJson {
  const out = new Set(addresses);
  const named = [...blocksOf(config.resource, ""), ...blocksOf(config.data, "data.")];
  const isOut = (block: TerraformBlock): boolean => mentionedIn(block).some((address) => out.has(address));
  for (let size = -1; size !== out.size;) {
    size = out.size;
    named.filter(({ block }) => isOut(block)).forEach(({ address }) => out.add(address));
  }
  const { resource, data, output, ...rest } = config;
  const outputs = Object.entries(output ?? {}).filter(([, block]) => !isOut(block));
  return {
    ...rest,
    ...unlessEmpty("resource", kept(resource, "", out)),
    ...unlessEmpty("data", kept(data, "data.", out)),
    ...unlessEmpty("output", Object.fromEntries(outputs)),
  };
}

/** Terraform refuses a kind, or a type, without a block. */
function unlessEmpty<Kind extends string, Value extends object>(kind: Kind, value: Value): { [kind in Kind]?: Value } {
  return Object.keys(value).length === 0 ? {} : ({ [kind]: value } as { [kind in Kind]: Value });
}

function blocksOf(blocks: Blocks | undefined, prefix: string): { address: string; block: TerraformBlock }[] {
  return Object.entries(blocks ?? {}).flatMap(([type, named]) =>
    Object.entries(named).map(([name, block]) => ({ address: `${prefix}${type}.${name}`, block })),
  );
}

/** Addresses inside `${...}`, and bare ones as `depends_on` has them. */
function mentionedIn(block: TerraformBlock): string[] {
  const texts = stringsIn(block).map(({ value }) => value as string);
  return texts.flatMap((text) => [text, ...referencesIn(text)]);
}

function kept(blocks: Blocks | undefined, prefix: string, out: ReadonlySet<string>): Blocks {
  const types = Object.entries(blocks ?? {}).map(([type, named]) => {
    const left = Object.entries(named).filter(([name]) => !out.has(`${prefix}${type}.${name}`));
    return [type, Object.fromEntries(left)] as const;
  });
  return Object.fromEntries(types.filter(([, named]) => Object.keys(named).length > 0));
}
