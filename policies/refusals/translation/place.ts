import { isRecord } from "../../engine/values";
import type { Target } from "../mapping/grammar";
import { type ObjectShape, objectOf, type Shape, type ShapeType } from "../shapes";
import { isIntrinsic } from "./intrinsics";

export type MutableObject = Record<string, unknown>;

/** An object that is being written, for the arguments of one block. */
export interface Frame {
  readonly object: MutableObject;
  /** Absent for a block without an object of its own. */
  readonly shape?: ObjectShape;
  readonly path: string;
}

/** A property that receives a value. */
export interface Place {
  readonly object: MutableObject;
  readonly property: string;
  readonly type: ShapeType | undefined;
  readonly path: string;
  /** Key of the attribute, if the property is a list of keys and values. */
  readonly key?: string;
}

/** Finds the place of a target, and creates the objects on the way. */
export function placeOf(target: Target, frames: readonly Frame[], shape: Shape): Place {
  const [, levels, path, key] = /^(\/|\^*)([\w.]+)(?:\[(.+)\])?$/.exec(target)!;
  const frame = levels === "/" ? frames[0]! : frames[frames.length - 1 - levels!.length]!;
  const names = path!.split(".");
  const property = names.pop()!;
  const parent = names.reduce<Frame>((outer, name) => descend(outer, name, shape), frame);
  return {
    object: parent.object,
    property,
    type: parent.shape?.properties[property],
    path: `${parent.path}.${property}`,
    key,
  };
}

function descend({ object, shape: owner, path }: Frame, name: string, shape: Shape): Frame {
  const existing = object[name];
  const inner = isRecord(existing) && !isIntrinsic(existing) ? (existing as MutableObject) : {};
  object[name] = inner;
  return { object: inner, shape: objectOf(owner?.properties[name], shape), path: `${path}.${name}` };
}

/** Sets a property. Lists are appended, and objects merged, if several arguments have the same place. */
export function assign({ object, property }: Place, value: unknown): void {
  const existing = object[property];
  if (Array.isArray(existing) && Array.isArray(value)) existing.push(...(value as unknown[]));
  else if (isPlain(existing) && isPlain(value)) Object.assign(existing, value);
  else object[property] = value;
}

function isPlain(value: unknown): value is MutableObject {
  return isRecord(value) && !isIntrinsic(value);
}
