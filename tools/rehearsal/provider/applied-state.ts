import { createHash } from "node:crypto";
import type { Block, NestedBlock, ValueType } from "../schema/schema";
import { INVENTED } from "./checks";
import { usesOf } from "./expected-values";
import type { Step } from "./expressions";
import { templatesOf } from "./identities";
import type { ProviderConfiguration } from "./planned-state";
import { elementUse, lengthFor, MOMENT, textFor } from "./value-forms";
import { isList, isObject, isUnknown, type Value, type ValueObject } from "./values";

const EMPTY_POLICY = JSON.stringify({ Version: "2012-10-17", Statement: [] });

/**
 * The state of a resource after its creation: each unknown gets a value of the form that AWS would return. Equal
 * input gives equal values.
 *
 * @param occurrence - number of the resource among those with the same arguments, so that equal resources get
 * different ids.
 */
export function appliedState(
  type: string,
  block: Block,
  planned: ValueObject,
  configuration: ProviderConfiguration,
  occurrence: (seed: string) => number,
): ValueObject {
  const seed = JSON.stringify([type, configuration.region, planned]);
  return new AppliedValues(type, planned, configuration, `${seed}${occurrence(seed)}`).block(block, planned, []);
}

type Uses = readonly (readonly Step[])[];

/** Generates the values that AWS would return for one resource or data source. */
export class AppliedValues {
  private readonly templates: Readonly<Record<string, string>>;
  private readonly hash: string;
  private readonly uses: ReadonlyMap<string, Uses>;

  constructor(
    type: string,
    private readonly planned: ValueObject,
    private readonly configuration: ProviderConfiguration,
    seed: string,
    private readonly mode: "resource" | "data" = "resource",
  ) {
    this.uses = usesOf(configuration.expected, mode, type, planned);
    this.templates = templatesOf(type);
    this.hash = createHash("sha256").update(seed).digest("hex");
  }

  /** Replaces the unknowns of a block and, with `nulls`, also computed attributes without a value. */
  block({ attributes, blocks }: Block, planned: ValueObject, path: readonly string[], nulls = false): ValueObject {
    const state: Record<string, Value> = {};
    for (const [name, { type, computed, optional }] of Object.entries(attributes)) {
      const value = planned[name] ?? null;
      const here = [...path, name];
      if (isUnknown(value) || (nulls && computed && value === null)) state[name] = this.choose(type, here, optional);
      else state[name] = this.known(type, value, here);
    }
    for (const [name, nested] of Object.entries(blocks)) {
      state[name] = this.nested(nested, planned[name] ?? absentBlock(nested), [...path, name], nulls);
    }
    return state;
  }

  private nested({ block, nesting }: NestedBlock, value: Value, path: readonly string[], nulls: boolean): Value {
    if (isUnknown(value)) return [this.block(block, {}, path, true)];
    if (isList(value)) return value.map((item) => this.block(block, item as ValueObject, path, nulls));
    if (!isObject(value)) return value;
    if (nesting === "single") return this.block(block, value, path, nulls);
    const entries = Object.entries(value).map(([key, item]) => [
      key,
      this.block(block, item as ValueObject, path, nulls),
    ]);
    return Object.fromEntries(entries) as ValueObject;
  }

  /** Replaces unknowns at any depth of a value. */
  private known(type: ValueType, value: Value, path: readonly string[]): Value {
    if (isUnknown(value)) return this.choose(type, path);
    if (typeof type === "string" || value === null) return value;
    const [kind, inner] = type;
    if (isList(value)) return value.map((item) => this.known(inner as ValueType, item, path));
    const fields = Object.entries(value as ValueObject).map(([name, item]) => {
      const fieldType = kind === "object" ? inner[name]! : inner;
      return [name, this.known(fieldType, item, [...path, name])];
    });
    return Object.fromEntries(fields) as ValueObject;
  }

