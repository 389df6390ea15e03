import { isIP } from "node:net";
import type { Rule, Violation } from "../validation/rules";
import { ALTERNATIVES, alternativesOf, fieldsOf, isMatchers, type EventPattern } from "./event-pattern";

/** Limits in which EventBridge and SNS differ. */
interface PatternLimits {
  readonly service: string;
  readonly operators: readonly string[];
  /** Operators of `anything-but`, besides lists of values. */
  readonly exclusions: readonly string[];
  /** Largest magnitude of a number. */
  readonly maxNumber: number;
  readonly nested: boolean;
}

const COMMON_OPERATORS = ["prefix", "suffix", "equals-ignore-case", "anything-but", "numeric", "exists", "cidr"];

/** Event patterns (EventBridge user guide, comparison operators; read 2026). */
const EVENTBRIDGE: PatternLimits = {
  service: "EventBridge",
  operators: [...COMMON_OPERATORS, "wildcard"],
  exclusions: ["prefix", "suffix", "equals-ignore-case", "wildcard"],
  maxNumber: 5_000_000_000,
  nested: true,
};
/** Filter policies (SNS developer guide, filter policy operators and constraints; read 2026). */
const SNS: PatternLimits = {
  service: "SNS",
  operators: COMMON_OPERATORS,
  exclusions: ["prefix"],
  maxNumber: 1_000_000_000,
  nested: true,
};

/** Quota of EventBridge, which AWS raises on request. */
const MAX_PATTERN_CHARACTERS = 2_048;
/** Combinations of the alternatives of a pattern (EventBridge user guide). */
const MAX_ALTERNATIVES = 1_000;
const MAX_FILTER_KEYS = 5;
const MAX_FILTER_COMBINATIONS = 150;

/** Accepts event patterns of EventBridge, within the limits of `PutRule`. */
export function eventPattern(): Rule<EventPattern> {
  return (pattern) => {
    const problems = patternProblems(pattern, EVENTBRIDGE);
    if (problems.length > 0) return problems;
    const { length } = JSON.stringify(pattern);
    return [
      ...limited(length, MAX_PATTERN_CHARACTERS, "characters of JSON", "match by fewer or shorter values"),
      ...limited(alternativesIn(pattern), MAX_ALTERNATIVES, "combinations of $or", "split the rule"),
    ];
  };
}

/** Accepts filter policies of SNS, by attributes or by fields of the body, within the limits of `Subscribe`. */
export function filterPolicy(scope: "attributes" | "body"): Rule<EventPattern> {
  return (policy) => {
    const problems = patternProblems(policy, { ...SNS, nested: scope === "body" });
    if (problems.length > 0) return problems;
    return [
      ...limited(fieldsOf(policy).length, MAX_FILTER_KEYS, "keys", "filter by fewer keys"),
      ...limited(combinationsIn(policy), MAX_FILTER_COMBINATIONS, "combinations of values", "list fewer values"),
    ];
  };
}

function limited(count: number, max: number, of: string, fix: string): Violation[] {
  return count <= max ? [] : [{ value: count, allowed: `at most ${max} ${of}`, fix }];
}

/** Product of the alternatives of all levels. */
function alternativesIn(pattern: EventPattern): number {
  const alternatives = alternativesOf(pattern).map(alternativesIn);
  const own = alternatives.length > 0 ? alternatives.reduce((sum, count) => sum + count) : 1;
  return nestedIn(pattern).reduce((product, nested) => product * alternativesIn(nested), own);
}

/** Product of the numbers of values of all fields. */
function combinationsIn(pattern: EventPattern): number {
  return fieldsOf(pattern).reduce(
    (product, [, field]) => product * (isMatchers(field) ? field.length : combinationsIn(field)),
    1,
  );
}

function nestedIn(pattern: EventPattern): EventPattern[] {
  return fieldsOf(pattern).flatMap(([, field]) => (isMatchers(field) ? [] : [field]));
}

function patternProblems(pattern: EventPattern, limits: PatternLimits): Violation[] {
  const fields = fieldsOf(pattern);
  const alternatives = alternativesOf(pattern);
  if (fields.length + alternatives.length === 0) {
    return [{ value: pattern, allowed: "at least one field", fix: "name the values that the event must have" }];
  }
  return [
    ...alternativeProblems(pattern, limits),
    ...fields.flatMap(([name, field]) => fieldProblems(field, limits).map((problem) => below(`.${name}`, problem))),
  ];
}

function alternativeProblems(pattern: EventPattern, limits: PatternLimits): Violation[] {
  if (!(ALTERNATIVES in pattern)) return [];
  const alternatives = pattern[ALTERNATIVES];
  const isList = Array.isArray(alternatives) && alternatives.length > 1;
  if (!isList) {
    const fix = "list the alternatives, or write a single one as fields";
    return [{ below: `.${ALTERNATIVES}`, value: alternatives, allowed: "a list of at least two patterns", fix }];
  }
  return (alternatives as readonly EventPattern[]).flatMap((one) =>
    patternProblems(one, limits).map((problem) => below(`.${ALTERNATIVES}`, problem)),
  );
}

