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
 * Every configurable argument and block of a type. A block within a block of the same name, such as a statement of a
 * web ACL, is not entered.
 */
export function argumentsOf(block: Block, path: readonly string[] = []): Argument[] {
  const attributes = Object.entries(block.attributes).flatMap(([name, attribute]): Argument[] => {
    const isConfigurable = attribute.required || attribute.optional;
    return isConfigurable && !isExcluded(name, path) ? [{ path: [...path, name], attribute }] : [];
  });
  const blocks = Object.entries(block.blocks).flatMap(([name, nested]): Argument[] => {
    if (isExcluded(name, path) || isComputed(nested.block)) return [];
    const inner = [...path, name];
    const isEntered = !path.includes(name) && inner.length < DEEPEST;
    return [{ path: inner, nested }, ...(isEntered ? argumentsOf(nested.block, inner) : [])];
  });
  return [...attributes, ...blocks];
}

function isExcluded(name: string, path: readonly string[]): boolean {
  return path.length === 0 && NOT_CONFIGURED.includes(name);
}

/** True for a block that only the provider sets. An empty block has no attributes. */
function isComputed({ attributes, blocks }: Block): boolean {
  const all = Object.values(attributes);
  return (
    all.length > 0 && Object.keys(blocks).length === 0 && all.every(({ required, optional }) => !required && !optional)
  );
}
