/** A part of a Terraform text: a literal, or the content of `${...}`. */
export type Part = string | { readonly expression: string };

/** An escaped or an opening brace, or literal text. */
const TOKEN = /(?<escaped>[$%]{2}\{)|(?<opening>[$%]\{)|[^$%]+|[$%]/y;

/** Splits a text into literals and expressions. A directive such as `%{ if }` is an expression that nobody knows. */
export function partsOf(text: string): readonly Part[] {
  const parts: Part[] = [];
  let literal = "";
  let index = 0;
  while (index < text.length) {
    TOKEN.lastIndex = index;
    const [token, escaped, opening] = TOKEN.exec(text)!;
    if (opening === undefined) {
      literal += escaped === undefined ? token : token.slice(1);
      index += token.length;
      continue;
    }
    const end = endOf(text, index + token.length);
    if (literal !== "") parts.push(literal);
    literal = "";
    parts.push({ expression: opening === "${" ? text.slice(index + token.length, end).trim() : "" });
    index = end + 1;
  }
  return literal !== "" || parts.length === 0 ? [...parts, literal] : parts;
}

/** Index of the brace that closes an expression. Braces in quoted texts count only within their own expressions. */
function endOf(text: string, start: number): number {
  let depth = 1;
  for (let index = start; index < text.length; index += 1) {
    if (text[index] === "{") depth += 1;
    if (text[index] === "}") depth -= 1;
    if (depth === 0) return index;
  }
  return text.length;
}
