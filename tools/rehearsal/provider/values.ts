import { ExtData, decode, encode } from "@msgpack/msgpack";

/** An unknown value. Refined unknowns are opaque too and are returned unchanged. */
export { ExtData as Unknown } from "@msgpack/msgpack";

/** A value of a configuration or a state: JSON that may contain unknowns. */
export type Value = string | number | boolean | null | ExtData | readonly Value[] | ValueObject;

export interface ValueObject {
  readonly [name: string]: Value;
}

/** MessagePack extension 0 is Terraform's unknown; its content is ignored. */
export const UNKNOWN = new ExtData(0, new Uint8Array([0]));

/** A value in the encoding of the protocol. */
export interface DynamicValue {
  readonly msgpack?: Uint8Array;
  readonly json?: Uint8Array;
}

export function decodeValue({ msgpack }: DynamicValue): Value {
  return decode(msgpack!) as Value;
}

export function encodeValue(value: Value): DynamicValue {
  return { msgpack: encode(value) };
}

export function isUnknown(value: Value | undefined): value is ExtData {
  return value instanceof ExtData;
}

export function isObject(value: Value | undefined): value is ValueObject {
  return typeof value === "object" && value !== null && !isList(value) && !isUnknown(value);
}

/** True for lists and sets, which have the same form. */
export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

/** The objects of a nested block of any nesting mode. */
export function objectsIn(value: Value | undefined): readonly ValueObject[] {
  if (isList(value)) return value.filter(isObject);
  return isObject(value) ? [value] : [];
}
