import { z } from "zod";
import type { Rule } from "../core";

/** One of a list of words. */
export function choice<const Values extends readonly string[]>(values: Values) {
  return z.enum(values, { error: `${values.join(", ")}; choose one` });
}

/** A whole number from `min` to `max`. `fix` says how to choose it. */
export function wholeNumber(min: number, max: number, fix: string) {
  const error = `a whole number from ${min} to ${max}; ${fix}`;
  return z.number({ error }).int({ error }).min(min, { error }).max(max, { error });
}

/** A multiple of `step` from `min` to `max`. `fix` says how to choose it. */
export function multipleOf(step: number, min: number, max: number, fix: string) {
  const error = `a multiple of ${step} from ${min} to ${max}; ${fix}`;
  return z.number({ error }).multipleOf(step, { error }).min(min, { error }).max(max, { error });
}

/** Text of at least one character. `allowed` and `fix` describe it. */
export function text(allowed: string, fix: string) {
  return z.string().min(1, { error: `${allowed}; ${fix}` });
}

/** A list of at least `min` elements. */
export function list<Element extends z.ZodType>(element: Element, min: number, allowed: string, fix: string) {
  return z.array(element).min(min, { error: `${allowed}; ${fix}` });
}

/** Text that a rule of groundplan/core accepts, with the messages of the rule. */
export function accepted(rule: Rule<string>) {
  return z
    .string()
    .superRefine((value, context) =>
      rule(value).forEach(({ allowed, fix }) => context.addIssue({ code: "custom", message: `${allowed}; ${fix}` })),
    );
}

/** Accepts the word `none` besides the values of another rule. */
export function orNone(rule: Rule<string>): Rule<string> {
  return (value) =>
    value === "none" ? [] : rule(value).map((violation) => ({ ...violation, allowed: `none or ${violation.allowed}` }));
}
