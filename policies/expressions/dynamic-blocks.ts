import { isRecord, listOf } from "../engine/values";
import { elementsIn, knownValue, type Names } from "./expression-value";

/** Value of a dynamic block of unknown length: its content is unknown until plan. */
export const DYNAMIC = "${dynamic}";

type Values = Readonly<Record<string, unknown>>;

/**
 * Replaces the dynamic blocks of a value, at any depth, by the blocks that they generate. One of unknown length is an
 * argument with the value {@link DYNAMIC}, or an element beside the blocks of its name.
 */
export function withDynamicBlocks(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withDynamicBlocks);
  if (!isRecord(value)) return value;
  const { dynamic, ...rest } = value;
  const groups = listOf(dynamic);
  const dynamicGroups = groups.filter(isDynamic);
  const isArgument = dynamicGroups.length < groups.length;
  const written = Object.entries(isArgument ? value : rest).map(([key, inner]) => [key, withDynamicBlocks(inner)]);
  const generated = isArgument ? [] : dynamicGroups.flatMap(blocksIn);
  return generated.reduce<Values>(
    (blocks, [name, block]) => ({ ...blocks, [name]: beside(blocks[name], block) }),
    Object.fromEntries(written) as Values,
  );
}

/** Returns whether a value is the content of `dynamic`: blocks by name, each with `for_each`. */
function isDynamic(value: unknown): value is Values {
  return (
    isRecord(value) &&
    Object.values(value).every((block) => listOf(block).every((one) => isRecord(one) && "for_each" in one))
  );
}

type NamedBlock = readonly [name: string, block: unknown];

function blocksIn(group: Values): readonly NamedBlock[] {
  return Object.entries(group).flatMap(([name, blocks]) =>
    (listOf(blocks) as readonly Values[]).flatMap((block) => generatedBy(name, block)),
  );
}

function generatedBy(name: string, { for_each: collection, iterator = name, content }: Values): readonly NamedBlock[] {
  const elements = elementsIn(collection);
  if (elements === undefined || !isRecord(content)) return [[name, DYNAMIC]];
  return elements.map(([key, value]) => {
    const names: Names = (one) => ({ [`${String(iterator)}.key`]: key, [`${String(iterator)}.value`]: value })[one];
    return [name, withDynamicBlocks(knownValue(content, names))] as const;
  });
}

function beside(blocks: unknown, block: unknown): unknown {
  if (blocks !== undefined) return [...listOf(blocks), block];
  return block === DYNAMIC ? DYNAMIC : [block];
}