function fieldProblems(field: unknown, limits: PatternLimits): Violation[] {
  if (isRecord(field)) {
    const fix = "filter by the body, whose fields can be nested";
    return limits.nested
      ? patternProblems(field as EventPattern, limits)
      : [{ value: field, allowed: "a list of values", fix }];
  }
  if (!Array.isArray(field) || field.length === 0) {
    return [{ value: field, allowed: "a list of at least one value", fix: "write the value in brackets" }];
  }
  return field.flatMap((matcher) => matcherProblems(matcher, limits));
}

function matcherProblems(matcher: unknown, limits: PatternLimits): Violation[] {
  if (typeof matcher === "number") return numberProblems(matcher, limits);
  if (!isRecord(matcher)) return isPlain(matcher) ? [] : [unaccepted(matcher, "a text, number, true, false or null")];
  const [operator = "", ...others] = Object.keys(matcher);
  if (others.length > 0 || !limits.operators.includes(operator)) {
    return [unaccepted(matcher, `one operator of ${limits.service}: ${limits.operators.join(", ")}`)];
  }
  return operandProblems(operator, matcher[operator], limits).map((problem) => below(`.${operator}`, problem));
}

function operandProblems(operator: string, operand: unknown, limits: PatternLimits): Violation[] {
  switch (operator) {
    case "exists":
      return typeof operand === "boolean" ? [] : [unaccepted(operand, "true or false")];
    case "cidr":
      return isCidr(operand) ? [] : [unaccepted(operand, "an IPv4 or IPv6 range in CIDR notation")];
    case "numeric":
      return rangeProblems(operand, limits);
    case "anything-but":
      return exclusionProblems(operand, limits);
    default:
      return textProblems(operator, operand);
  }
}

/** Operand of a text operator; `prefix` and `suffix` can ignore case. */
function textProblems(operator: string, operand: unknown): Violation[] {
  const ignoresCase = isRecord(operand) && Object.keys(operand).join() === "equals-ignore-case";
  const text = ignoresCase && /^(?:pre|suf)fix$/.test(operator) ? operand["equals-ignore-case"] : operand;
  if (typeof text !== "string" || text === "") return [unaccepted(operand, "a text of at least one character")];
  return operator === "wildcard" && /(?<!\\)\*\*/.test(text) ? [unaccepted(text, "wildcards without ** in a row")] : [];
}

function exclusionProblems(operand: unknown, limits: PatternLimits): Violation[] {
  if (isRecord(operand)) {
    const [operator = "", ...others] = Object.keys(operand);
    if (others.length > 0 || !limits.exclusions.includes(operator)) {
      return [unaccepted(operand, `values, or one operator: ${limits.exclusions.join(", ")}`)];
    }
    return [operand[operator]].flat().flatMap((text) => textProblems(operator, text));
  }
  const values: unknown[] = [operand].flat();
  const kinds = new Set(values.map((value) => typeof value));
  const uniform = kinds.size === 1 && (kinds.has("string") || kinds.has("number"));
  return uniform ? [] : [unaccepted(operand, "texts only, or numbers only")];
}

function rangeProblems(range: unknown, limits: PatternLimits): Violation[] {
  const parts: unknown[] = Array.isArray(range) ? range : [];
  const shape = parts.map((part) => (typeof part === "number" ? "n" : String(part))).join(" ");
  if (!/^(?:(?:=|>=?|<=?) n|>=? n <=? n)$/.test(shape)) {
    return [unaccepted(range, 'a comparison and a number, such as [">=", 5] or [">", 0, "<=", 5]')];
  }
  const numbers = parts.filter((part): part is number => typeof part === "number");
  const [low, high = Infinity] = numbers as [number, number?];
  if (low >= high) return [unaccepted(range, "a lower limit below the upper one")];
  return numbers.flatMap((number) => numberProblems(number, limits));
}

function numberProblems(number: number, { maxNumber }: PatternLimits): Violation[] {
  const accepted = Math.abs(number) <= maxNumber;
  return accepted ? [] : [unaccepted(number, `a number from -${maxNumber} to ${maxNumber}`)];
}

function isCidr(operand: unknown): boolean {
  const [, address = "", length = ""] = /^([0-9a-f.:]+)\/(\d{1,3})$/i.exec(String(operand)) ?? [];
  return isIP(address) !== 0 && Number(length) <= (isIP(address) === 6 ? 128 : 32);
}

function isPlain(value: unknown): boolean {
  return value === null || typeof value === "string" || typeof value === "boolean";
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function unaccepted(value: unknown, allowed: string): Violation {
  return { value, allowed, fix: "write the pattern as the user guide of the service shows" };
}

function below(path: string, violation: Violation): Violation {
  return { ...violation, below: `${path}${violation.below ?? ""}` };
}
