import { isUnresolved, listOf, recordsOf } from "../../engine/values";
import type { ArgumentMapping, ArgumentMappings } from "../mapping/grammar";
import { propertyNamed } from "../naming";
import { elementOf, objectOf, type Shape, type ShapeType } from "../shapes";
import { convert, type ConversionContext } from "./conversion";
import type { Origins } from "./origins";
import { assign, type Frame, type MutableObject, type Place, placeOf } from "./place";
import { unknownOf } from "./intrinsics";
import type { References } from "./references";
import { VERBS } from "./verbs";

/** Arguments of Terraform itself. */
const META_ARGUMENTS: readonly string[] = [
  "connection",
  "count",
  "depends_on",
  "for_each",
  "lifecycle",
  "provider",
  "provisioner",
  "region",
  "tags_all",
  "timeouts",
];

export interface WriterOptions {
  readonly address: string;
  readonly logicalId: string;
  readonly mappings: ArgumentMappings;
  /** Shape of the CloudFormation resource. */
  readonly shape: Shape;
  readonly references: References;
  readonly origins: Origins;
  /** Receives the path of each argument without property. */
  readonly unmapped: (argument: string) => void;
}

/** The block whose arguments are written. */
interface Scope {
  readonly frames: readonly Frame[];
  /** Path in the mapping, without indices. */
  readonly key: string;
  /** Path of the argument, with indices. */
  readonly argument: string;
}

/** Writes the arguments of one Terraform resource to properties. */
export class ResourceWriter {
  constructor(private readonly options: WriterOptions) {}

  write(values: Readonly<Record<string, unknown>>, frame: Frame): void {
    const entries = Object.entries(values).filter(([name]) => !META_ARGUMENTS.includes(name));
    this.writeArguments(Object.fromEntries(entries), { frames: [frame], key: "", argument: "" });
  }

  private writeArguments(values: Readonly<Record<string, unknown>>, scope: Scope): void {
    for (const [name, value] of Object.entries(values)) {
      if (value !== null && value !== undefined) this.writeArgument(name, value, scope);
    }
  }

  private writeArgument(name: string, value: unknown, { frames, key, argument }: Scope): void {
    const scope = { frames, key: joined(key, name), argument: joined(argument, name) };
    const mapping = this.options.mappings[scope.key];
    if (mapping === null) return;
    const rule: ArgumentMapping = typeof mapping === "string" ? { to: mapping } : (mapping ?? {});
    if (rule.absent?.includes(value)) return;
    const { shape } = frames[frames.length - 1]!;
    const target = rule.to ?? (shape && propertyNamed(shape, name));
    if (rule.unknown) this.writeUnknown(rule.unknown, scope);
    else if (target !== undefined) this.writeTo(placeOf(target, frames, this.options.shape), rule, value, scope);
    else this.writeWithoutProperty(value, scope);
  }

  private writeUnknown(targets: readonly string[], { frames, argument }: Scope): void {
    for (const target of targets) {
      const place = placeOf(target, frames, this.options.shape);
      this.remember(place.path, argument);
      assign(place, { Ref: "UnknownString" });
    }
  }

  /** Writes the arguments of a block that has no object in CloudFormation to other places. */
  private writeWithoutProperty(value: unknown, { frames, key, argument }: Scope): void {
    const { mappings, unmapped } = this.options;
    if (!Object.keys(mappings).some((one) => one.startsWith(`${key}.`))) return unmapped(key);
    const { object, path } = frames[frames.length - 1]!;
    if (listOf(value).some(isUnresolved))
      this.writeUnknownBlock({ frames: [...frames, { object, path }], key, argument });
    for (const block of recordsOf(value)) {
      this.writeArguments(block, { frames: [...frames, { object, path }], key, argument });
    }
  }

  /** Sets all properties of a block that nobody knows. */
  private writeUnknownBlock({ frames, key, argument }: Scope): void {
    for (const [path, mapping] of Object.entries(this.options.mappings)) {
      const target = typeof mapping === "string" ? mapping : mapping?.to;
      if (target === undefined || path.slice(0, path.lastIndexOf(".")) !== key) continue;
      const place = placeOf(target, frames, this.options.shape);
      this.remember(place.path, argument);
      assign(place, place.key === undefined ? unknownOf(place.type) : [{ Key: place.key, Value: unknownOf("string") }]);
    }
  }

  private writeTo(place: Place, rule: ArgumentMapping, value: unknown, scope: Scope): void {
    const { object, property, key, path } = place;
    if (key !== undefined) {
      const list = listOf(object[property]);
      this.remember(`${path}.${list.length}`, scope.argument);
      return assign(place, [{ Key: key, Value: convert(value, "string", path, this.context(scope, 0)) }]);
    }
    this.remember(path, scope.argument);
    const converted = this.converted(place, rule, value, scope);
    if (converted === undefined) return;
    Object.assign(object, rule.also);
    assign(place, converted);
  }

  private converted(
    { object, property, type, path }: Place,
    rule: ArgumentMapping,
    value: unknown,
    scope: Scope,
  ): unknown {
    // Several arguments may write to one list.
    const context = this.context(scope, elementOf(type) ? listOf(object[property]).length : 0);
    for (const verb of VERBS) {
      const result = verb(rule, value, type, context);
      if (result !== undefined) return result;
    }
    const target = this.itemsOf(type);
    if (target && Array.isArray(value)) {
      return { Quantity: value.length, Items: convert(value, target, `${path}.Items`, context) };
    }
    // Without blocks there is no object. A list of values may be empty on purpose.
    if (Array.isArray(value) && value.length === 0 && objectOf(type, this.options.shape)) return undefined;
    return convert(value, rule.text ? "string" : type, path, context);
  }

  /** Type of `Items`, if the type is a list in the form of `Quantity` and `Items`. */
  private itemsOf(type: ShapeType | undefined): ShapeType | undefined {
    const properties = elementOf(type) ? undefined : objectOf(type, this.options.shape)?.properties;
    return properties?.["Quantity"] === undefined ? undefined : properties["Items"];
  }

  /** @param offset - elements of the list before those that are converted. */
  private context(scope: Scope, offset: number): ConversionContext {
    const { references, shape } = this.options;
    return {
      evaluate: (text) => references.evaluate(text),
      evaluateDeep: (value) => references.evaluateDeep(value),
      writeObject: (value, type, path) => {
        const object: MutableObject = {};
        const [, index] = /\.(\d+)$/.exec(path) ?? [];
        const position = index === undefined ? path : path.replace(/\d+$/, String(Number(index) + offset));
        const argument = index === undefined ? scope.argument : `${scope.argument}[${index}]`;
        this.remember(position, argument);
        const frame = { object, shape: objectOf(type, shape), path: position };
        this.writeArguments(value, { frames: [...scope.frames, frame], key: scope.key, argument });
        return object;
      },
    };
  }

  private remember(path: string, argument: string): void {
    const { origins, logicalId, address } = this.options;
    origins.add(logicalId, path, { address, argument });
  }
}

function joined(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}
