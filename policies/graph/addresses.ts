import { endOfInterpolation } from "../expressions/syntax";

/** An instance key of an address: `[0]` or `["a"]`. */
const INDEX = String.raw`\[(?:"(?:[^"\\]|\\.)*"|[^[\]"]*)\]`;

const REFERENCE = new RegExp(
  String.raw`(?<![\w.-])((?:module\.[\w-]+(?:${INDEX})?\.)*(?:data\.)?[a-z][a-z0-9]*_[a-z0-9_]+\.[\w-]+(?:${INDEX})?)`,
  "g",
);

const ANY_INDEX = new RegExp(INDEX, "g");

/** The address of the block in the configuration, without instance keys. */
export function unindexed(address: string): string {
  return address.includes("[") ? address.replace(ANY_INDEX, "") : address;
}

/** The last instance key of an address, as written; empty without one. */
export function instanceKey(address: string): string {
  return new RegExp(`${INDEX}$`).exec(address)?.[0] ?? "";
}

/** The module part of an address, with its last dot; empty in the root module. */
export function modulePath(address: string): string {
  return new RegExp(String.raw`^(?:module\.[\w-]+(?:${INDEX})?\.)*`).exec(address)![0];
}

/** Resource addresses within the interpolations of a text, without instance keys. */
export function referencesIn(text: string): readonly string[] {
  return indexedReferencesIn(text).map(unindexed);
}

/** Resource addresses within the interpolations of a text, as written. */
export function indexedReferencesIn(text: string): readonly string[] {
  return interpolationsIn(text).flatMap((expression) =>
    [...expression.matchAll(REFERENCE)].map(([, address]) => address!),
  );
}

/** An expression with resource addresses that begin with the path of a module. */
export const withModulePath = (expression: string, path: string): string =>
  expression.replace(REFERENCE, (address) => path + address);

/** The expressions of a template, without `${` and `}`. `$${` is a literal. */
export function interpolationsIn(text: string): readonly string[] {
  const expressions: string[] = [];
  replaceInterpolations(text, (expression) => {
    expressions.push(expression);
    return "";
  });
  return expressions;
}

/** A template with other text instead of each `${expression}`. One without an end reaches to the last character. */
export function replaceInterpolations(text: string, by: (expression: string) => string): string {
  const parts: string[] = [];
  let rest = 0;
  for (let start = nextInterpolation(text, 0); start >= 0; start = nextInterpolation(text, rest)) {
    const end = endOfInterpolation(text, start + 2);
    parts.push(text.slice(rest, start), by(text.slice(start + 2, end)));
    rest = end + 1;
  }
  return [...parts, text.slice(rest)].join("");
}

function nextInterpolation(text: string, from: number): number {
  let at = text.indexOf("${", from);
  while (at > 0 && text[at - 1] === "$") at = text.indexOf("${", at + 2);
  return at;
}
