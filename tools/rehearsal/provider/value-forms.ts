import { INVENTED } from "./checks";
import type { Step } from "./expressions";

/** The value of every date. */
export const MOMENT = "2026-01-01T00:00:00Z";
const CIDR = "10.0.0.0/16";

type Call = Extract<Step, { kind: "call" }>;
type Uses = readonly (readonly Step[])[];

const NUMERIC = /^(?:tonumber|parseint|min|max|abs|ceil|floor|log|pow|signum|range)$/;
const TIMES = /^(?:timeadd|timecmp|formatdate)$/;
const LISTS =
  /^(?:tolist|toset|sort|distinct|compact|reverse|flatten|concat|element|slice|one|setunion|contains|zipmap)$/;
/** Functions whose result has the form of their first argument. */
const TRANSPARENT =
  /^(?:nonsensitive|sensitive|try|can|coalesce|coalescelist|tostring|trimspace|chomp|lower|upper|tomap|merge|tolist|toset|sort|distinct|compact|reverse|flatten|concat|setunion)$/;
const INDEX_OF_UNKNOWN_SIZE = 3;

/** Forms of texts that are not encoded, with the steps that need them. */
const PLAIN_FORMS: readonly { isNeeded(step: Step): boolean; text(fallback: string): string }[] = [
  { isNeeded: (step) => isCall(step, /^tobool$/), text: () => "true" },
  { isNeeded: isNumber, text: (fallback) => (Number.isNaN(Number(fallback)) ? "1" : fallback) },
  {
    isNeeded: (step) => isCall(step, TIMES),
    text: (fallback) => (Number.isNaN(Date.parse(fallback)) ? MOMENT : fallback),
  },
  { isNeeded: (step) => isCall(step, /^cidr/), text: (fallback) => (fallback.includes("/") ? fallback : CIDR) },
];

/**
 * A text that everything which expressions do to it accepts: a number, a date, a CIDR block, base64, JSON with the keys
 * that are read, or a list with separators.
 *
 * @param fallback - returned if expressions need no certain form, or if it has that form.
 */
export function textFor(uses: Uses, fallback: string): string {
  const steps = uses.map(withoutTransparent);
  const after = (names: RegExp): Uses => steps.filter(([first]) => isCall(first, names)).map(([, ...rest]) => rest);
  const encoded = after(/^base64decode$/);
  if (encoded.length > 0) return Buffer.from(textFor(encoded, `${INVENTED}value`)).toString("base64");
  const decoded = after(/^(?:jsondecode|yamldecode)$/);
  if (decoded.length > 0) return JSON.stringify(contentFor(decoded, {}));
  const split = steps.filter(([first]) => isCall(first, /^split$/));
  if (split.length > 0) return parts(split, fallback);
  const first = steps.flatMap(([step]) => step ?? []);
  return PLAIN_FORMS.find(({ isNeeded }) => first.some(isNeeded))?.text(fallback) ?? fallback;
}

/** Number of elements that expressions read from a list. @param usual - number if they read none in particular */
export function lengthFor(uses: Uses, usual: number): number {
  const lengths = uses.map(lengthOf).filter((length) => length !== undefined);
  return lengths.includes(1) && uses.some(isOne) ? 1 : Math.max(usual, ...lengths);
}

/** The largest number of elements that one use needs. */
function lengthOf(steps: readonly Step[]): number | undefined {
  const [first, ...rest] = withoutTransparent(steps);
  if (first?.kind === "index") return first.index === undefined ? INDEX_OF_UNKNOWN_SIZE : first.index + 1;
  if (isCall(first, /^slice$/)) return Math.max(Number(first.arguments[2]) || 0, lengthOf(rest) ?? 0);
  return isCall(first, /^(?:one|element)$/) ? 1 : undefined;
}

function isOne(steps: readonly Step[]): boolean {
  return isCall(withoutTransparent(steps)[0], /^one$/);
}

function parts(uses: Uses, fallback: string): string {
  const separator = (uses[0]![0] as Call).arguments[0]!;
  const rests = uses.map(([, ...rest]) => rest);
  const length = lengthFor(rests, 1);
  if (fallback.split(separator).length >= length && length > 1) return fallback;
  return Array.from({ length }, () => textFor(rests.map(elementUse), fallback)).join(separator);
}

/** The uses of an element of a list. */
export function elementUse(steps: readonly Step[]): readonly Step[] {
  const [first, ...rest] = withoutTransparent(steps);
  if (isCall(first, /^slice$/)) return elementUse(rest);
  return first?.kind === "index" || isCall(first, /^(?:one|element)$/) ? rest : [];
}

/** Decoded content with the keys and elements that expressions read. */
function contentFor(uses: Uses, fallback: unknown): unknown {
  const keys = new Map<string, (readonly Step[])[]>();
  for (const steps of uses) {
    const [first, ...rest] = withoutTransparent(steps);
    const key = keyOf(first);
    if (key !== undefined) keys.set(key, [...(keys.get(key) ?? []), rest]);
  }
  if (keys.size > 0) {
    const entries = [...keys].map(([key, inner]) => [key, contentFor(inner, `${INVENTED}${key}`)]);
    return Object.fromEntries(entries) as unknown;
  }
  if (uses.some(isListUse)) {
    const element = contentFor(uses.map(elementUse), `${INVENTED}element`);
    return Array.from({ length: lengthFor(uses, 1) }, () => element);
  }
  return typeof fallback === "string" ? textFor(uses, fallback) : fallback;
}

function keyOf(step: Step | undefined): string | undefined {
  if (step?.kind === "key") return step.key;
  return isCall(step, /^lookup$/) && step.position === 0 ? step.arguments[1] : undefined;
}

function isListUse(steps: readonly Step[]): boolean {
  return steps.some((step, index) => {
    const before = steps.slice(0, index);
    const isFirst = withoutTransparent(before).length === 0;
    return isFirst && (step.kind === "index" || isCall(step, LISTS));
  });
}

function isNumber(step: Step): boolean {
  return step.kind === "arithmetic" || isCall(step, NUMERIC);
}

function withoutTransparent(steps: readonly Step[]): readonly Step[] {
  const start = steps.findIndex((step) => !isCall(step, TRANSPARENT));
  return start < 0 ? [] : steps.slice(start);
}

function isCall(step: Step | undefined, names: RegExp): step is Call {
  return step?.kind === "call" && names.test(step.name);
}
