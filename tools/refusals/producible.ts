import {
  type ArgumentMapping,
  type Mapping,
  objectOf,
  propertyNamed,
  type Shape,
  shapeOf,
  type ShapeType,
} from "../../policies/refusals";
import { type Argument, argumentsOf } from "./arguments";

/** Properties that the translation sets without an argument of their own. */
const REPAIRED: readonly string[] = ["HttpMethod", "Items", "Quantity", "S3OriginConfig"];

/**
 * Names of the properties of a CloudFormation type that the mapping can produce, at any depth: those that it names, and
 * those that an argument of Terraform has the name of.
 */
export function producibleProperties(type: string, mapping: Mapping): ReadonlySet<string> {
  const shape = shapeOf(type);
  const sources = Object.entries(mapping).filter(([name]) => cloudFormationType(name, mapping) === type);
  const named = sources.flatMap(([, { arguments: targets = {}, ...own }]) => [
    ...Object.keys(("defaults" in own && own.defaults) || {}),
    ...("at" in own ? segmentsOf(own.at) : []),
    ...Object.values(targets).flatMap(targetNames),
  ]);
  const written = sources.flatMap(([name]) => argumentsOf(name));
  const alike = written.flatMap((argument) => propertiesAlike(argument, shape));
  const documents = sources.flatMap(([name, { arguments: targets = {} }]) =>
    argumentsOf(name).flatMap((argument) => documentProperties(argument, Object.entries(targets), shape)),
  );
  return new Set([...REPAIRED, ...named, ...alike, ...documents]);
}

/** The CloudFormation type that a Terraform type is, or is a part of. */
export function cloudFormationType(name: string, mapping: Mapping): string {
  const own = mapping[name]!;
  return "type" in own ? own.type : cloudFormationType(own.into, mapping);
}

function segmentsOf(target: string | undefined): readonly string[] {
  if (target === undefined) return [];
  const attribute = target.includes("[") ? ["Key", "Value"] : [];
  return [...target.replace(/\[.*/, "").split(/[/^.]/).filter(Boolean), ...attribute];
}

function targetNames(target: string | ArgumentMapping | null): readonly string[] {
  if (target === null) return [];
  if (typeof target === "string") return segmentsOf(target);
  const { to, each, constants = {}, pairs = [], also = {}, unknown = [] } = target;
  const paths = [to, each, ...unknown].flatMap(segmentsOf);
  return [...paths, ...Object.keys(constants), ...pairs, ...Object.keys(also)];
}

function objectsOf({ name, properties, definitions }: Shape) {
  return [
    { name, properties },
    ...Object.entries(definitions).map(([own, inner]) => ({ name: own, properties: inner })),
  ];
}

function propertiesAlike({ name }: Argument, shape: Shape): readonly string[] {
  return objectsOf(shape).flatMap((object) => propertyNamed(object, name) ?? []);
}

/** A text may be a JSON document that has all properties of its object. */
function documentProperties(
  { name, isText }: Argument,
  targets: readonly (readonly [string, string | ArgumentMapping | null])[],
  shape: Shape,
): readonly string[] {
  if (!isText) return [];
  const snake = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const [, target] = targets.find(([path]) => path === snake) ?? [];
  const property = typeof target === "string" ? target : propertyNamed(shape, name);
  return namesIn(shape.properties[property ?? ""], shape, new Set());
}

function namesIn(type: ShapeType | undefined, shape: Shape, known: Set<string>): readonly string[] {
  const object = objectOf(type, shape);
  if (!object || known.has(object.name)) return [];
  known.add(object.name);
  const inner = Object.values(object.properties).flatMap((one) => namesIn(one, shape, known));
  return [...Object.keys(object.properties), ...inner];
}
