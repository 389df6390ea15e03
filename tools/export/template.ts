import { usageError } from "../runner/command/exit-codes";

/** A part of a template: text, or an interpolation or directive with its delimiters. */
interface TemplatePart {
  readonly kind: "text" | "sequence";
  readonly source: string;
}

const ESCAPES: Readonly<Record<string, string>> = { "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** A line that ends a heredoc, which the text must not contain. */
const END = /^[ \t]*EOT$/m;

/**
 * A string of Terraform's JSON, which is a template, as an expression of HCL.
 *
 * @param multiline - whether lines may become a heredoc.
 * @throws ToolError (usage) for an interpolation without its end.
 */
export function expressionOf(template: string, multiline = false): string {
  const parts = partsOf(template);
  const [first] = parts;
  if (parts.length === 1 && first!.kind === "sequence" && /^\$\{[^~]/.test(template) && !template.endsWith("~}")) {
    const inner = template.slice(2, -1).trim();
    return inner.includes("\n") ? `(${inner})` : inner;
  }
  if (multiline && isReadableAsLines(template)) return heredoc(template);
  return `"${parts.map(({ kind, source }) => (kind === "sequence" ? source : escaped(source))).join("")}"`;
}

function isReadableAsLines(text: string): boolean {
  return /\n./s.test(text) && !text.includes("\r") && !END.test(text);
}

/** A heredoc always ends with a line break. */
function heredoc(text: string): string {
  return text.endsWith("\n") ? `<<EOT\n${text}EOT` : `chomp(<<EOT\n${text}\nEOT\n)`;
}

function escaped(text: string): string {
  const codeOf = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  // eslint-disable-next-line no-control-regex -- HCL accepts no control characters in a quoted string
  return text.replace(/["\\\u0000-\u001f]/g, (character) => ESCAPES[character] ?? codeOf(character));
}

function partsOf(template: string): TemplatePart[] {
  const parts: TemplatePart[] = [];
  let text = "";
  let at = 0;
  const endText = (): void => {
    if (text !== "") parts.push({ kind: "text", source: text });
    text = "";
  };
  while (at < template.length) {
    const [escape] = /^(?:\$\$|%%)\{/.exec(template.slice(at, at + 3)) ?? [];
    if (escape === undefined && /^[$%]\{/.test(template.slice(at, at + 2))) {
      endText();
      const end = endOfExpression(template, at + 2);
      parts.push({ kind: "sequence", source: template.slice(at, end) });
      at = end;
    } else {
      text += escape ?? template[at]!;
      at += escape?.length ?? 1;
    }
  }
  endText();
  return parts;
}

/** The position after the brace that closes an expression; braces in its strings and objects do not. */
function endOfExpression(template: string, start: number): number {
  let depth = 1;
  let at = start;
  while (at < template.length) {
    const character = template[at]!;
    if (character === '"') at = endOfString(template, at + 1);
    else {
      if (character === "{") depth += 1;
      if (character === "}") depth -= 1;
      at += 1;
    }
    if (depth === 0) return at;
  }
  throw unfinished(template);
}

function endOfString(template: string, start: number): number {
  let at = start;
  while (at < template.length) {
    const next = template.slice(at, at + 3);
    if (next.startsWith('"')) return at + 1;
    if (next.startsWith("\\")) at += 2;
    else if (next === "$${" || next === "%%{") at += 3;
    else if (/^[$%]\{/.test(next)) at = endOfExpression(template, at + 2);
    else at += 1;
  }
  throw unfinished(template);
}

function unfinished(template: string): Error {
  return usageError(`an interpolation has no end: ${template}; correct it in the app`);
}
