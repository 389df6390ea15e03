import {
  booleanOf,
  isRecord,
  isUnresolved,
  listOf,
  numberOf,
  select,
  type Resource,
  type StackInput,
} from "../../../policies";

export type Literal = string | number | boolean;

/** Arguments by dotted path; `*` is any value that is set. */
export type Where = Readonly<Record<string, Literal>>;

/** Managed resources of a type with these arguments. */
export function matchingResources(stacks: readonly StackInput[], type: string, where: Where = {}): readonly Resource[] {
  return stacks
    .flatMap(({ resources }) => resources)
    .filter((one) => one.mode === "managed" && one.type === type)
    .filter((one) => Object.entries(where).every(([path, wanted]) => hasValue(one, path, wanted)));
}

/**
 * The values at a dotted path, at least one; an absent one is undefined. `parameter[name=rds.force_ssl].value` selects
 * the blocks with an argument.
 */
export function valuesAt(values: unknown, path: string): readonly unknown[] {
  const [, start, key, wanted, end] = /^([^[]+)\[([^=]+)=([^\]]*)\]\.(.+)$/.exec(path) ?? [];
  if (start === undefined) return select(values, path).map(({ value }) => value);
  const blocks = select(values, start).flatMap(({ value }) => listOf(value));
  const chosen = blocks.filter((block) => isRecord(block) && String(block[key!]) === wanted);
  return chosen.length === 0 ? [undefined] : chosen.flatMap((block) => valuesAt(block, end!));
}

function hasValue({ values }: Resource, path: string, wanted: Literal): boolean {
  const found = valuesAt(values, path);
  return wanted === "*" ? found.every((value) => value !== undefined) : found.some((value) => isEqual(value, wanted));
}

/** Compares as Terraform does, which takes `"7"` for 7 and `"true"` for true. */
export function isEqual(value: unknown, wanted: Literal): boolean {
  if (typeof wanted === "number") return numberOf(value) === wanted;
  return typeof wanted === "boolean" ? booleanOf(value) === wanted : value === wanted;
}

/** The condition in words: ` with replicate_source_db`, or nothing. */
export function whereText(where: Where = {}): string {
  const parts = Object.entries(where).map(([path, wanted]) => (wanted === "*" ? path : `${path} ${wanted}`));
  return parts.length === 0 ? "" : ` with ${parts.join(" and ")}`;
}

/** A comparison of a value with literals. */
export interface Comparison {
  readonly is?: Literal;
  readonly oneOf?: readonly Literal[];
  readonly atLeast?: number;
  readonly atMost?: number;
}

export function satisfies(value: unknown, { is, oneOf, atLeast, atMost }: Comparison): boolean {
  if (is === "*") return value !== undefined && value !== "";
  if (isUnresolved(value)) return false;
  if (oneOf !== undefined) return oneOf.some((one) => isEqual(value, one));
  if (is !== undefined) return isEqual(value, is);
  const number = numberOf(value);
  return number !== undefined && (atLeast === undefined || number >= atLeast) && number <= (atMost ?? Infinity);
}

/** The comparison in words: `at least 7`. */
export function comparisonText({ is, oneOf, atLeast, atMost }: Comparison): string {
  if (is === "*") return "set";
  if (is !== undefined) return String(is);
  if (oneOf !== undefined) return oneOf.join(" or ");
  return atLeast !== undefined ? `at least ${atLeast}` : `at most ${atMost}`;
}
