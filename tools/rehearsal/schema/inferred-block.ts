import type { Attribute, Block, NestedBlock, ValueType } from "./schema";

type Json = unknown;
type JsonObject = Readonly<Record<string, Json>>;

/**
 * A schema that accepts the values of one block, so that only their references are checked.
 *
 * @param values - every value of the block in the configuration.
 */
export function inferredBlock(values: readonly Json[]): NestedBlock {
  const single = values.every((value) => !Array.isArray(value));
  const objects = values.flat().filter(isObject);
  return { nesting: "list", minItems: 0, maxItems: single ? 1 : 0, block: blockOf(objects) };
}

function blockOf(objects: readonly JsonObject[]): Block {
  const attributes: Record<string, Attribute> = {};
  const blocks: Record<string, NestedBlock> = {};
  for (const name of new Set(objects.flatMap((one) => Object.keys(one)))) {
    const values = objects.map((one) => one[name]).filter((value) => value !== undefined && value !== null);
    if (values.flat().some(isObject)) blocks[name] = inferredBlock(values);
    else attributes[name] = { type: typeOf(values), optional: true };
  }
  return { attributes, blocks };
}

function typeOf(values: readonly Json[]): ValueType {
  if (values.some((value) => Array.isArray(value))) return ["list", typeOf(values.flat())];
  if (values.every((value) => typeof value === "number")) return "number";
  return values.every((value) => typeof value === "boolean") ? "bool" : "string";
}

function isObject(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
