import { rowsOf, type RuleTable } from "./rule-table";
import type { Rule } from "./rules";
import { isKnown } from "./tokens";

/** Applies a table of rules, computed from the value, to its fields. Absent and unresolved fields pass. */
export function fields<Value extends object>(tableOf: (value: Value) => RuleTable<Value>): Rule<Value> {
  return (owner) =>
    rowsOf(owner, tableOf(owner))
      .filter(({ value }) => value !== undefined && isKnown(value))
      .flatMap(({ property, value, rules }) =>
        rules
          .flatMap((rule) => rule(value))
          .map((violation) => ({ value, ...violation, below: `.${property}${violation.below ?? ""}` })),
      );
}

/** Applies a rule to every element of a list. Messages name the element: `rules.hourly` for the list `rules`. */
export function eachNamed<Value>(nameOf: (value: Value) => string, rule: Rule<Value>): Rule<readonly Value[]> {
  return (values) =>
    values.flatMap((value) =>
      rule(value).map((violation) => ({ value, ...violation, below: `.${nameOf(value)}${violation.below ?? ""}` })),
    );
}
