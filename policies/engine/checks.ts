import type { Resource } from "./resource";
import type { Check, Context, Finding } from "./rule";
import { booleanOf, isEmpty, isUnresolved, numberOf, select, valueAt } from "./values";

/** A number, or the name of a rule's parameter, which may differ between environments. */
export type Limit = number | string;

export const fail = (path: string, message: string): Finding => ({ status: "fail", path, message });
export const unknown = (path: string, message = "unknown until plan"): Finding => ({
  status: "unknown",
  path,
  message,
});

/** Every check must pass. */
export const all =
  (...checks: readonly Check[]): Check =>
  (resource, context) =>
    checks.flatMap((check) => check(resource, context));

/** Judges only resources that meet the condition. */
export const when =
  (condition: (resource: Resource, context: Context) => boolean, check: Check): Check =>
  (resource, context) =>
    condition(resource, context) ? check(resource, context) : [];

/** Judges only resources of some of the rule's types. */
export const forType = (type: string, check: Check): Check => when((resource) => resource.type === type, check);

/**
 * Every value at `path` must satisfy `holds`; an absent one is `undefined`.
 *
 * @param must - the requirement, as the message says it: "must be true".
 */
export const expectAt =
  (path: string, must: string, holds: (value: unknown, context: Context) => boolean): Check =>
  (resource, context) =>
    select(resource.values, path).flatMap(({ path: place, value }) => {
      if (isUnresolved(value)) return [unknown(place)];
      return holds(value, context) ? [] : [fail(place, `${must}, got ${shown(value)}`)];
    });

export const isTrue = (path: string): Check => expectAt(path, "must be true", (value) => booleanOf(value) === true);

/** For arguments that are off unless asked for. */
export const notTrue = (path: string): Check =>
  expectAt(path, "must not be true", (value) => booleanOf(value) !== true);

/** For arguments that are on unless refused. */
export const notFalse = (path: string): Check =>
  expectAt(path, "must not be false", (value) => booleanOf(value) !== false);

export const isFalse = (path: string): Check => expectAt(path, "must be false", (value) => booleanOf(value) === false);

/** Something stands there, literal or reference. */
export const isSet =
  (path: string): Check =>
  ({ values }) =>
    select(values, path)
      .filter(({ value }) => isEmpty(value))
      .map(({ path: place }) => fail(place, "must be set"));

export const isAbsent = (path: string): Check => expectAt(path, "must not be set", isEmpty);

export const oneOf = (path: string, ...allowed: readonly unknown[]): Check =>
  expectAt(path, `must be ${allowed.join(" or ")}`, (value) => allowed.includes(value));

export const matches = (path: string, pattern: RegExp, must: string): Check =>
  expectAt(path, must, (value) => typeof value === "string" && pattern.test(value));

export const atLeast = (path: string, limit: Limit): Check => bounded(path, "at least", limit, (a, b) => a >= b);
export const atMost = (path: string, limit: Limit): Check => bounded(path, "at most", limit, (a, b) => a <= b);

function bounded(path: string, words: string, limit: Limit, holds: (value: number, bound: number) => boolean): Check {
  return (resource, context) => {
    const bound = typeof limit === "number" ? limit : context.parameters[limit]!;
    const inBounds = (value: unknown): boolean => {
      const number = numberOf(value);
      return number !== undefined && holds(number, bound);
    };
    return expectAt(path, `must be ${words} ${bound}`, inBounds)(resource, context);
  };
}

/** Judges the resource only where an argument is set. */
export const ifSet = (path: string, check: Check): Check =>
  when(({ values }) => select(values, path).some(({ value }) => !isEmpty(value)), check);

/**
 * Some other resource of a type must refer to this one and pass `check`: a bucket needs its public access block.
 *
 * @param must - what is missing without it: "needs a flow log".
 */
export const needs =
  (type: string, must: string, check: Check = () => []): Check =>
  (resource, context) => {
    const judged = context.graph.referrers(resource, type).map((referrer) => check(referrer, context));
    if (judged.length === 0) return [fail("", must)];
    return judged.find((findings) => findings.length === 0) ? [] : judged[0]!;
  };

/** The value as a message may show it: short, and never a whole document. */
export function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** A literal boolean, or nothing when only Terraform will know. */
export const flag = (resource: Resource, path: string): boolean => booleanOf(valueAt(resource.values, path)) === true;
