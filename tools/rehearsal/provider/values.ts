import { ExtData, decode, encode } from "@msgpack/msgpack";

/** A value that Terraform will only know later. Refined unknowns are opaque too, and go back as they came. */
export { ExtData as Unknown } from "@msgpack/msgpack";

/** A value of a configuration or a state: JSON, with unknowns inside. */
export type Value = string | number | boolean | null | ExtData | readonly Value[] | ValueObject;

export interface ValueObject {
  readonly [name: string]: Value;
}

/** MessagePack extension 0 is Terraform's unknown; what it holds is of no matter. */
export const UNKNOWN = new ExtData(0, new Uint8Array([0]));

/** Values as the protocol carries them. */
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

/** Lists and sets look alike. */
export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

/** The objects in a nested block, whatever its nesting. */
export function objectsIn(value: Value | undefined): readonly ValueObject[] {
  if (isList(value)) return value.filter(isObject);
  return isObject(value) ? [value] : [];
}
