import type { Attribute, Block, NestedBlock, Nesting, ValueType } from "../schema/schema";

/** The fields of the plugin protocol that a schema is read from. */
export interface EncodedBlock {
  readonly attributes: readonly {
    readonly name: string;
    readonly type: Uint8Array;
    readonly required: boolean;
    readonly optional: boolean;
    readonly computed: boolean;
    readonly sensitive: boolean;
    readonly write_only: boolean;
  }[];
  readonly block_types: readonly {
    readonly type_name: string;
    readonly block: EncodedBlock;
    readonly nesting: number;
    readonly min_items: number;
    readonly max_items: number;
  }[];
}

const NESTINGS: readonly Nesting[] = ["single", "list", "set", "map"];

export function decodeBlock({ attributes, block_types }: EncodedBlock): Block {
  return {
    attributes: Object.fromEntries(
      attributes.map(({ name, type, write_only, ...flags }): [string, Attribute] => [
        name,
        { ...flags, writeOnly: write_only, type: JSON.parse(Buffer.from(type).toString()) as ValueType },
      ]),
    ),
    blocks: Object.fromEntries(
      block_types.map(({ type_name, block, nesting, min_items, max_items }): [string, NestedBlock] => [
        type_name,
        { nesting: NESTINGS[nesting - 1]!, minItems: min_items, maxItems: max_items, block: decodeBlock(block) },
      ]),
    ),
  };
}
