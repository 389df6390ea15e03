import { readBinding, unparsable, type Binding, type BindingClass, type Conversion, type Member } from "./bindings";
import type { Attribute, Block, NestedBlock, Nesting, ValueType } from "./schema";

const PRIMITIVES: Readonly<Record<string, ValueType>> = { string: "string", number: "number", boolean: "bool" };

/** Types of computed attributes by the method that reads them. `tolist(...)` around a list means a set. */
const GETTERS: readonly (readonly [RegExp, ValueType])[] = [
  [/Fn\.tolist\(this\.getListAttribute\(/, ["set", "string"]],
  [/Fn\.tolist\(this\.getNumberListAttribute\(/, ["set", "number"]],
  [/this\.getListAttribute\(/, ["list", "string"]],
  [/this\.getNumberListAttribute\(/, ["list", "number"]],
  [/this\.getStringAttribute\(/, "string"],
  [/this\.getNumberAttribute\(/, "number"],
  [/this\.getBooleanAttribute\(/, "bool"],
  [/this\.getStringMapAttribute\(|new cdktf\.StringMap\(/, ["map", "string"]],
  [/this\.getNumberMapAttribute\(|new cdktf\.NumberMap\(/, ["map", "number"]],
  [/this\.getBooleanMapAttribute\(|new cdktf\.BooleanMap\(/, ["map", "bool"]],
];

/** `new <Class>(this, "name")` or `new <Class>(this, "name", <set>)`: the object of nested values. */
const NESTED = /= new (\w+?)(OutputReference|List|Map)\(this, "\w+"(?:, (true|false))?\)/;

/** A schema, and the arguments that the bindings type as `any`, by path. */
export interface DerivedSchema {
  readonly block: Block;
  readonly untyped: readonly string[];
}

/**
 * Derives the schema of one type from its generated bindings.
 *
 * @param folder - the bindings' `lib`.
 * @returns undefined if the bindings do not have the type.
 * @throws ToolError if the generated code has an unknown form.
 */
export function deriveSchema(
  folder: string,
  kind: "resource" | "data" | "provider",
  type: string,
): DerivedSchema | undefined {
  const directory = directoryOf(kind, type);
  // The generator adds a suffix to names that are words of TypeScript: `random_string`. It keeps the beginning of types
  // that is not the name of the provider: `google_project` of google-beta.
  const full = `${kind === "data" ? "data-" : ""}${type.replaceAll("_", "-")}`;
  for (const candidate of [directory, `${directory}-resource`, full]) {
    const binding = readBinding(folder, candidate);
    if (binding) return new Derivation(candidate, binding).run();
  }
  return undefined;
}

function directoryOf(kind: "resource" | "data" | "provider", type: string): string {
  if (kind === "provider") return "provider";
  const [provider = "", ...name] = type.split("_");
  return [...(kind === "data" ? ["data", provider] : []), ...name].join("-");
}

class Derivation {
  private readonly untyped: string[] = [];

  constructor(
    private readonly directory: string,
    private readonly binding: Binding,
  ) {}

  run(): DerivedSchema {
    return { block: this.block(this.binding.main, []), untyped: this.untyped };
  }

  private block({ members, conversions }: BindingClass, path: readonly string[]): Block {
    const attributes: Record<string, Attribute> = {};
    const blocks: Record<string, NestedBlock> = {};
    for (const member of members) {
      const here = [...path, member.name];
      const conversion = conversions.get(member.name);
      const nested = conversion && this.nestedBlock(member, conversion, here);
      if (nested) blocks[member.name] = nested;
      else if (isUntyped(member, conversion)) this.untyped.push(here.join("."));
      else attributes[member.name] = attribute(member, this.type(member, conversion, here));
    }
    return { attributes, blocks };
  }

  /** The block of a member; undefined for an attribute. */
  private nestedBlock(member: Member, conversion: Conversion, path: readonly string[]): NestedBlock | undefined {
    if (!isStruct(conversion)) return undefined;
    const [, name, kind] = NESTED.exec(member.source) ?? [];
    if (name === undefined) return this.providerBlock(conversion, member);
    if (!isBlock(member, conversion, kind!)) return undefined;
    return {
      nesting: conversion.type === "struct" ? "single" : (conversion.type as Nesting),
      minItems: member.required ? 1 : 0,
      maxItems: kind === "OutputReference" && conversion.type !== "struct" ? 1 : 0,
      block: this.block(this.binding.nested(`${name}OutputReference`), path),
    };
  }

  /** Blocks of the provider have no classes, so there are no flags; all their arguments are optional. */
  private providerBlock({ storage, type }: Conversion, member: Member): NestedBlock {
    const struct = this.binding.struct(storage.replace(/List$/, "")) ?? this.fail(member.name);
    const argument = { name: "", computed: false, optional: true, required: false, source: "" };
    const attributes: Record<string, Attribute> = {};
    const blocks: Record<string, NestedBlock> = {};
    for (const [name, conversion] of struct) {
      if (isStruct(conversion)) blocks[name] = this.providerBlock(conversion, { ...argument, name });
      else attributes[name] = attribute(argument, this.type(argument, conversion, [name]));
    }
    const nesting = type === "struct" ? "single" : (type as Nesting);
    return { nesting, minItems: 0, maxItems: 0, block: { attributes, blocks } };
  }

  private type(member: Member, conversion: Conversion | undefined, path: readonly string[]): ValueType {
    const nested = NESTED.exec(member.source);
    if (nested && this.isNestedClass(nested[1]!)) return this.nestedType(nested, conversion, path);
    const type = conversion ? storedType(conversion) : GETTERS.find(([getter]) => getter.test(member.source))?.[1];
    return type ?? this.fail(path.join("."));
  }

  private isNestedClass(name: string): boolean {
    return !["String", "Number", "Boolean"].includes(name);
  }

  /** The type of an attribute whose values are objects. */
  private nestedType(
    [, name, kind, set]: RegExpExecArray,
    conversion: Conversion | undefined,
    path: readonly string[],
  ): ValueType {
    const object = objectType(this.block(this.binding.nested(`${name}OutputReference`), path));
    if (kind === "OutputReference") return object;
    if (kind === "Map") return ["map", object];
    return [conversion?.type === "set" || set === "true" ? "set" : "list", object];
  }

  private fail(member: string): never {
    throw unparsable(this.directory, `no type for ${member}`);
  }
}

function isUntyped({ source }: Member, conversion: Conversion | undefined): boolean {
  return conversion ? conversion.storage === "any" : source.includes("interpolationForAttribute(");
}

function isStruct({ storage }: Conversion): boolean {
  return /^[A-Z]/.test(storage);
}

function isBlock({ name }: Member, { type, value }: Conversion, kind: string): boolean {
  if (kind === "List") return value.includes(", true)(");
  if (kind === "Map") return false;
  return type !== "struct" || name === "timeouts";
}

function objectType({ attributes, blocks }: Block): ValueType {
  const fields = [
    ...Object.entries(attributes).map(([name, { type }]) => [name, type] as const),
    ...Object.entries(blocks).map(([name, nested]) => [name, blockType(nested)] as const),
  ];
  return ["object", Object.fromEntries(fields)];
}

function blockType({ nesting, block }: NestedBlock): ValueType {
  return nesting === "single" ? objectType(block) : [nesting, objectType(block)];
}

/** Parses `stringList`, `stringMapList`... from the inside out; the outermost list may be a set. */
function storedType({ type, storage }: Conversion): ValueType | undefined {
  const [, primitive, containers = ""] = /^(string|number|boolean)((?:List|Map)*)$/.exec(storage) ?? [];
  if (primitive === undefined) return undefined;
  const names = containers.match(/List|Map/g) ?? [];
  return names.reduce<ValueType>((inner, name, index) => {
    const outermost = index === names.length - 1;
    if (name === "Map") return ["map", inner];
    return [outermost && type === "set" ? "set" : "list", inner];
  }, PRIMITIVES[primitive]!);
}

function attribute({ name, computed, optional, required }: Member, type: ValueType): Attribute {
  const writeOnly = name.endsWith("_wo") && optional && !computed;
  return { type, required, optional, computed, ...(writeOnly ? { writeOnly, sensitive: true } : {}) };
}
