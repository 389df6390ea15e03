/** A value with its path, such as `rule[0].priority`. */
export interface PathValue {
  readonly path: string;
  readonly value: unknown;
}

/** Returns whether a value is unknown until plan or apply: a reference, variable or function. */
export function isUnresolved(value: unknown): value is string {
  return typeof value === "string" && value.includes("${");
}

/** True for a text without references, a number or a boolean. */
export function isLiteral(value: unknown): boolean {
  return ["string", "number", "boolean"].includes(typeof value) && !isUnresolved(value);
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Returns a single block as a list of one, and an absent one as an empty list. */
export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** The blocks or strings of a list, without unresolved ones. */
export const recordsOf = (value: unknown) => listOf(value).filter(isRecord);
export const stringsOf = (value: unknown) => listOf(value).filter((one): one is string => typeof one === "string");

/** Converts `"true"` and `"false"` as Terraform does. */
export function booleanOf(value: unknown): unknown {
  if (value === "true") return true;
  return value === "false" ? false : value;
}

/** Converts numeric strings as Terraform does. */
export function numberOf(value: unknown): number | undefined {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}

/** Returns whether a value is absent, null or empty. */
export function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === "") return true;
  return Array.isArray(value) ? value.length === 0 : isRecord(value) && Object.keys(value).length === 0;
}

/**
 * Selects the values at a dotted path, through every element of every list. Returns at least one: an absent value is
 * `undefined`, and a path through an unresolved value ends there.
 */
export function select(value: unknown, path: string): readonly PathValue[] {
  return path
    .split(".")
    .reduce<readonly PathValue[]>((found, key) => found.flatMap((one) => step(one, key)), [{ path: "", value }]);
}

function step({ path, value }: PathValue, key: string): readonly PathValue[] {
  if (isUnresolved(value)) return [{ path, value }];
  if (Array.isArray(value) && value.length > 0) {
    return value.flatMap((item, index) => step({ path: `${path}[${index}]`, value: item as unknown }, key));
  }
  const inner = isRecord(value) ? value[key] : undefined;
  return [{ path: path === "" ? key : `${path}.${key}`, value: inner === null ? undefined : inner }];
}

/** The first value at a path. */
export function valueAt(value: unknown, path: string): unknown {
  return select(value, path)[0]?.value;
}

/** Every string within a value, with its path. */
export function stringsIn(value: unknown, path = ""): readonly PathValue[] {
  if (typeof value === "string") return [{ path, value }];
  if (Array.isArray(value)) return value.flatMap((item, index) => stringsIn(item, `${path}[${index}]`));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => stringsIn(inner, path === "" ? key : `${path}.${key}`));
}

/** Returns whether objects and lists nest deeper than a limit, without recursion, which would exhaust the stack. */
export function isDeeperThan(value: unknown, limit: number): boolean {
  let level = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > limit) return true;
    level = level.flatMap((one) => (typeof one === "object" && one !== null ? Object.values(one) : []));
  }
  return false;
}
