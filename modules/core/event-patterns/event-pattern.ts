/** Text that is compared without regard to case. */
export interface IgnoreCase {
  readonly "equals-ignore-case": string;
}

/** Values that `anything-but` excludes: texts, numbers, or one operator with its texts. */
export type ExcludedValues =
  | string
  | number
  | readonly (string | number)[]
  | { readonly prefix: string | readonly string[] }
  | { readonly suffix: string | readonly string[] }
  | { readonly "equals-ignore-case": string | readonly string[] }
  | { readonly wildcard: string | readonly string[] };

/** One accepted value of a field: the value itself, or an operator of EventBridge and SNS with its operand. */
export type PatternMatcher =
  | string
  | number
  | boolean
  | null
  | { readonly prefix: string | IgnoreCase }
  | { readonly suffix: string | IgnoreCase }
  | IgnoreCase
  | { readonly wildcard: string }
  | { readonly "anything-but": ExcludedValues }
  | { readonly numeric: readonly (string | number)[] }
  | { readonly exists: boolean }
  | { readonly cidr: string };

/**
 * A pattern of EventBridge, or a filter policy of SNS: accepted values by field, where a nested object describes a
 * nested field. Every field must match, by one of its values; `$or` is a list of patterns of which one must match.
 */
export interface EventPattern {
  /** Accepted values of a field, or a pattern of its fields; the alternatives of `$or`. */
  readonly [field: string]: readonly PatternMatcher[] | readonly EventPattern[] | EventPattern;
}

/** The alternatives of a pattern. */
export const ALTERNATIVES = "$or";

type Field = readonly PatternMatcher[] | EventPattern;

/** Fields of a pattern without its alternatives. */
export function fieldsOf(pattern: EventPattern): readonly (readonly [string, Field])[] {
  return Object.entries(pattern).filter((entry): entry is [string, Field] => entry[0] !== ALTERNATIVES);
}

/** The patterns of `$or`; none where a pattern has no alternatives. */
export function alternativesOf(pattern: EventPattern): readonly EventPattern[] {
  return (pattern[ALTERNATIVES] ?? []) as readonly EventPattern[];
}

/** True for the accepted values of a field, false for a nested pattern. */
export function isMatchers(field: Field): field is readonly PatternMatcher[] {
  return Array.isArray(field);
}
