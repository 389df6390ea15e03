import { mapValues } from "../../../runner/terraform/configuration";
import { isList, isObject, isUnknown, type Value, type ValueObject } from "../../provider/values";
import { emptyBlock } from "../../real-provider/proposed-state";
import type { Block, NestedBlock, ValueType } from "../../schema/schema";

/** The example of a required argument, by its path. */
export type Examples = (path: readonly string[], type: ValueType) => Value;

/** A block in which only the required arguments are set. */
export function exampleBlock(block: Block, path: readonly string[], examples: Examples): ValueObject {
  const required = Object.entries(block.attributes).filter(([, attribute]) => attribute.required);
  const needed = Object.entries(block.blocks).filter(([, { minItems }]) => minItems > 0);
  return {
    ...emptyBlock(block),
    ...Object.fromEntries(required.map(([name, { type }]) => [name, examples([...path, name], type)])),
    ...Object.fromEntries(
      needed.map(([name, nested]) => [name, exampleElements(nested, [...path, name], examples, nested.minItems)]),
    ),
  };
}

/** Elements of a nested block, in the form of its nesting mode. */
export function exampleElements(
  { nesting, block }: NestedBlock,
  path: readonly string[],
  examples: Examples,
  count: number,
): Value {
  const example = exampleBlock(block, path, examples);
  if (nesting === "single") return count > 0 ? example : null;
  if (nesting === "map") return count > 0 ? { key: example } : {};
  return Array.from({ length: count }, () => example);
}

/** A copy of a configuration with one argument set. Blocks around it are created where there are none. */
export function withArgument(
  config: ValueObject,
  block: Block,
  path: readonly string[],
  value: Value,
  examples: Examples,
  around: readonly string[] = [],
): ValueObject {
  const [name, ...rest] = path as [string, ...string[]];
  if (rest.length === 0) return { ...config, [name]: value };
  const nested = block.blocks[name]!;
  const inner = [...around, name];
  const change = (element: ValueObject): ValueObject =>
    withArgument(element, nested.block, rest, value, examples, inner);
  const present = config[name] ?? null;
  const created = exampleElements(nested, inner, examples, Math.max(nested.minItems, 1));
  return { ...config, [name]: changeFirst(isAbsent(present) ? created : present, nested, change) };
}

function isAbsent(value: Value): boolean {
  return value === null || (isList(value) ? value.length === 0 : isObject(value) && Object.keys(value).length === 0);
}

function changeFirst(value: Value, { nesting }: NestedBlock, change: (element: ValueObject) => ValueObject): Value {
  if (isList(value)) return value.map((item, index) => (index === 0 ? change(item as ValueObject) : item));
  if (nesting === "single") return change(value as ValueObject);
  return mapValues(value as Readonly<Record<string, ValueObject>>, change);
}

/** A planned state with examples of computed values. Arguments whose value AWS would choose stay without one. */
export function createdState({ attributes, blocks }: Block, planned: ValueObject): ValueObject {
  return {
    ...mapValues(attributes, ({ type, optional }, name) => {
      const value = planned[name] ?? null;
      return isUnknown(value) && optional && name !== "id" ? null : known(value, type, name);
    }),
    ...mapValues(blocks, ({ block }, name) => {
      const value = planned[name] ?? null;
      if (isUnknown(value)) return [];
      if (isList(value)) return value.map((item) => (isObject(item) ? createdState(block, item) : item));
      return isObject(value) ? createdState(block, value) : value;
    }),
  };
}

function known(value: Value, type: ValueType, name: string): Value {
  if (isUnknown(value)) {
    if (typeof type === "string") return computedExample(type, name);
    return type[0] === "object" ? mapValues(type[1], (inner, key) => known(value, inner, key)) : emptyOf(type[0]);
  }
  if (typeof type === "string") return value;
  if (isList(value)) return value.map((item) => known(item, type[1] as ValueType, name));
  if (!isObject(value)) return value;
  return mapValues(value, (item, key) => known(item, type[0] === "object" ? type[1][key]! : type[1], key));
}

function emptyOf(kind: "list" | "set" | "map"): Value {
  return kind === "map" ? {} : [];
}

function computedExample(type: "string" | "number" | "bool", name: string): Value {
  if (type === "bool") return false;
  if (type === "number") return 1;
  if (name.endsWith("arn")) return "arn:aws:iam::111122223333:role/ccc";
  return /(?:_at|_time|_date|timestamp)$/.test(name) ? "2030-01-01T00:00:00Z" : "ccc";
}
