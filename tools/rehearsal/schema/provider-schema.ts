import type { TerraformBlock, TerraformJson } from "../../../modules/core";
import { mapValues } from "../../runner/terraform/configuration";
import { deriveSchema } from "./binding-schema";
import { installedBindings } from "./bindings";
import { inferredBlock } from "./inferred-block";
import { localName } from "./local-names";
import { BLOCK_PROPERTIES, SENSITIVE, UNTYPED } from "./overlay";
import type { Block, NestedBlock, ProviderSchema } from "./schema";

type Named = Readonly<Record<string, Readonly<Record<string, TerraformBlock>>>>;

/**
 * The schemas of all types of one provider that the configurations use. For a type that the bindings do not have,
 * Terraform reports the error.
 *
 * @param folder - the bindings' `lib`.
 * @param name - local name of the provider.
 * @throws ToolError if the generated code has an unknown form.
 */
export function providerSchema(
  configs: readonly TerraformJson[],
  folder = installedBindings(),
  name = "aws",
): ProviderSchema {
  const provider = deriveSchema(folder, "provider", name)!.block;
  // Terraform does not pass `alias` and `version` to the provider.
  const { alias: _alias, ...attributes } = provider.attributes;
  return {
    name,
    provider: { ...provider, attributes },
    resources: schemasOf(folder, "resource", configs, name),
    dataSources: schemasOf(folder, "data", configs, name),
  };
}

function schemasOf(
  folder: string,
  kind: "resource" | "data",
  configs: readonly TerraformJson[],
  name: string,
): Record<string, Block> {
  const sections = configs.map((config): Named => config[kind] ?? {});
  const blocksOf = (type: string): TerraformBlock[] =>
    sections
      .flatMap((section) => Object.values(section[type] ?? {}))
      .filter((block) => localName(type, block) === name);
  const types = [...new Set(sections.flatMap((section) => Object.keys(section)))].filter(
    (type) => blocksOf(type).length > 0,
  );
  const schemas: Record<string, Block> = {};
  for (const type of types) {
    const derived = deriveSchema(folder, kind, type);
    if (!derived) continue;
    const blocks = blocksOf(type);
    schemas[type] = derived.untyped.reduce(
      (block, path) => withBlock(block, path.split("."), untypedBlock(`${type}.${path}`, path, blocks)),
      completed(derived.block, type),
    );
  }
  return schemas;
}

/** Adds the overlay to a schema. */
function completed({ attributes, blocks }: Block, path: string): Block {
  return {
    attributes: mapValues(attributes, (attribute, name) => ({
      ...attribute,
      ...(SENSITIVE.includes(`${path}.${name}`) ? { sensitive: true } : {}),
    })),
    blocks: mapValues(blocks, (nested, name) => ({
      ...nested,
      ...BLOCK_PROPERTIES[`${path}.${name}`],
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
