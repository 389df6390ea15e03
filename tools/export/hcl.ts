import type { BodySyntax, BlockSyntax } from "./syntax";
import { expressionOf } from "./template";

type Arguments = Readonly<Record<string, unknown>>;

/** One block of Terraform's JSON. */
export interface LabelledBlock {
  readonly labels: readonly string[];
  readonly body: Arguments;
}

/** Key of the comments in bodies. */
const COMMENT = "//";

/**
 * The blocks of one name. Terraform's JSON has one object for each label, and objects or lists of objects for bodies.
 *
 * @param labels - number of labels that are still to come.
 */
export function blocksIn(value: unknown, labels: number, above: readonly string[] = []): LabelledBlock[] {
  return [value].flat().flatMap((one) => {
    if (one === null || one === undefined) return [];
    const object = one as Arguments;
    if (labels === 0) return [{ labels: above, body: object }];
    return argumentsOf(object).flatMap(([label, inner]) => blocksIn(inner, labels - 1, [...above, label]));
  });
}

/** A block in HCL. `terraform fmt` indents and aligns it. */
export function blockText(name: string, { labels, body }: LabelledBlock, syntax: BlockSyntax): string {
  const header = [name, ...labels.map((label) => JSON.stringify(label))].join(" ");
  const text = bodyText(body, syntax.body(labels));
  return text === "" ? `${header} {}` : `${header} {\n${text}\n}`;
}

/** Attributes first, as in Terraform's style guide; each nested block after an empty line. */
function bodyText(body: Arguments, { blocks, references }: BodySyntax): string {
  const attributes: string[] = [];
  const nested: string[] = [];
  for (const [name, value] of argumentsOf(body)) {
    const syntax = blocks[name];
    if (syntax) nested.push(...blocksIn(value, syntax.labels).map((one) => blockText(name, one, syntax)));
    else if (references.includes(name)) attributes.push(`${name} = ${referenceText(value)}`);
    else attributes.push(`${name} = ${valueText(value, true)}`);
  }
  return [attributes.join("\n"), ...nested].filter((text) => text !== "").join("\n\n");
}

function argumentsOf(body: Arguments): [string, unknown][] {
  return Object.entries(body).filter(([name]) => name !== COMMENT);
}

function valueText(value: unknown, isArgument = false): string {
  if (typeof value === "string") return expressionOf(value, isArgument);
  return composedText(value, valueText, (key) => (isIdentifier(key) ? key : expressionOfKey(key)));
}

/** References to resources, providers, attributes and types. */
function referenceText(value: unknown): string {
  if (typeof value === "string") return value.replace(/^\$\{(.*)\}$/s, "$1");
  return composedText(value, referenceText, (key) => key);
}

/** Lists, maps and values that are not text. */
function composedText(value: unknown, textOf: (inner: unknown) => string, keyOf: (key: string) => string): string {
  if (Array.isArray(value)) {
    const items = value.map((item) => textOf(item));
    const isShort = items.join(", ").length <= 100 && !items.some((item) => item.includes("\n"));
    return isShort ? `[${items.join(", ")}]` : `[\n${items.map((item) => `${item},`).join("\n")}\n]`;
  }
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).map(([key, inner]) => `${keyOf(key)} = ${textOf(inner)}`);
    return entries.length === 0 ? "{}" : `{\n${entries.join("\n")}\n}`;
  }
  return String(value);
}

/** `for` begins an expression. */
function isIdentifier(key: string): boolean {
  return /^[A-Za-z_][\w-]*$/.test(key) && key !== "for";
}

/** A key that is a reference needs parentheses. */
function expressionOfKey(key: string): string {
  const expression = expressionOf(key);
  return expression.startsWith('"') ? expression : `(${expression})`;
}
