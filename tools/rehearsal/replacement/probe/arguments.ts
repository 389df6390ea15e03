import type { Attribute, Block, NestedBlock } from "../../schema/schema";

/** An argument, or a block, whose change is probed. */
export interface Argument {
  /** Names of the blocks around it and its own. */
  readonly path: readonly string[];
  readonly attribute?: Attribute;
  readonly nested?: NestedBlock;
}

/** Deepest nesting of an argument; deeper ones are not probed. */
export const DEEPEST = 6;

/** Set by Terraform or the provider: their changes follow from other arguments. */
const NOT_CONFIGURED = ["id", "tags_all", "timeouts"];

/**
 * Every configurable argument and block of a type. Of a type with a tree of blocks of one name, such as the statements
 * of a web ACL, only those of the first level: it has thousands of others, and the provider takes seconds for a plan.
 */
export function argumentsOf(block: Block, deepest = deepestOf(block)): Argument[] {
  return argumentsIn(block, [], deepest);
}

/** Deepest nesting of the arguments that are probed. */
export function deepestOf(block: Block): number {
  return hasTree(block, []) ? 1 : DEEPEST;
}

function argumentsIn(block: Block, path: readonly string[], deepest: number): Argument[] {
  const attributes = Object.entries(block.attributes).flatMap(([name, attribute]): Argument[] => {
    const isConfigurable = attribute.required || attribute.optional;
    return isConfigurable && !isExcluded(name, path) ? [{ path: [...path, name], attribute }] : [];
  });
  const blocks = Object.entries(block.blocks).flatMap(([name, nested]): Argument[] => {
    if (isExcluded(name, path) || isComputed(nested.block)) return [];
    const inner = [...path, name];
    const own = isConstant(nested) ? [] : [{ path: inner, nested }];
    return [...own, ...(inner.length < deepest ? argumentsIn(nested.block, inner, deepest) : [])];
  });
  return [...attributes, ...blocks];
}

function hasTree({ blocks }: Block, around: readonly string[]): boolean {
  return Object.entries(blocks).some(([name, { block }]) => around.includes(name) || hasTree(block, [...around, name]));
}

function isExcluded(name: string, path: readonly string[]): boolean {
  return path.length === 0 && NOT_CONFIGURED.includes(name);
}

/** True for a block of which each resource has exactly one, so that no change adds or removes it. */
function isConstant({ minItems, maxItems }: NestedBlock): boolean {
  return minItems === 1 && maxItems === 1;
}

/** True for a block that only the provider sets. An empty block has no attributes. */
function isComputed({ attributes, blocks }: Block): boolean {
  const all = Object.values(attributes);
  return (
    all.length > 0 && Object.keys(blocks).length === 0 && all.every(({ required, optional }) => !required && !optional)
  );
}
