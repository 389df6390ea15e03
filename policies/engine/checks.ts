import type { Resource } from "./resource";
import type { Check, Context, Finding } from "./rule";
import { booleanOf, isEmpty, isUnresolved, numberOf, select, valueAt } from "./values";

/** A number, or the name of a rule parameter, which may differ by profile. */
export type Limit = number | string;

export const fail = (path: string, message: string): Finding => ({ status: "fail", path, message });
export const unknown = (path: string, message = "unknown until plan"): Finding => ({
  status: "unknown",
  path,
  message,
});

/** Combines checks, all of which must pass. */
export const all =
  (...checks: readonly Check[]): Check =>
  (resource, context) =>
    checks.flatMap((check) => check(resource, context));

/** Applies a check to resources that meet the condition. */
export const when =
  (condition: (resource: Resource, context: Context) => boolean, check: Check): Check =>
  (resource, context) =>
    condition(resource, context) ? check(resource, context) : [];

/** Applies a check to resources of one type. */
export const forType = (type: string, check: Check): Check => when((resource) => resource.type === type, check);

/**
 * Requires every value at `path` to satisfy `holds`. An absent value is `undefined`.
 *
 * @param must - the requirement in the message, such as "must be true".
 */
export const expectAt =
  (path: string, must: string, holds: (value: unknown, context: Context) => boolean): Check =>
  (resource, context) =>
    select(resource.values, path).flatMap(({ path: place, value }) => {
      if (isUnresolved(value)) return [unknown(place)];
      return holds(value, context) ? [] : [fail(place, messageFor(must, value))];
    });

/** The requirement and what the value is; of a missing value only the requirement. */
function messageFor(must: string, value: unknown): string {
  return isEmpty(value) ? must.replace(/^must be\b/, "must be set to") : `${must}, got ${formatValue(value)}`;
}

export const isTrue = (path: string): Check => expectAt(path, "must be true", (value) => booleanOf(value) === true);

/** Requires an argument that is false by default not to be true. */
export const notTrue = (path: string): Check =>
  expectAt(path, "must not be true", (value) => booleanOf(value) !== true);

/** Requires an argument that is true by default not to be false. */
export const notFalse = (path: string): Check =>
  expectAt(path, "must not be false", (value) => booleanOf(value) !== false);

export const isFalse = (path: string): Check => expectAt(path, "must be false", (value) => booleanOf(value) === false);

/** Requires a value, literal or reference. An argument for a key requires a key of the customer. */
export const isSet =
  (path: string): Check =>
  (resource, { graph }) =>
    select(resource.values, path).flatMap(({ path: place, value }) => {
      if (isEmpty(value)) return [fail(place, "must be set")];
      const managed = KEY_ARGUMENT.test(path) && isManagedByAws(value, graph.targets(resource.stack, value));
      return managed ? [fail(place, "must be a key of your own, not one that AWS manages")] : [];
    });

const KEY_ARGUMENT = /(?:kms_?key|kms_master_key|master_key|encryption_key|key_arn|key_id)/;
const ALIAS_OF_AWS = /(?:^|[:/])alias\/aws\//;

/** Keys that AWS manages are named by their alias, as a literal or through a data source. */
function isManagedByAws(value: unknown, targets: readonly Resource[]): boolean {
  const sources = targets.filter(({ mode }) => mode === "data");
  const names = [value, ...sources.flatMap(({ values }) => [values["name"], values["key_id"]])];
  return names.some((name) => ALIAS_OF_AWS.test(String(name)));
}

export const isAbsent = (path: string): Check => expectAt(path, "must not be set", isEmpty);

export const oneOf = (path: string, ...allowed: readonly unknown[]): Check =>
  expectAt(path, `must be ${allowed.join(" or ")}`, (value) => allowed.includes(value));

export const matches = (path: string, pattern: RegExp, must: string): Check =>
  expectAt(path, must, (value) => typeof value === "string" && pattern.test(value));

export const atLeast = (path: string, limit: Limit): Check => bounded(path, "at least", limit, (a, b) => a >= b);
export const atMost = (path: string, limit: Limit): Check => bounded(path, "at most", limit, (a, b) => a <= b);

/** Requires a number in a range, with one finding for a missing value. */
export const between = (path: string, least: number, most: number): Check =>
  expectAt(path, `must be ${least} to ${most}`, (value) => {
    const number = numberOf(value);
    return number !== undefined && number >= least && number <= most;
  });

/** Applies a check to an argument that is written. A plan contains the provider's default of one that is not. */
export const isWritten =
  (name: string, check: Check): Check =>
  (resource, context) =>
    resource.expressions && !(name in resource.expressions) ? [fail(name, "must be set")] : check(resource, context);

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

/** Applies a check to resources that set an argument. */
export const ifSet = (path: string, check: Check): Check =>
  when(({ values }) => select(values, path).some(({ value }) => !isEmpty(value)), check);

/**
 * Requires another resource that references this one and passes `check`, such as the public access block of a bucket.
 *
 * @param must - the requirement in the message, such as "needs a flow log".
 */
export const needs =
  (type: string, must: string, check: Check = () => []): Check =>
  (resource, context) => {
    const results = context.graph
      .referrers(resource, type)
      .map((referrer) => [
        ...check(referrer, context),
        ...(isOptionalFor(resource, referrer)
          ? [unknown("", `${must}; the number of ${referrer.address} is unknown until plan`)]
          : []),
      ]);
    if (results.length === 0) return [missing(resource, type, must, context)];
    return results.find((findings) => findings.length === 0) ? [] : results[0]!;
  };

/** A companion may be where it cannot be seen: in a module, or behind a link that cannot be read. */
function missing(resource: Resource, type: string, must: string, { graph }: Context): Finding {
  const [hidden] = [...graph.moduleCalls(resource), ...graph.unread(resource.stack, type)];
  return hidden ? unknown("", `${must}, unless ${hidden.address} has it, which cannot be read`) : fail("", must);
}

/** Returns whether a plan may contain the resource without its referrer: the referrer has another, unknown number. */
function isOptionalFor(resource: Resource, referrer: Resource): boolean {
  return ["count", "for_each"].some(
    (key) =>
      isUnresolved(referrer.values[key]) &&
      referrer.values[key] !== resource.values[key] &&
      !isNumberOf(resource, referrer.values[key]),
  );
}

/** Returns whether `count` or `for_each` is one for each instance of a resource, such as `${length(aws_vpc.a)}`. */
function isNumberOf({ address }: Resource, number: string): boolean {
  const functions = /^\$\{(?:(?:length|keys|values|toset|tomap)\()*/;
  return number.replace(functions, "").replace(/\)*\}$/, "") === address;
}

/** Formats a value for a message, with at most 60 characters. */
export function formatValue(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** Returns whether an argument is literally true. */
export const flag = (resource: Resource, path: string): boolean => booleanOf(valueAt(resource.values, path)) === true;
