import { isRecord, isUnresolved } from "../engine/values";
import { replaceInterpolations } from "../graph/addresses";
import { elementsOf, enclosedBy, quotedText, splitAt, withoutComments } from "./syntax";

/** The value of a name such as `local.a`, `var.b` or `statement.value`; undefined if it is unknown. */
export type Names = (name: string) => unknown;

export const NO_NAMES: Names = () => undefined;

/** Replaces the expressions of a value, at any depth, by what is known of them. */
export function knownValue(value: unknown, names: Names): unknown {
  if (typeof value === "string") return templateValue(value, names);
  if (Array.isArray(value)) return value.map((item) => knownValue(item, names));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, knownValue(inner, names)]));
}

/** Bracket levels of an expression that are read. */
const DEEPEST = 60;

interface Scope {
  readonly names: Names;
  readonly depth: number;
  /** True within a document, in which a list of unknown length is an element of the list around it. */
  readonly isDocument: boolean;
}

/**
 * The value of a Terraform expression as far as it is known: literals, objects, lists, named values, and the functions
 * that combine them. Unknown parts of the document that `jsonencode` writes stay as `${...}`.
 *
 * @returns undefined if the value as a whole is unknown.
 */
export function expressionValue(expression: string, names: Names): unknown {
  return valueOf(withoutComments(expression).trim(), { names, depth: 0, isDocument: false });
}

/** The value of a text with interpolations; of a single one, its value of any type. */
function templateValue(text: string, names: Names): unknown {
  if (!isUnresolved(text)) return text;
  const whole = wholeExpression(text);
  if (whole !== undefined) return expressionValue(whole, names) ?? text;
  return replaceInterpolations(text, (expression) => {
    const value = expressionValue(expression, names);
    return ["string", "number", "boolean"].includes(typeof value) ? String(value) : `\${${expression}}`;
  });
}

/** The expression of a text that consists of one interpolation. */
export function wholeExpression(text: string): string | undefined {
  const expressions: string[] = [];
  const rest = replaceInterpolations(text.trim(), (expression) => String(expressions.push(expression) && ""));
  return rest === "" && expressions.length === 1 ? expressions[0] : undefined;
}

function valueOf(text: string, scope: Scope): unknown {
  if (scope.depth > DEEPEST) return undefined;
  const inner: Scope = { ...scope, depth: scope.depth + 1 };
  for (const read of [literal, template, object, list, parenthesized, call, conditional, named]) {
    const value = read(text, inner);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** A part of an object or list, whose other parts are known. */
function partOf(text: string, scope: Scope): unknown {
  const value = valueOf(text, scope);
  return value === undefined ? `\${${text}}` : value;
}

const CONSTANTS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ["true", true],
  ["false", false],
  ["null", null],
]);

const literal = (text: string): unknown => (/^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : CONSTANTS.get(text));

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };

function template(text: string, { names }: Scope): unknown {
  const content = quotedText(text);
  return content === undefined ? undefined : templateValue(unescaped(content), names);
}

