import { replaceInterpolations } from "../graph/addresses";
import { isDeeperThan, isUnresolved } from "../engine/values";

const DEEPEST = 60;
const ENCODED = /^\s*\$\{\s*jsonencode\(([\s\S]*)\)\s*\}\s*$/;

/**
 * Reads a document from JSON, or from `jsonencode` in a configuration. Expressions inside stay as `${...}`.
 *
 * @returns undefined for text that is neither.
 */
export function readDocument(text: string): unknown {
  const [, encoded] = ENCODED.exec(text) ?? [];
  if (encoded !== undefined) return readEncoded(encoded);
  for (const candidate of [text, withEscapedExpressions(text), withQuotedExpressions(text)]) {
    const document = parsed(candidate);
    if (document !== undefined) return isDeeperThan(document, DEEPEST) ? undefined : document;
  }
  return undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Expressions may contain quotes, which end the string of the JSON text around them. */
const withEscapedExpressions = (text: string): string =>
  replaceInterpolations(text, (expression) => JSON.stringify(`\${${expression}}`).slice(1, -1));

/** An expression without quotes around it is a whole value. */
const withQuotedExpressions = (text: string): string =>
  replaceInterpolations(text, (expression) => JSON.stringify(`\${${expression}}`));

/** The value of an HCL expression: objects, lists and literals; anything else stays an expression. */
function readEncoded(text: string): unknown {
  const reader = { text, at: 0 };
  const value = readValue(reader, 0);
  return value;
}

interface Reader {
  readonly text: string;
  at: number;
}

function readValue(reader: Reader, depth: number): unknown {
  skipSpace(reader);
  const start = reader.text[reader.at];
  if (depth > DEEPEST) return expressionFrom(reader);
  if (start === "{") return readObject(reader, depth);
  if (start === "[") return readList(reader, depth);
  const text = expressionFrom(reader);
  if (/^(?:true|false|null|-?\d+(?:\.\d+)?)$/.test(text)) return JSON.parse(text) as unknown;
  if (/^"(?:[^"\\]|\\.)*"$/s.test(text) || (text.startsWith('"') && text.endsWith('"') && isUnresolved(text)))
    return text.slice(1, -1).replaceAll('\\"', '"');
  return `\${${text}}`;
}

function readObject(reader: Reader, depth: number): Readonly<Record<string, unknown>> {
  const entries: (readonly [string, unknown])[] = [];
  reader.at++;
  for (skipSpace(reader); !atEnd(reader, "}"); skipSpace(reader)) {
    const [written, key] = /^(?:"([^"]*)"|\(?[\w.-]+\)?)/.exec(reader.text.slice(reader.at)) ?? [];
    if (written === undefined) break;
    reader.at += written.length;
    skipSpace(reader);
    reader.at++;
    entries.push([key ?? written, readValue(reader, depth + 1)]);
  }
  reader.at++;
  return Object.fromEntries(entries);
}

function readList(reader: Reader, depth: number): readonly unknown[] {
  const items: unknown[] = [];
  reader.at++;
  for (skipSpace(reader); !atEnd(reader, "]"); skipSpace(reader)) items.push(readValue(reader, depth + 1));
  reader.at++;
  return items;
}

const atEnd = ({ text, at }: Reader, close: string): boolean => at >= text.length || text[at] === close;

/** White space, commas and comments of HCL. */
const SPACE = /(?:[\s,]|(?:#|\/\/)[^\n]*|\/\*[\s\S]*?(?:\*\/|$))+/y;

function skipSpace(reader: Reader): void {
  SPACE.lastIndex = reader.at;
  if (SPACE.test(reader.text)) reader.at = SPACE.lastIndex;
}

/** The text up to the end of an element: a comma, a line, a comment or a bracket outside of quotes and brackets. */
function expressionFrom(reader: Reader): string {
  const from = reader.at;
  let [depth, quoted] = [0, false];
  for (; reader.at < reader.text.length; reader.at++) {
    const character = reader.text[reader.at]!;
    if (character === '"' && reader.text[reader.at - 1] !== "\\") quoted = !quoted;
    if (quoted) continue;
    if (depth === 0 && /^(?:[,\n\]})#]|\/[/*])/.test(reader.text.slice(reader.at, reader.at + 2))) break;
    if (/[[{(]/.test(character)) depth++;
    if (/[\]})]/.test(character)) depth--;
  }
  if (reader.at === from) reader.at++;
  return reader.text.slice(from, reader.at).trim();
}
