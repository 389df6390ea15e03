import { fail } from "../../../engine/checks";
import type { Check } from "../../../engine/rule";
import { recordsOf } from "../../../engine/values";

export const parameterIs =
  (name: string, value: string): Check =>
  ({ values }) =>
    recordsOf(values["parameter"]).some((one) => one["name"] === name && sameSetting(one["value"], value))
      ? []
      : [fail("parameter", `must set ${name} to ${value}`)];

/** Engines accept 1, ON and true for the same setting. */
function sameSetting(actual: unknown, wanted: string): boolean {
  const normal = (value: unknown): string =>
    ({ "1": "on", true: "on" })[String(value).toLowerCase()] ?? String(value).toLowerCase();
  return normal(actual) === normal(wanted);
}
