import type { Check } from "../../../engine/rule";
import { booleanOf, select } from "../../../engine/values";

/**
 * Accepts a deprecated inline argument of a bucket in place of the resource that replaces it. The argument counts only
 * if it holds: a plan of an existing bucket fills it with what the bucket has.
 */
export const orInline =
  (path: string, holds: (value: unknown) => boolean, check: Check): Check =>
  (bucket, context) =>
    select(bucket.values, path).some(({ value }) => holds(value)) ? [] : check(bucket, context);

export const isOn = (value: unknown): boolean => booleanOf(value) === true;