  /**
   * @param optional - true if the configuration could set the attribute and does not; a list then has only the
   *   elements that expressions read.
   */
  private choose(type: ValueType, path: readonly string[], optional = false, uses = this.usesAt(path)): Value {
    if (typeof type === "string") return this.primitive(type, path, uses);
    const [kind, inner] = type;
    if (kind === "object") return this.fields(Object.entries(inner), path);
    if (kind === "map") return this.fields(Object.entries(this.keysAt(path, inner)), path);
    // One element, so that a reference to the first one resolves; three of a lookup, which is often sliced.
    const usual = this.mode === "data" && inner === "string" ? 3 : 1;
    return Array.from({ length: lengthFor(uses, optional ? 0 : usual) }, (_, index) =>
      this.choose(inner, index === 0 ? path : [...path, String(index)], false, uses.map(elementUse)),
    );
  }

  private fields(types: readonly (readonly [string, ValueType])[], path: readonly string[]): ValueObject {
    return Object.fromEntries<Value>(types.map(([name, type]) => [name, this.choose(type, [...path, name])]));
  }

  /** Steps of expressions that use the value of a path. */
  private usesAt(path: readonly string[]): Uses {
    return this.uses.get(withoutIndices(path).join(".")) ?? [];
  }

  /** Keys of a map that expressions read, with the type of their values. */
  private keysAt(path: readonly string[], type: ValueType): Readonly<Record<string, ValueType>> {
    const prefix = `${withoutIndices(path).join(".")}.`;
    const below = [...this.uses.keys()].filter((key) => key.startsWith(prefix));
    return Object.fromEntries(below.map((key) => [key.slice(prefix.length).split(".")[0]!, type]));
  }

  private primitive(type: "string" | "number" | "bool", path: readonly string[], uses: Uses): Value {
    const template = this.templates[path.join(".")];
    if (type === "bool") return template === "true";
    if (type === "number") return Number(template ?? 1);
    return textFor(uses, template === undefined ? this.text(path) : this.fill(template));
  }

  /** Text of the form that the attribute's name suggests. */
  private text(path: readonly string[]): string {
    const name = withoutIndices(path).at(-1)!;
    if (/(?:^|_)arn$/.test(name)) return this.fill("arn:aws:{service}:{region}:{account}:{resource}/{id}");
    if (name.endsWith("_arns"))
      return this.fill(`arn:aws:{service}:{region}:{account}:${name.slice(0, -5)}/${this.digits(path.join("."), 17)}`);
    if (/(?:^|_)policy$/.test(name)) return EMPTY_POLICY;
    if (name.includes("cidr_block")) return name.startsWith("ipv6") ? "2001:db8::/56" : "10.0.0.0/16";
    if (/(?:_at|_date|_time|timestamp)$/.test(name)) return MOMENT;
    if (name === "owner_id" || name.endsWith("account_id")) return this.configuration.account;
    return `${INVENTED}${name.replaceAll("_", "-")}-${this.digits(path.join("."), 17)}`;
  }

  /**
   * Replaces `{name}` by an attribute, `{hex:8}` and `{decimal:12}` by digits, and `{uuid}`, `{account}` and
   * `{region}`.
   */
  private fill(template: string): string {
    return this.inPartition(template).replaceAll(
      /\{(\w+)(?::(\d+))?\}/g,
      (_, name: string, length: string | undefined) =>
        length === undefined ? this.placeholder(name) : this.digits(template, Number(length), name === "decimal"),
    );
  }

  private inPartition(template: string): string {
    const { partition } = this.configuration;
    const text = template.replace(/^arn:aws:/, `arn:${partition}:`);
    return partition === "aws-cn" ? text.replace("amazonaws.com", "amazonaws.com.cn") : text;
  }

  private placeholder(name: string): string {
    if (name === "account") return this.configuration.account;
    if (name === "uuid") return this.digits("uuid", 32).replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
    const value = this.planned[name] ?? null;
    if (typeof value === "string") return value;
    if (name === "region") return this.configuration.region;
    const template = this.templates[name];
    return template === undefined ? this.text([name]) : this.fill(template);
  }

  private digits(purpose: string, length: number, decimal = false): string {
    const hex = createHash("sha256").update(`${this.hash}${purpose}`).digest("hex");
    const text = decimal ? BigInt(`0x${hex}`).toString() : hex;
    return text.slice(0, length);
  }
}

function absentBlock({ nesting }: NestedBlock): Value {
  if (nesting === "single") return null;
  return nesting === "map" ? {} : [];
}

function withoutIndices(path: readonly string[]): readonly string[] {
  return path.filter((step) => !/^\d+$/.test(step));
}
