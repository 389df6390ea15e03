import type { Construct } from "constructs";
import { isKnown } from "./tokens";
import { Validation } from "./validation";

/** Kinds of values, with the texts of messages. */
const KINDS = {
  string: "text",
  number: "a finite number",
  boolean: "true or false",
  list: "a list",
  function: "a function",
  object: "an object",
  any: "a value",
} as const;

type Kind = keyof typeof KINDS;

type KindOf<Value> = Value extends string
  ? "string"
  : Value extends number
    ? "number"
    : Value extends boolean
      ? "boolean"
      : Value extends readonly unknown[]
        ? "list"
        : Value extends (...parameters: never[]) => unknown
          ? "function"
          : "object" | RequiredProps<Value>;

type RequiredKey<Props> = { [Key in keyof Props]-?: object extends Pick<Props, Key> ? never : Key }[keyof Props];

/** The kind of every required prop, or the required props of its object; `any` for a union of kinds. */
export type RequiredProps<Props> = { readonly [Key in RequiredKey<Props>]: KindOf<Props[Key]> | "any" };

interface WrongProp {
  readonly property: string;
  readonly value: unknown;
  readonly allowed: string;
}

/**
 * Refuses props that the compiler would refuse, for callers in JavaScript, and numbers that are not finite. Comes
 * before every read of a required prop.
 *
 * @throws InputError with every required prop that is missing or of another kind.
 */
export function requireProps<Props extends object>(
  scope: Construct,
  id: string,
  props: Props,
  required: RequiredProps<Props>,
): void {
  const validation = new Validation(scope, id);
  for (const { property, value, allowed } of wrongProps("", props, required)) {
    validation.check(false, property, value, allowed, "set it as the README of the module shows");
  }
  validation.throwIfInvalid();
}

function wrongProps(prefix: string, props: unknown, required: object): WrongProp[] {
  const values = (props ?? {}) as Readonly<Record<string, unknown>>;
  return Object.entries(required as Readonly<Record<string, Kind | object>>).flatMap(([key, expected]) => {
    const value = values[key];
    const property = `${prefix}${key}`;
    const kind = typeof expected === "string" ? expected : "object";
    if (!isOfKind(value, kind)) return [{ property, value, allowed: KINDS[kind] }];
    return typeof expected === "string" ? [] : wrongProps(`${property}.`, value, expected);
  });
}

function isOfKind(value: unknown, kind: Kind): boolean {
  if (value === undefined || value === null) return false;
  if (kind === "any" || !isKnown(value)) return true;
  if (kind === "list") return Array.isArray(value);
  if (kind === "number") return Number.isFinite(value);
  return typeof value === kind && !Array.isArray(value);
}
