import { BlockList, isIP } from "node:net";
import { alternativesOf, fieldsOf, isMatchers, type EventPattern, type PatternMatcher } from "./event-pattern";

type Json = Readonly<Record<string, unknown>>;
type Operands = Readonly<Record<string, unknown>>;

/**
 * True if EventBridge, or SNS for a message body, delivers the event to a rule with the pattern.
 *
 * A list in the event matches by one of its elements; the fields of a nested pattern match within the same element.
 */
export function matchesPattern(pattern: EventPattern, event: object): boolean {
  const alternatives = alternativesOf(pattern);
  const hasAlternative = alternatives.length === 0 || alternatives.some((one) => matchesPattern(one, event));
  return hasAlternative && fieldsOf(pattern).every(([name, field]) => matchesField(field, (event as Json)[name]));
}

function matchesField(field: readonly PatternMatcher[] | EventPattern, value: unknown): boolean {
  if (isMatchers(field)) return field.some((matcher) => matchesValues(matcher, leavesOf(value)));
  // A nested pattern of absent fields matches by `exists: false` only.
  const objects = [value].flat().filter(isObject);
  return (objects.length > 0 ? objects : [{}]).some((object) => matchesPattern(field, object));
}

/** Values of a field that are no objects; a list counts as its elements. */
function leavesOf(value: unknown): unknown[] {
  return [value].flat(Infinity).filter((leaf) => leaf !== undefined && !isObject(leaf));
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function matchesValues(matcher: PatternMatcher, leaves: readonly unknown[]): boolean {
  if (!isObject(matcher)) return leaves.includes(matcher);
  if ("exists" in matcher) return matcher["exists"] === leaves.length > 0;
  return leaves.some((leaf) => matchesOperators(matcher, leaf));
}

function matchesOperators(operands: Operands, leaf: unknown): boolean {
  return Object.entries(operands).every(([operator, operand]) => OPERATORS[operator]!(leaf, operand));
}

/** Operators by name, applied to a value of the event. */
const OPERATORS: Readonly<Record<string, (leaf: unknown, operand: unknown) => boolean>> = {
  prefix: (leaf, operand) => comparesText(leaf, operand, (text, start) => text.startsWith(start)),
  suffix: (leaf, operand) => comparesText(leaf, operand, (text, end) => text.endsWith(end)),
  "equals-ignore-case": (leaf, operand) =>
    typeof leaf === "string" && leaf.toLowerCase() === String(operand).toLowerCase(),
  wildcard: (leaf, operand) => typeof leaf === "string" && wildcardPattern(String(operand)).test(leaf),
  "anything-but": (leaf, operand) => !isExcluded(leaf, operand),
  numeric: (leaf, operand) => typeof leaf === "number" && isInRange(leaf, operand as readonly unknown[]),
  cidr: (leaf, operand) => typeof leaf === "string" && isInBlock(leaf, String(operand)),
};

function comparesText(leaf: unknown, operand: unknown, compare: (text: string, part: string) => boolean): boolean {
  if (typeof leaf !== "string") return false;
  if (!isObject(operand)) return compare(leaf, String(operand));
  return compare(leaf.toLowerCase(), String(operand["equals-ignore-case"]).toLowerCase());
}

function isExcluded(leaf: unknown, operand: unknown): boolean {
  if (!isObject(operand)) return [operand].flat().includes(leaf);
  return Object.entries(operand).some(([operator, texts]) =>
    [texts].flat().some((text) => OPERATORS[operator]!(leaf, text)),
  );
}

/** A regular expression for a text in which `*` stands for any text; `\*` and `\\` stand for themselves. */
function wildcardPattern(text: string): RegExp {
  const source = text.replace(/\\([*\\])|([*])|([^*\\]+|\\)/g, (_match, escaped?: string, any?: string, plain = "") =>
    any ? ".*" : (escaped ?? String(plain)).replace(/[.*+?^${}()|[\]\\]/g, "\\$&"),
  );
  return new RegExp(`^${source}$`, "s");
}

const COMPARISONS: Readonly<Record<string, (value: number, limit: number) => boolean>> = {
  "=": (value, limit) => value === limit,
  ">": (value, limit) => value > limit,
  ">=": (value, limit) => value >= limit,
  "<": (value, limit) => value < limit,
  "<=": (value, limit) => value <= limit,
};

/** Compares with each pair of a comparison and a number: `[">", 0, "<=", 5]`. */
function isInRange(value: number, range: readonly unknown[]): boolean {
  return range.every(
    (comparison, index) => index % 2 === 1 || COMPARISONS[String(comparison)]!(value, range[index + 1] as number),
  );
}

function isInBlock(address: string, block: string): boolean {
  const [start, length] = block.split("/") as [string, string];
  const family = isIP(address);
  if (family === 0 || family !== isIP(start)) return false;
  const type = family === 6 ? "ipv6" : "ipv4";
  const list = new BlockList();
  list.addSubnet(start, Number(length), type);
  return list.check(address, type);
}
