import { loadAwsServiceSpecSync } from "@aws-cdk/aws-service-spec";
import type { PropertyType, Resource, ResourceProperties, TypeDefinition } from "@aws-cdk/service-spec-types";
import { type Mapping, MAPPING, type Properties, type Shape, type ShapeType } from "../../policies/refusals";

type Database = ReturnType<typeof loadAwsServiceSpecSync>;

/**
 * Properties, identifiers and attributes of every CloudFormation type that the mapping names, sorted by type.
 *
 * @throws Error for a type that AWS's specification does not contain.
 */
export function shapesOf(mapping: Mapping = MAPPING): Readonly<Record<string, Shape>> {
  const database = loadAwsServiceSpecSync();
  const types = Object.values(mapping).flatMap((one) => ("type" in one ? [one.type] : []));
  return Object.fromEntries([...new Set(types)].sort().map((type) => [type, shapeOf(type, database)]));
}

/** The shapes as a file with one line for each type. */
export function shapesText(shapes: Readonly<Record<string, Shape>>): string {
  const lines = Object.entries(shapes).map(([type, shape]) => `${JSON.stringify(type)}: ${JSON.stringify(shape)}`);
  return `{\n${lines.join(",\n")}\n}\n`;
}

function shapeOf(type: string, database: Database): Shape {
  const [resource] = database.lookup("resource", "cloudFormationType", "equals", type);
  if (!resource) throw new Error(`the specification of AWS contains no ${type}; correct the mapping`);
  return new ShapeReader(database).read(resource);
}

/** Of several possible types the first; a document rather than its text. */
function preferred(types: readonly PropertyType[]): PropertyType {
  const [first] = types;
  return (first?.type === "string" && types.find(({ type }) => type === "json")) || first!;
}

/** Reads one type with the definitions of the objects in it. */
class ShapeReader {
  private readonly definitions: Record<string, Properties> = {};

  constructor(private readonly database: Database) {}

  read({ name, primaryIdentifier = [], attributes, properties }: Resource): Shape {
    const [identifier = ""] = primaryIdentifier;
    const own = this.propertiesOf(properties);
    return { name, identifier, attributes: Object.keys(attributes), properties: own, definitions: this.definitions };
  }

  private propertiesOf(properties: ResourceProperties): Properties {
    return Object.fromEntries(Object.entries(properties).map(([name, { type }]) => [name, this.typeOf(type)]));
  }

  private typeOf(type: PropertyType): ShapeType {
    switch (type.type) {
      case "array":
        return { list: this.typeOf(type.element) };
      case "map":
        return { map: this.typeOf(type.element) };
      case "ref":
        return { object: this.define(this.database.get("typeDefinition", type.reference.$ref)) };
      case "union":
        return this.typeOf(preferred(type.types));
      case "date-time":
      case "null":
        return "string";
      default:
        return type.type;
    }
  }

  /** Objects may contain themselves: the name is known before the properties are. */
  private define({ name, properties }: TypeDefinition): string {
    if (!(name in this.definitions)) {
      this.definitions[name] = {};
      this.definitions[name] = this.propertiesOf(properties);
    }
    return name;
  }
}
