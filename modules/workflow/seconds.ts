import type { DefinitionFinding } from "./states";

/** Maximum of times in seconds (Amazon States Language). */
export const MAX_SECONDS = 99_999_999;

/**
 * A finding unless the value is a whole number of a range, or a string that Terraform or an expression replaces by
 * one.
 */
export function outsideRange(
  place: string,
  value: unknown,
  [min, max]: readonly [min: number, max: number],
  fix: string,
): DefinitionFinding[] {
  if (value === undefined || (typeof value === "string" && /\$\{|^\{%/.test(value))) return [];
  if (Number.isInteger(value) && Number(value) >= min && Number(value) <= max) return [];
  return [{ place, value, allowed: `a whole number from ${min} to ${max}`, fix }];
}

/** A finding if a value and its path are both given, of which Step Functions accepts one. */
export function bothGiven(place: string, fields: Readonly<Record<string, unknown>>): DefinitionFinding[] {
  const given = Object.keys(fields).filter((field) => fields[field] !== undefined);
  if (given.length <= 1) return [];
  const fix = "remove the others";
  return [{ place, value: given, allowed: `one of ${Object.keys(fields).join(", ")}`, fix }];
}
