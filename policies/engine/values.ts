/** A value and where it stands, such as `rule[0].priority`. */
export interface PathValue {
  readonly path: string;
  readonly value: unknown;
}

/** A value that only Terraform will know: a reference, a variable, a function, or what a plan cannot tell. */
export function isUnresolved(value: unknown): value is string {
  return typeof value === "string" && value.includes("${");
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A block may stand alone or in a list; absent, it is an empty list. */
export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** The blocks or strings of a list that are resolved. */
export const recordsOf = (value: unknown) => listOf(value).filter(isRecord);
export const stringsOf = (value: unknown) => listOf(value).filter((one): one is string => typeof one === "string");

/** Terraform takes `"true"` for true. */
export function booleanOf(value: unknown): unknown {
  if (value === "true") return true;
  return value === "false" ? false : value;
}

/** Terraform takes `"7"` for 7. */
export function numberOf(value: unknown): number | undefined {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}

/** Absent, null and empty all say nothing. */
export function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === "") return true;
  return Array.isArray(value) ? value.length === 0 : isRecord(value) && Object.keys(value).length === 0;
}

/**
 * The values at a dotted path, through every element of every list on the way. At least one: an absent value is `undefined`, and
 * whatever lies behind an unresolved value is that value.
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

/** The first value at a path, for arguments that stand once. */
export function valueAt(value: unknown, path: string): unknown {
  return select(value, path)[0]?.value;
}

/** Every string inside a value, with its place. */
export function stringsIn(value: unknown, path = ""): readonly PathValue[] {
  if (typeof value === "string") return [{ path, value }];
  if (Array.isArray(value)) return value.flatMap((item, index) => stringsIn(item, `${path}[${index}]`));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => stringsIn(inner, path === "" ? key : `${path}.${key}`));
}
