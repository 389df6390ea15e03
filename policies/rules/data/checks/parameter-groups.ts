import { fail } from "../../../engine/checks";
import type { Check } from "../../../engine/rule";
import { recordsOf } from "../../../engine/values";

export const parameterIs =
  (name: string, value: string): Check =>
  ({ values }) =>
    recordsOf(values["parameter"]).some((one) => one["name"] === name && String(one["value"]) === value)
      ? []
      : [fail("parameter", `must set ${name} to ${value}`)];
