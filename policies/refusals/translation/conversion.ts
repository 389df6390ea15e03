import { isRecord } from "../../engine/values";
import { elementOf, type ShapeType, valueTypeOf } from "../shapes";
import { documentText, isIntrinsic, UNKNOWN, unknownOf } from "./intrinsics";

/** Access to the stack and to the object that is written. */
export interface ConversionContext {
  evaluate(text: string): unknown;
  evaluateDeep(value: unknown): unknown;
  /** Writes an object that the definition of a type describes. */
  writeObject(value: Readonly<Record<string, unknown>>, type: ShapeType, path: string): unknown;
}

/** Converts a Terraform value to the type of a CloudFormation property. An unknown value stays present as such. */
export function convert(
  value: unknown,
  type: ShapeType | undefined,
  path: string,
  context: ConversionContext,
): unknown {
  if (typeof value === "string") return convertText(value, type, path, context);
  if (Array.isArray(value)) return convertList(value, type, path, context);
  if (isRecord(value)) return convertRecord(value, type, path, context);
  if (elementOf(type)) return [convert(value, elementOf(type), `${path}.0`, context)];
  return type === "string" ? String(value) : value;
}

function convertText(text: string, type: ShapeType | undefined, path: string, context: ConversionContext): unknown {
  // A document is read before its texts are: a reference in one of them does not hide the others.
  const document = isScalar(type) ? undefined : parsed(text);
  if (document !== undefined) return convert(document, type, path, context);
  const value = context.evaluate(text);
  if (value === UNKNOWN) return unknownOf(type);
  if (typeof value === "string") return convertLiteral(value, type, path, context);
  if (isIntrinsic(value)) return elementOf(type) ? [value] : value;
  return type === "string" ? documentText(value) : value;
}

function convertLiteral(text: string, type: ShapeType | undefined, path: string, context: ConversionContext): unknown {
  if (type === "integer" || type === "number") return text.trim() === "" || isNaN(Number(text)) ? text : Number(text);
  if (type === "boolean") return ["true", "false"].includes(text) ? text === "true" : text;
  return elementOf(type) ? [convert(text, elementOf(type), `${path}.0`, context)] : text;
}

function isScalar(type: ShapeType | undefined): boolean {
  return type === undefined || (typeof type === "string" && type !== "json");
}

/** The object or list that a JSON text contains. */
function parsed(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function convertList(
  values: readonly unknown[],
  type: ShapeType | undefined,
  path: string,
  context: ConversionContext,
): unknown {
  const element = elementOf(type);
  if (element || type === undefined || type === "json") {
    return values.map((value, index) => convert(value, element ?? type, `${path}.${index}`, context));
  }
  return values.length === 0 ? undefined : convert(values[values.length - 1], type, path, context);
}

function convertRecord(
  value: Readonly<Record<string, unknown>>,
  type: ShapeType | undefined,
  path: string,
  context: ConversionContext,
): unknown {
  const element = elementOf(type);
  if (element === "tag" && !("key" in value)) {
    return Object.entries(value).map(([key, inner]) => ({ Key: key, Value: convert(inner, "string", path, context) }));
  }
  if (element) return [convert(value, element, `${path}.0`, context)];
  if (valueTypeOf(type)) {
    const entries = Object.entries(value).map(
      ([key, inner]) => [key, convert(inner, valueTypeOf(type), `${path}.${key}`, context)] as const,
    );
    return Object.fromEntries(entries);
  }
  const isObject = type === "tag" || (isRecord(type) && "object" in type);
  return isObject ? context.writeObject(value, type, path) : context.evaluateDeep(value);
}
