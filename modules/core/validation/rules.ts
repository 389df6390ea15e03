import type { RegionalProvider } from "../regions";
import { isKnown } from "./tokens";

/** One violation of a rule, relative to the property that the rule was applied to. */
export interface Violation {
  /** Path below the property, such as `.subnetIds`. @default the property itself */
  readonly below?: string;
  /** The offending value, where it is not the whole property. @default the value of the property */
  readonly value?: unknown;
  readonly allowed: string;
  readonly fix: string;
}

/** Returns what is wrong with a known value; an empty list accepts it. */
export type Rule<Value> = (value: Value) => readonly Violation[];

/** Accepts values for which `accepts` holds. `displayed` replaces the value in the message. */
export function satisfying<Value>(
  accepts: (value: Value) => boolean,
  allowed: string,
  fix: string,
  displayed: (value: Value) => unknown = (value) => value,
): Rule<Value> {
  return (value) => (accepts(value) ? [] : [{ value: displayed(value), allowed, fix }]);
}

/** Accepts whole numbers from `min` to `max`. */
export function integer(min: number, max: number, fix: string): Rule<number> {
  const accepts = (value: number): boolean => Number.isInteger(value) && value >= min && value <= max;
  return satisfying(accepts, `a whole number from ${min} to ${max}`, fix);
}

/** Accepts finite numbers from `min` to `max`. */
export function numberBetween(min: number, max: number, fix: string): Rule<number> {
  const accepts = (value: number): boolean => Number.isFinite(value) && value >= min && value <= max;
  return satisfying(accepts, `a number from ${min} to ${max}`, fix);
}

/** Accepts the values of a list. */
export function oneOf<Value>(values: readonly Value[], fix: string): Rule<Value> {
  return satisfying((value) => values.includes(value), values.join(", "), fix);
}

/** Accepts strings that match `pattern`, which `allowed` describes. */
export function matching(pattern: RegExp, allowed: string, fix: string): Rule<string> {
  return satisfying((value) => pattern.test(value), allowed, fix);
}

/** Accepts AWS account ids. */
export function accountId(fix = "pass the stack's account"): Rule<string> {
  return matching(/^\d{12}$/, "an AWS account id of 12 digits", fix);
}

/** Accepts references to resources in `region`. A region that is absent or unknown until plan is not judged. */
export function inRegion(region: string, fix = "pass one of this region"): Rule<{ readonly region?: string }> {
  return (reference) => {
    const comparable = reference.region !== undefined && isKnown(region) && isKnown(reference.region);
    if (!comparable || reference.region === region) return [];
    return [{ below: ".region", value: reference.region, allowed: region, fix }];
  };
}

/** Accepts a region with a provider of that region. A provider whose region is unknown until plan is not judged. */
export function providerOfRegion(): Rule<RegionalProvider> {
  const fix = "pass a region together with its provider, as AwsStack.providerIn returns them";
  return ({ region, provider }) => {
    if (provider.region === undefined || !isKnown(provider.region) || provider.region === region) return [];
    return [{ below: ".region", value: region, allowed: `${provider.region}, the region of the provider`, fix }];
  };
}

/** Accepts lists and strings with at least one element. */
export function nonEmpty(allowed: string, fix: string): Rule<{ readonly length: number }> {
  return satisfying(({ length }) => length > 0, allowed, fix);
}

/** Applies a rule to every known element of a list. */
export function each<Value>(rule: Rule<Value>): Rule<readonly Value[]> {
  return (values) =>
    values.filter(isKnown).flatMap((value) => rule(value).map((violation) => ({ value, ...violation })));
}

/** Accepts lists without repetition; each repeated value is reported once. */
export function unique(): Rule<readonly string[]> {
  const allowed = "every value once";
  return (values) => {
    const repeated = new Set(values.filter((value, position) => values.indexOf(value) !== position));
    return [...repeated].map((value) => ({ value, allowed, fix: "remove the repetition" }));
  };
}
