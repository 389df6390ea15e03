import { mapValues } from "../../../tools/runner/terraform/configuration";
import { deriveSchema } from "../../../tools/rehearsal/schema/binding-schema";
import { installedBindings } from "../../../tools/rehearsal/schema/bindings";
import type { Attribute, Block, NestedBlock, ValueType } from "../../../tools/rehearsal/schema/schema";
import { recordsOf } from "../../../policies/engine/values";
import type { Blocks } from "../fixtures/fixture";
import { ARGUMENTS, EXAMPLES, SUBSTITUTES } from "./examples";

type Values = Readonly<Record<string, unknown>>;

/** Arguments of every resource that are no arguments of its type. */
const META = ["//", "lifecycle", "provider", "count", "for_each", "depends_on"];

const schemas = new Map<string, Block>();

function schemaOf(type: string): Block {
  const schema = schemas.get(type) ?? deriveSchema(installedBindings(), "resource", type)!.block;
  schemas.set(type, schema);
  return schema;
}

/** The arguments of a resource with those that the provider requires as well. */
export function withRequiredArguments(type: string, values: Values): Values {
  if (!type.startsWith("aws_")) return values;
  return completed(schemaOf(type), withFurther(values, [type]), [type]);
}

/** Paths of the arguments that the provider requires and that the first stack has, but not the second. */
export function missingArguments(complete: Blocks, blocks: Blocks): readonly string[] {
  return Object.entries(blocks).flatMap(([address, values]) => {
    const [type] = address.split(".") as [string];
    return type.startsWith("aws_") ? missingIn(schemaOf(type), complete[address] ?? {}, values, `${address}.`) : [];
  });
}

function missingIn({ attributes, blocks }: Block, complete: Values, values: Values, at: string): readonly string[] {
  const isLost = (name: string): boolean => !isMissing(complete[name]) && isMissing(values[name]);
  const required = Object.keys(attributes).filter((name) => attributes[name]!.required && isLost(name));
  const nested = Object.entries(blocks).flatMap(([name, { block, minItems }]) => {
    if (isLost(name)) return minItems > 0 ? [at + name] : [];
    const [before, after] = [recordsOf(complete[name]), recordsOf(values[name])];
    return after.flatMap((one, index) => missingIn(block, before[index] ?? {}, one, `${at}${name}.`));
  });
  return [...required.map((name) => at + name), ...nested];
}

function completed(block: Block, values: Values, path: readonly string[]): Values {
  const required = Object.entries(block.attributes).filter(([name, one]) => one.required && isMissing(values[name]));
  const needed = Object.entries(block.blocks).filter(([name, one]) => one.minItems > 0 && isMissing(values[name]));
  const written = Object.entries(values).filter(([name, value]) => !isMissing(value) && !isDynamic(block, name, value));
  const dynamic = Object.entries(values).filter(([name, value]) => isDynamic(block, name, value));
  return {
    ...Object.fromEntries(written.map(([name, value]) => [name, valueOf(block, name, value, path)])),
    ...Object.fromEntries(required.map(([name, one]) => [name, exampleOf([...path, name], one)])),
    ...Object.fromEntries(needed.map(([name, one]) => [name, exampleBlockOf(one, [...path, name])])),
    ...(dynamic.length > 0 && {
      dynamic: Object.fromEntries(
        dynamic.map(([name, value]) => [
          name,
          {
            for_each: value,
            content: blockOf(block.blocks[name]!, {}, [...path, name]),
          },
        ]),
      ),
    }),
  };
}

const isMissing = (value: unknown): boolean => value === undefined || value === null;

/** A reference in place of a block stands for a dynamic block. */
function isDynamic({ blocks }: Block, name: string, value: unknown): boolean {
  return name in blocks && typeof value === "string";
}

function valueOf(block: Block, name: string, value: unknown, path: readonly string[]): unknown {
  if (META.includes(name)) return value;
  const nested = block.blocks[name];
  if (!nested) return withObjects(block.attributes[name]?.type, value);
  if (Array.isArray(value)) return value.map((one: Values) => blockOf(nested, one, [...path, name]));
  return blockOf(nested, value as Values, [...path, name]);
}

/** An object of an attribute has all of its keys, as cdktf writes them. */
function withObjects(type: ValueType | undefined, value: unknown): unknown {
  if (Array.isArray(value) && Array.isArray(type)) return value.map((one) => withObjects(type[1] as ValueType, one));
  if (!Array.isArray(type) || type[0] !== "object" || typeof value !== "object") return value;
  const written = value as Values;
  return mapValues(type[1] as Values, (_, key) => written[key] ?? EXAMPLES[key] ?? null);
}

function blockOf({ block }: NestedBlock, values: Values, path: readonly string[]): Values {
  return completed(block, withFurther(values, path), path);
}

/** Adds no argument that is there, or has a substitute. */
function withFurther(values: Values, path: readonly string[]): Values {
  const further = Object.entries(ARGUMENTS[path.join(".")] ?? {});
  const isThere = (name: string): boolean =>
    [name, ...(SUBSTITUTES[name] ?? [])].some((one) => !isMissing(values[one]));
  return {
    ...values,
    ...Object.fromEntries(further.filter(([name]) => !isThere(name))),
  };
}

function exampleBlockOf(block: NestedBlock, path: readonly string[]): unknown {
  return EXAMPLES[path.join(".")] ?? blockOf(block, {}, path);
}

function exampleOf(path: readonly string[], { type }: Attribute): unknown {
  return EXAMPLES[path.join(".")] ?? EXAMPLES[path.at(-1)!] ?? exampleOfType(type);
}

function exampleOfType(type: ValueType): unknown {
  if (typeof type !== "string") return type[0] === "map" ? { a: "a" } : [exampleOfType(type[1] as ValueType)];
  return { string: "a", number: 1, bool: true }[type];
}
