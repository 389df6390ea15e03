import type { TerraformBlock, TerraformJson } from "../../../modules/core";
import { deriveSchema } from "./binding-schema";
import { installedBindings } from "./bindings";
import { inferredBlock } from "./inferred-block";
import { ITEM_LIMITS, SENSITIVE, UNTYPED } from "./overlay";
import type { Block, NestedBlock, ProviderSchema } from "./schema";

type Named = Readonly<Record<string, Readonly<Record<string, TerraformBlock>>>>;

/**
 * The schemas of the types that the configurations use. A type that the bindings do not have is left out, and Terraform itself then says
 * so.
 *
 * @param folder - the bindings' `lib`.
 * @throws ToolError when the bindings cannot be understood.
 */
export function providerSchema(configs: readonly TerraformJson[], folder = installedBindings()): ProviderSchema {
  const provider = deriveSchema(folder, "provider", "aws")!.block;
  // Terraform keeps the alias to itself, as it does `version`.
  const { alias: _alias, ...attributes } = provider.attributes;
  return {
    provider: { ...provider, attributes },
    resources: schemasOf(folder, "resource", configs),
    dataSources: schemasOf(folder, "data", configs),
  };
}

function schemasOf(
  folder: string,
  kind: "resource" | "data",
  configs: readonly TerraformJson[],
): Record<string, Block> {
  const sections = configs.map((config): Named => config[kind] ?? {});
  const types = [...new Set(sections.flatMap((section) => Object.keys(section)))].filter((type) =>
    type.startsWith("aws_"),
  );
  const schemas: Record<string, Block> = {};
  for (const type of types) {
    const derived = deriveSchema(folder, kind, type);
    if (!derived) continue;
    const blocks = sections.flatMap((section) => Object.values(section[type] ?? {}));
    schemas[type] = derived.untyped.reduce(
      (block, path) => withBlock(block, path.split("."), untypedBlock(`${type}.${path}`, path, blocks)),
      completed(derived.block, type),
    );
  }
  return schemas;
}

/** The schema with what the overlay knows about it. */
function completed({ attributes, blocks }: Block, path: string): Block {
  return {
    attributes: mapValues(attributes, (attribute, name) => ({
      ...attribute,
      ...(SENSITIVE.includes(`${path}.${name}`) ? { sensitive: true } : {}),
    })),
    blocks: mapValues(blocks, (nested, name) => ({
      ...nested,
      ...ITEM_LIMITS[`${path}.${name}`],
      block: completed(nested.block, `${path}.${name}`),
    })),
  };
}

function untypedBlock(path: string, inType: string, blocks: readonly TerraformBlock[]): NestedBlock {
  const values = inType.split(".").reduce<unknown[]>(valuesAt, [...blocks]);
  return (UNTYPED[path] ?? inferredBlock)(values);
}

function valuesAt(values: readonly unknown[], name: string): unknown[] {
  const objects = values.flat() as readonly Readonly<Record<string, unknown>>[];
  return objects.map((one) => one[name]).filter((value) => value !== undefined && value !== null);
}

function withBlock(block: Block, [name, ...rest]: readonly string[], added: NestedBlock): Block {
  const nested = block.blocks[name!];
  const next = rest.length === 0 || !nested ? added : { ...nested, block: withBlock(nested.block, rest, added) };
  return { ...block, blocks: { ...block.blocks, [name!]: next } };
}

function mapValues<In, Out>(
  record: Readonly<Record<string, In>>,
  change: (value: In, name: string) => Out,
): Record<string, Out> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value, name)]));
}
