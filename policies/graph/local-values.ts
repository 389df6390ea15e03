import { isRecord } from "../engine/values";

const LOCAL = /\$\{(local|var)\.([\w-]+)\}/g;
const WHOLE = /^\$\{(local|var)\.([\w-]+)\}$/;

/** Values that a configuration gives to its local values and variables, by `local.a` and `var.a`. */
export type LocalValues = ReadonlyMap<string, unknown>;

/** Reads the local values, and the default of each variable. A value that refers to itself stays as it is written. */
export function localValues(locals: unknown, variables: unknown): LocalValues {
  const named = Object.entries(isRecord(locals) ? locals : {}).map(
    ([name, value]) => [`local.${name}`, value] as const,
  );
  const defaults = Object.entries(isRecord(variables) ? variables : {}).flatMap(([name, variable]) => {
    const value = isRecord(variable) && variable["sensitive"] !== true ? variable["default"] : undefined;
    return value === undefined || value === null ? [] : [[`var.${name}`, value] as const];
  });
  const written = new Map<string, unknown>([...named, ...defaults]);
  return new Map([...written].map(([name, value]) => [name, withLocalValues(value, without(written, name))]));
}

/** Replaces `${local.a}` and `${var.a}` by their values. */
export function withLocalValues(value: unknown, locals: LocalValues): unknown {
  if (locals.size === 0) return value;
  if (typeof value === "string") return inText(value, locals);
  if (Array.isArray(value)) return value.map((item) => withLocalValues(item, locals));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withLocalValues(inner, locals)]));
}

function inText(text: string, locals: LocalValues): unknown {
  const [, kind, name] = WHOLE.exec(text) ?? [];
  const whole = `${kind}.${name}`;
  if (kind !== undefined && locals.has(whole)) return withLocalValues(locals.get(whole), without(locals, whole));
  return text.replace(LOCAL, (reference, partKind: string, partName: string) => {
    const part = `${partKind}.${partName}`;
    const value = locals.has(part) ? withLocalValues(locals.get(part), without(locals, part)) : undefined;
    return ["string", "number", "boolean"].includes(typeof value) ? String(value) : reference;
  });
}

function without(locals: LocalValues, name: string): LocalValues {
  return new Map([...locals].filter(([one]) => one !== name));
}
