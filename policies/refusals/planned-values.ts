import type { Resource, Values } from "../engine/resource";
import type { StackInput } from "../engine/synth-input";
import { isRecord, isUnresolved } from "../engine/values";
import { UNKNOWN } from "./translation/intrinsics";
import { References } from "./translation/references";

/**
 * The configuration of a plan, in which the plan replaces values that the configuration does not tell. Planned values
 * alone would not do: they contain zero values of the provider that nobody wrote. A resource that is not in the
 * configuration, because it is in a module or repeated, has its planned values as far as the plan says that they were
 * written.
 */
export function withPlannedValues(configured: StackInput | undefined, planned: StackInput): StackInput {
  const configuredResources = configured?.resources ?? [];
  const written = new Map(configuredResources.map((resource) => [resource.address, resource]));
  const isTold = tellsValue(configuredResources);
  const created = planned.resources.filter(({ actions }) => !actions?.every((action) => action === "delete"));
  const known = new Set(created.map(({ address }) => address));
  const resources = created.map((resource) => {
    const own = written.get(resource.address);
    const values = own ? merged(own.values, resource.values, isTold) : writtenValues(resource);
    return { ...resource, values: values as Values };
  });
  const others = [...written.values()].filter(({ mode, address }) => mode === "data" && !known.has(address));
  return { ...planned, resources: [...resources, ...others] };
}

/** Returns whether the configuration itself contains the value of a text. */
function tellsValue(resources: readonly Resource[]): (text: string) => boolean {
  const references = new References(resources, new Map(resources.map(({ address }) => [address, address])));
  return (text) => {
    const value = references.evaluate(text);
    return value !== UNKNOWN && !JSON.stringify(value).includes("UnknownString");
  };
}

function merged(written: unknown, planned: unknown, isTold: (text: string) => boolean): unknown {
  if (Array.isArray(written)) return written.map((item, index) => merged(item, childOf(planned, index), isTold));
  if (isRecord(written)) {
    const entries = Object.entries(written).map(([key, inner]) => [key, merged(inner, childOf(planned, key), isTold)]);
    return Object.fromEntries(entries);
  }
  const isOpen = isUnresolved(written) && planned !== undefined && !isTold(written);
  return isOpen ? planned : written;
}

/** A single block is a list of one in a plan. */
function childOf(value: unknown, key: string | number): unknown {
  if (Array.isArray(value)) return typeof key === "number" ? value[key] : childOf(value[0], key);
  return isRecord(value) ? value[key] : undefined;
}

/** Planned values of the arguments that the configuration of a module contains. */
function writtenValues({ values, expressions }: Resource): unknown {
  return expressions === undefined ? values : restricted(values, expressions);
}

function restricted(planned: unknown, expression: unknown): unknown {
  if (Array.isArray(planned)) {
    const isWritten = planned.length > 0 || expression !== undefined;
    return isWritten ? planned.map((item, index) => restricted(item, elementOf(expression, index))) : undefined;
  }
  if (!isRecord(planned)) return expression === undefined && isZero(planned) ? undefined : planned;
  const entries = Object.entries(planned).map(([key, inner]) => {
    if (!isRecord(expression)) return [key, restricted(inner, expression)] as const;
    // The provider plans an empty text for a reference to null.
    const isNull = inner === "" && isUnresolved(expression[key]);
    return [key, isNull ? undefined : restricted(inner, expression[key])] as const;
  });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function elementOf(expression: unknown, index: number): unknown {
  return Array.isArray(expression) ? expression[Math.min(index, expression.length - 1)] : expression;
}

/** The provider plans a zero value for an argument that nobody wrote. */
function isZero(planned: unknown): boolean {
  return planned === "" || planned === false || planned === 0;
}
