import { isUnresolved } from "../../engine/values";

/** A name in quotation marks, an operator, a parenthesis or a name without spaces. */
const TOKEN = /\s*("[^"]*"|[(),]|[^\s(),"]+)/gy;
const STATES = ["ALARM", "OK", "INSUFFICIENT_DATA"];
/** Replacement of a reference, which may be a whole term. */
const REFERENCE = "reference";
const CONSTANTS = ["TRUE", "FALSE", REFERENCE];
const OPERATORS = ["AND", "OR"];

/** Returns what is wrong with the rule of a composite alarm; undefined for a valid one. */
export function alarmRuleProblem(rule: string): string | undefined {
  const tokens = tokensOf(rule);
  if (tokens === undefined) return "has a quotation mark without its pair";
  // Its arguments are a number, a state and a list, of which AWS publishes no grammar.
  if (tokens.includes("AT_LEAST")) return undefined;
  const rest = expression(tokens, 0);
  if (typeof rest === "string") return rest;
  return rest === tokens.length ? undefined : `has ${tokens[rest]} where AND or OR must be`;
}

function tokensOf(rule: string): readonly string[] | undefined {
  const text = rule.trim();
  const tokens = [...text.matchAll(TOKEN)];
  const length = tokens.reduce((sum, [token]) => sum + token.length, 0);
  return length === text.length ? tokens.map(([, token]) => token!) : undefined;
}

/** Reads terms with operators between them. Returns the position after it, or the problem. */
function expression(tokens: readonly string[], start: number): number | string {
  const end = term(tokens, start);
  if (typeof end === "string" || !OPERATORS.includes(String(tokens[end]))) return end;
  return expression(tokens, end + 1);
}

function term(tokens: readonly string[], start: number): number | string {
  const [token, opening, name] = [0, 1, 2].map((offset) => tokens[start + offset] ?? "") as [string, string, string];
  if (token === "NOT") return term(tokens, start + 1);
  if (CONSTANTS.includes(token)) return start + 1;
  if (token === "(") return closed(tokens, expression(tokens, start + 1));
  if (!STATES.includes(token)) return `needs ALARM, OK or INSUFFICIENT_DATA${after(tokens, start)}`;
  if (opening !== "(" || ["(", ")", ",", '""', ""].includes(name))
    return `needs the name of an alarm in parentheses after ${token}`;
  return closed(tokens, start + 3);
}

function closed(tokens: readonly string[], end: number | string): number | string {
  if (typeof end === "string") return end;
  return tokens[end] === ")" ? end + 1 : "has a parenthesis that is not closed";
}

function after(tokens: readonly string[], position: number): string {
  return position === 0 ? "" : ` after ${tokens[position - 1]}`;
}

/** Replaces references, each of which is a name or a part of one. */
export function withoutReferences(rule: string): string {
  return isUnresolved(rule) ? rule.replace(/\$\{[^{}]*\}/g, REFERENCE) : rule;
}
