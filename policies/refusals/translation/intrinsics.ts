import { isRecord } from "../../engine/values";
import { elementOf, type ShapeType, valueTypeOf } from "../shapes";

/** A value that nobody knows before AWS or Terraform has computed it. */
export const UNKNOWN = Symbol("unknown");

/** Parameters without a value: rules see that the property is set, but not to what. */
export const UNKNOWN_PARAMETERS = {
  UnknownString: { Type: "String" },
  UnknownNumber: { Type: "Number" },
  UnknownList: { Type: "CommaDelimitedList" },
} as const;

/** A reference to an unknown value of a type. */
export function unknownOf(type: ShapeType | undefined): unknown {
  if (elementOf(type)) return { Ref: "UnknownList" };
  if (valueTypeOf(type)) return { Ref: "UnknownString" };
  return { Ref: type === "integer" || type === "number" ? "UnknownNumber" : "UnknownString" };
}

export function isIntrinsic(value: unknown): value is Readonly<Record<string, unknown>> {
  return isRecord(value) && ("Ref" in value || "Fn::GetAtt" in value || "Fn::Sub" in value);
}

/** The text of a value within `Fn::Sub`. */
export function substitutionOf(value: unknown): string {
  if (typeof value === "string") return value.replaceAll("${", "${!");
  if (!isIntrinsic(value)) return "${UnknownString}";
  const { Ref: ref, "Fn::GetAtt": attribute, "Fn::Sub": text } = value;
  if (Array.isArray(attribute)) return `\${${attribute.join(".")}}`;
  return text === undefined ? `\${${String(ref)}}` : String(text);
}

/** Text from parts, with `Fn::Sub` if one of them is no literal. */
export function textOf(parts: readonly unknown[]): unknown {
  if (parts.every((part) => typeof part === "string")) return parts.join("");
  return { "Fn::Sub": parts.map(substitutionOf).join("") };
}

/** JSON text of a document that may contain intrinsics. */
export function documentText(document: unknown): unknown {
  const intrinsics: unknown[] = [];
  const json = JSON.stringify(document, (_, value: unknown) =>
    isIntrinsic(value) ? `\u0000${intrinsics.push(value) - 1}\u0000` : value,
  );
  const parts = json.split(/\\u0000(\d+)\\u0000/);
  return textOf(parts.map((part, index) => (index % 2 === 0 ? part : intrinsics[Number(part)])));
}
