import SHAPES from "./shapes.json";

/** Type of a property; `tag` is an object with `Key` and `Value`, `object` names a definition of the shape. */
export type ShapeType =
  | "string"
  | "integer"
  | "number"
  | "boolean"
  | "json"
  | "tag"
  | { readonly list: ShapeType }
  | { readonly map: ShapeType }
  | { readonly object: string };

export type Properties = Readonly<Record<string, ShapeType>>;

/** Properties, identifier and attributes of a CloudFormation type. */
export interface Shape {
  /** Last part of the type. */
  readonly name: string;
  /** Property or attribute that `Ref` returns. */
  readonly identifier: string;
  readonly attributes: readonly string[];
  readonly properties: Properties;
  readonly definitions: Readonly<Record<string, Properties>>;
}

/** An object in a template: a resource or a nested object. */
export interface ObjectShape {
  readonly name: string;
  readonly properties: Properties;
}

export function shapeOf(type: string): Shape {
  return (SHAPES as unknown as Readonly<Record<string, Shape>>)[type]!;
}

const TAG: ObjectShape = { name: "Tag", properties: { Key: "string", Value: "string" } };

/** The object that a value of a type is, or that each element of a list is. */
export function objectOf(type: ShapeType | undefined, shape: Shape): ObjectShape | undefined {
  if (type === "tag") return TAG;
  if (typeof type !== "object") return undefined;
  if ("list" in type) return objectOf(type.list, shape);
  return "object" in type ? { name: type.object, properties: shape.definitions[type.object]! } : undefined;
}

/** The type of the elements of a list. */
export function elementOf(type: ShapeType | undefined): ShapeType | undefined {
  return typeof type === "object" && "list" in type ? type.list : undefined;
}

/** The type of the values of a map. */
export function valueTypeOf(type: ShapeType | undefined): ShapeType | undefined {
  return typeof type === "object" && "map" in type ? type.map : undefined;
}
