const OPENING = "([{";
const CLOSING = ")]}";
const COMMENT = /(?:#|\/\/)[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/y;

/** Elements of an HCL text between separators outside of quoted texts and brackets, without empty ones. */
export function elementsOf(text: string, separators: string): readonly string[] {
  const ends = [...separatorsIn(text, separators), text.length];
  const elements = ends.map((end, index) => text.slice(index === 0 ? 0 : ends[index - 1]! + 1, end).trim());
  return elements.filter((element) => element !== "");
}

/** The text before and after the first separator; undefined without one. */
export function splitAt(text: string, separators: string): readonly [before: string, after: string] | undefined {
  const [first] = separatorsIn(text, separators);
  return first === undefined ? undefined : [text.slice(0, first).trim(), text.slice(first + 1).trim()];
}

function separatorsIn(text: string, separators: string): readonly number[] {
  const found: number[] = [];
  let depth = 0;
  for (let at = 0; at < text.length; at = afterToken(text, at)) {
    const character = text[at]!;
    if (OPENING.includes(character)) depth++;
    if (CLOSING.includes(character)) depth--;
    if (depth === 0 && separators.includes(character)) found.push(at);
  }
  return found;
}

/** The text between brackets that enclose all of it; undefined if they do not. */
export function enclosedBy(open: string, text: string): string | undefined {
  if (!text.startsWith(open)) return undefined;
  let depth = 0;
  for (let at = 0; at < text.length; at = afterToken(text, at)) {
    if (OPENING.includes(text[at]!)) depth++;
    if (CLOSING.includes(text[at]!)) depth--;
    if (depth === 0) return at === text.length - 1 ? text.slice(1, -1) : undefined;
  }
  return undefined;
}

/** The content of a quoted text; undefined if the text is none. */
export function quotedText(text: string): string | undefined {
  const isQuoted = text.length > 1 && text.startsWith('"') && text.endsWith('"');
  return isQuoted && afterToken(text, 0) === text.length ? text.slice(1, -1) : undefined;
}

/** The position of the brace that closes an interpolation; the end of the text if none does. */
export function endOfInterpolation(text: string, from: number): number {
  return closingBrace(text, from, afterToken) ?? closingBrace(text, from, (_, at) => at + 1) ?? text.length;
}

function closingBrace(text: string, from: number, next: (text: string, at: number) => number): number | undefined {
  let depth = 1;
  for (let at = from; at < text.length; at = next(text, at)) {
    if (text[at] === "{") depth++;
    if (text[at] === "}") depth--;
    if (depth === 0) return at;
  }
  return undefined;
}

export function withoutComments(text: string): string {
  const parts: string[] = [];
  for (let [at, next] = [0, 0]; at < text.length; at = next) {
    next = afterToken(text, at);
    if (afterComment(text, at) === undefined) parts.push(text.slice(at, next));
  }
  return parts.join("");
}

/** The position after a quoted text, a comment, an escaped character or a character. */
function afterToken(text: string, at: number): number {
  if (text[at] === '"') return afterQuoted(text, at);
  return afterComment(text, at) ?? at + (text[at] === "\\" ? 2 : 1);
}

function afterComment(text: string, at: number): number | undefined {
  COMMENT.lastIndex = at;
  return COMMENT.test(text) ? COMMENT.lastIndex : undefined;
}

function afterQuoted(text: string, start: number): number {
  let depth = 0;
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === '"' && depth === 0) return at + 1;
    else if (text.startsWith("${", at)) depth++;
    else if (text[at] === "}" && depth > 0) depth--;
  }
  return text.length;
}
