import { isList, isObject, isUnknown, type Value } from "../provider/values";

/**
 * Names of a change of one argument, the most specific first: `redis -> valkey`, then `changed`, `set`, `cleared`,
 * `unknown`, `increased` and `decreased` for numbers, `added` and `removed` for elements of collections.
 */
export function transitionsBetween(before: Value, after: Value): readonly string[] {
  if (isUnknown(after)) return ["unknown"];
  const isNamed = [before, after].some((value) => typeof value === "string" || typeof value === "boolean");
  return [...(isNamed ? [`${String(before)} -> ${String(after)}`] : []), kindOf(before, after)];
}

function kindOf(before: Value, after: Value): string {
  if (isEmpty(before)) return "set";
  if (isEmpty(after)) return "cleared";
  if (typeof before === "number" && typeof after === "number") return after > before ? "increased" : "decreased";
  return isList(before) && isList(after) ? elementChange(before, after) : "changed";
}

function elementChange(before: readonly Value[], after: readonly Value[]): string {
  const [earlier, later] = [before, after].map((list) => list.map((item) => JSON.stringify(item)));
  if (earlier!.every((item) => later!.includes(item))) return "added";
  return later!.every((item) => earlier!.includes(item)) ? "removed" : "changed";
}

/** True for null, an empty text and an empty collection, between which no provider distinguishes. */
export function isEmpty(value: Value): boolean {
  if (value === null || value === "") return true;
  return isList(value) ? value.length === 0 : isObject(value) && Object.keys(value).length === 0;
}