/** Interpolations contain quotes of their own, without backslashes. */
const unescaped = (text: string): string =>
  text.replace(/\\([nrt"\\])/g, (_, character: string) => ESCAPES[character] ?? character);

function object(text: string, scope: Scope): unknown {
  const content = enclosedBy("{", text);
  if (content === undefined || isFor(content)) return undefined;
  const entries = elementsOf(content, ",\n").map((entry) => splitAt(entry, "=:"));
  if (!entries.every((entry) => entry !== undefined && KEY.test(entry[0]))) return undefined;
  return Object.fromEntries(entries.map((entry) => [keyOf(entry![0], scope), partOf(entry![1], scope)]));
}

const KEY = /^(?:[\w.-]+|"[^]*"|\([^]*\))$/;

function keyOf(text: string, scope: Scope): string {
  const computed = enclosedBy("(", text);
  return computed === undefined ? (quotedText(text) ?? text) : String(partOf(computed, scope));
}

function list(text: string, scope: Scope): unknown {
  const content = enclosedBy("[", text);
  if (content === undefined) return undefined;
  return isFor(content) ? eachOf(content, scope) : elementsOf(content, ",").map((element) => partOf(element, scope));
}

const isFor = (content: string): boolean => /^\s*for\s/.test(content);

/** `for a in b : c` and `for k, a in b : c`, without a condition. */
function eachOf(content: string, scope: Scope): unknown {
  const [head, body = ""] = splitAt(content, ":") ?? [content];
  const [, first, second, collection = ""] = /^for\s+(\w+)(?:\s*,\s*(\w+))?\s+in\s+(.*)$/s.exec(head.trim()) ?? [];
  const elements = elementsIn(valueOf(collection, scope));
  if (first === undefined || elements === undefined || /\sif\s/.test(body)) return undefined;
  return elements.map(([key, value]) => {
    const own = new Map(
      second === undefined
        ? [[first, value]]
        : [
            [first, key],
            [second, value],
          ],
    );
    return partOf(body, { ...scope, names: (name) => own.get(name) ?? scope.names(name) });
  });
}

/** Keys and values of a known collection. */
export function elementsIn(collection: unknown): readonly (readonly [key: unknown, value: unknown])[] | undefined {
  if (Array.isArray(collection)) return collection.map((element: unknown, index) => [index, element]);
  return isRecord(collection) ? Object.entries(collection) : undefined;
}

function parenthesized(text: string, scope: Scope): unknown {
  const content = enclosedBy("(", text);
  return content === undefined ? undefined : valueOf(content.trim(), scope);
}

function call(text: string, scope: Scope): unknown {
  const [, name, rest] = /^([a-z]\w*)(\(.*\))$/s.exec(text) ?? [];
  const content = rest === undefined ? undefined : enclosedBy("(", rest);
  if (content === undefined) return undefined;
  const isDocument = scope.isDocument || name === "jsonencode";
  return FUNCTIONS[name!]?.(
    elementsOf(content, ",").map((argument) => partOf(argument, { ...scope, isDocument })),
    isDocument,
  );
}

type TerraformFunction = (values: readonly unknown[], isDocument: boolean) => unknown;

const FUNCTIONS: Readonly<Record<string, TerraformFunction>> = {
  compact: ([values]) => listWith(values, (one) => one !== null && one !== ""),
  concat: (lists, isDocument) => joined(lists, isDocument),
  distinct: ([values]) => listWith(values, () => true),
  flatten: ([values], isDocument) => (Array.isArray(values) ? joined(values, isDocument, true) : undefined),
  jsondecode: ([text]) => (typeof text === "string" && !isUnresolved(text) ? decoded(text) : undefined),
  jsonencode: ([value]) => (isRecord(value) || Array.isArray(value) ? JSON.stringify(value) : undefined),
  merge: (objects) => (objects.every(isRecord) ? (Object.assign({}, ...objects) as unknown) : undefined),
  tolist: ([values]) => listWith(values, () => true),
  toset: ([values]) => listWith(values, () => true),
};

const listWith = (values: unknown, holds: (one: unknown) => boolean): unknown =>
  Array.isArray(values) ? values.filter(holds) : undefined;

/** The elements of several lists; `isFlat` if they may be elements themselves. */
function joined(lists: readonly unknown[], isDocument: boolean, isFlat = false): unknown {
  const isKnown = (one: unknown): boolean =>
    Array.isArray(one) || (isFlat && !isUnresolved(one)) || (isDocument && isUnresolved(one));
  return lists.every(isKnown) ? lists.flat() : undefined;
}

function decoded(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** A known condition decides. */
function conditional(text: string, scope: Scope): unknown {
  const [condition, rest] = splitAt(text, "?") ?? [];
  const branches = rest === undefined ? undefined : splitAt(rest, ":");
  if (condition === undefined || branches === undefined) return undefined;
  const decision = valueOf(condition, scope);
  return typeof decision === "boolean" ? partOf(branches[decision ? 0 : 1], scope) : undefined;
}

const PATH = /^([a-z_]\w*)((?:\.[\w-]+|\["[^"]*"\]|\[\d+\])*)$/i;
const STEP = /\.([\w-]+)|\["([^"]*)"\]|\[(\d+)\]/g;

/** A named value, or a part of it. */
function named(text: string, { names }: Scope): unknown {
  const [, head, path = ""] = PATH.exec(text) ?? [];
  if (head === undefined) return undefined;
  const steps = [...path.matchAll(STEP)].map(([, key, quoted, index]) => key ?? quoted ?? index!);
  const own = names(head);
  return own === undefined ? partAt(names(`${head}.${steps[0]}`), steps.slice(1)) : partAt(own, steps);
}

function partAt(value: unknown, steps: readonly string[]): unknown {
  return steps.reduce<unknown>(
    (inner, step) => (isRecord(inner) || Array.isArray(inner) ? (inner as Record<string, unknown>)[step] : undefined),
    value,
  );
}
