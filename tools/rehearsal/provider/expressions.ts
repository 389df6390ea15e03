/** One step from a reference outwards through its expression. */
export type Step =
  | { readonly kind: "key"; readonly key: string }
  /** Without a number for an index that is no literal. */
  | { readonly kind: "index"; readonly index?: number }
  /** A call of which the value so far is an argument. */
  | { readonly kind: "call"; readonly name: string; readonly position: number; readonly arguments: readonly string[] }
  | { readonly kind: "arithmetic" };

/** A reference to a resource or data source, with everything that an expression does to it. */
export interface Use {
  /** `type.name`, or `data.type.name`. */
  readonly address: string;
  readonly steps: readonly Step[];
}

const REFERENCE = /(?<![\w.-])(?:data\.)?[a-z][a-z0-9]*_\w+\.[\w-]+/g;
const ACCESSOR = /\s*(?:\.([a-zA-Z_][\w-]*)|\.(\d+)|\[\s*"([^"]*)"\s*\]|\[\s*(\d+)\s*\]|\[([^\][]*)\]|\.\*)/y;
const CLOSING: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/** All uses of references in a text with `${...}`. */
export function usesIn(text: string): Use[] {
  if (!text.includes("${")) return [];
  return [...text.matchAll(REFERENCE)].map((match) => {
    const { 0: address, index } = match;
    const { steps, end } = accessorsAt(text, index + address.length);
    return { address, steps: [...steps, ...outward(text, index, end)] };
  });
}

/** The accessors that follow a value: `.name`, `[0]`, `["key"]`, `[*]`. */
function accessorsAt(text: string, start: number): { readonly steps: Step[]; readonly end: number } {
  const steps: Step[] = [];
  let end = start;
  for (;;) {
    ACCESSOR.lastIndex = end;
    const found = ACCESSOR.exec(text);
    if (!found) return { steps, end };
    end = ACCESSOR.lastIndex;
    const [, name, oldIndex, key, index, other] = found;
    const number = oldIndex ?? index;
    if ((name ?? key) !== undefined) steps.push({ kind: "key", key: (name ?? key)! });
    else if (number !== undefined) steps.push({ kind: "index", index: Number(number) });
    else if (other !== undefined && other !== "*") steps.push({ kind: "index" });
  }
}

/** The steps from a value to the end of its expression. */
function outward(text: string, start: number, end: number): Step[] {
  if (isOperand(text, start, end)) return [{ kind: "arithmetic" }];
  const open = openingBefore(text, start);
  if (open === undefined || text[open.at] !== "(") return [];
  const close = closingAfter(text, end);
  const [name = ""] = /[\w:]*$/.exec(text.slice(0, open.at))!;
  const { steps, end: after } = accessorsAt(text, close + 1);
  const args = argumentsOf(text.slice(open.at + 1, close));
  const call: Step[] = name === "" ? [] : [{ kind: "call", name, position: open.commas, arguments: args }];
  return [...call, ...steps, ...outward(text, open.at - name.length, after)];
}

function isOperand(text: string, start: number, end: number): boolean {
  return /(?:[*/%+<-]|(?<!=)>)\s*$/.test(text.slice(0, start)) || /^\s*(?:[*/%+<>-])/.test(text.slice(end));
}

/** The innermost bracket that is open before a position, and the number of commas between. */
function openingBefore(text: string, position: number): { readonly at: number; readonly commas: number } | undefined {
  const closed: string[] = [];
  let commas = 0;
  for (let at = position - 1; at >= 0; at -= 1) {
    const character = text[at]!;
    if (character === '"') at = text.lastIndexOf('"', at - 1);
    else if (Object.values(CLOSING).includes(character)) closed.push(character);
    else if (character in CLOSING && closed.pop() === undefined) return { at, commas };
    else if (character === "," && closed.length === 0) commas += 1;
    if (at < 0) return undefined;
  }
  return undefined;
}

/** The bracket that closes the innermost one around a position; the end of the text if there is none. */
function closingAfter(text: string, position: number): number {
  let depth = 0;
  for (let at = position; at < text.length; at += 1) {
    const character = text[at]!;
    if (character === '"') at = endOfString(text, at);
    else if (character in CLOSING) depth += 1;
    else if (Object.values(CLOSING).includes(character) && depth-- === 0) return at;
  }
  return text.length;
}

function endOfString(text: string, start: number): number {
  const end = text.indexOf('"', start + 1);
  return end < 0 ? text.length : end;
}

/** The arguments of a call as written, without the quotation marks of strings. */
function argumentsOf(text: string): string[] {
  const commas: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at]!;
    if (character === '"') at = endOfString(text, at);
    else if (character in CLOSING) at = closingAfter(text, at + 1);
    else if (character === ",") commas.push(at);
  }
  const ends = [...commas, text.length];
  return ends.map((end, index) => {
    const argument = text.slice(index === 0 ? 0 : commas[index - 1]! + 1, end).trim();
    return argument.replace(/^"(.*)"$/s, "$1");
  });
}
