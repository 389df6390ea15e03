import type { TerraformBlock } from "../../../modules/core";
import { isObject, objectsIn, type Value, type ValueObject } from "./values";

/** The literal arguments of a block, by which the provider, which sees no addresses, recognizes it. */
export type Literals = Readonly<Record<string, unknown>>;

const META = ["//", "provider", "count", "for_each", "depends_on", "lifecycle", "dynamic", "provisioner", "connection"];

export function literalsOf(block: TerraformBlock): Literals {
  return Object.fromEntries(Object.entries(block).filter(([name]) => !META.includes(name)));
}

/** True if values contain all literals; an expression may have any value. */
export function matchesLiterals(literals: Literals, config: ValueObject): boolean {
  return Object.entries(literals).every(([name, literal]) => matches(literal, config[name] ?? null));
}

function matches(literal: unknown, value: Value): boolean {
  if (literal === null || literal === undefined) return true;
  if (typeof literal === "string" && literal.includes("${")) return true;
  if (Array.isArray(literal)) {
    const values = Array.isArray(value) ? (value as readonly Value[]) : [];
    return literal.every((one) => values.some((candidate) => matches(one, candidate)));
  }
  if (typeof literal === "object") {
    const objects = isObject(value) ? [value] : objectsIn(value);
    return objects.some((one) => matchesLiterals(literal as Literals, one));
  }
  return String(value) === String(literal);
}

/** Number of literal values, so that the more specific of two blocks can be preferred. */
export function literalCount(value: unknown): number {
  if (typeof value === "string") return value.includes("${") ? 0 : 1;
  if (typeof value !== "object" || value === null) return 1;
  return Object.values(value).reduce<number>((count, inner) => count + literalCount(inner), 0);
}
