import type { Block, NestedBlock } from "../schema/schema";
import { usesOf, type ExpectedValues } from "./expected-values";
import { UNKNOWN, isList, isObject, isUnknown, objectsIn, type Value, type ValueObject } from "./values";

/** The arguments of one provider block. */
export interface ProviderConfiguration {
  readonly account: string;
  readonly region: string;
  /** `aws`, `aws-cn` or `aws-us-gov`. */
  readonly partition: string;
  /** Steps of expressions that use values; invented values must permit them. */
  readonly expected: readonly ExpectedValues[];
  readonly defaultTags: ValueObject;
}

/**
 * The planned state of a resource: arguments as configured, computed attributes unknown.
 */
export function plannedState(
  type: string,
  block: Block,
  prior: Value,
  proposed: ValueObject,
  { region, defaultTags, expected }: ProviderConfiguration,
): ValueObject {
  const planned = planBlock(block, {
    ...proposed,
    ...(isObject(prior) ? unchangedElements(block, prior, proposed) : {}),
    ...regionOf(block, proposed, region),
    ...KNOWN_AT_PLAN[type]?.(proposed),
    ...chosenBlocks(block, isObject(prior) ? prior : {}, proposed, usesOf(expected, "resource", type, proposed)),
  });
  return "tags_all" in planned ? { ...planned, tags_all: tagsOf(proposed["tags"], defaultTags) } : planned;
}

function planBlock({ attributes, blocks }: Block, proposed: ValueObject): ValueObject {
  const planned: Record<string, Value> = {};
  for (const [name, { computed, writeOnly }] of Object.entries(attributes)) {
    const value = proposed[name] ?? null;
    if (writeOnly) planned[name] = null;
    else planned[name] = computed && value === null ? UNKNOWN : value;
  }
  for (const [name, nested] of Object.entries(blocks)) planned[name] = planNested(nested, proposed[name] ?? null);
  return planned;
}

function planNested({ nesting, block }: NestedBlock, value: Value): Value {
  if (isList(value)) return value.map((item) => (isObject(item) ? planBlock(block, item) : item));
  if (!isObject(value)) return value;
  if (nesting === "single") return planBlock(block, value);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, planBlock(block, item as ValueObject)]));
}

/**
 * Takes the elements of sets from the prior state if they differ from the proposed ones in computed values only.
 * Terraform finds prior values by position, which elements of a set do not have.
 */
function unchangedElements({ blocks }: Block, prior: ValueObject, proposed: ValueObject): ValueObject {
  const sets = Object.keys(blocks).filter((name) => blocks[name]!.nesting === "set");
  const entries = sets.map((name) => {
    const earlier = objectsIn(prior[name]);
    const elements = proposed[name] ?? null;
    const withPrior = (element: Value): Value => earlier.find((one) => agrees(element, one)) ?? element;
    return [name, isList(elements) ? elements.map(withPrior) : elements];
  });
  return Object.fromEntries(entries) as ValueObject;
}

/**
 * Blocks that the configuration leaves to AWS and reads, such as the root volume of an instance. The bindings do not
 * say which blocks AWS chooses; one whose computed attributes are read must be one.
 */
function chosenBlocks(
  { blocks }: Block,
  prior: ValueObject,
  proposed: ValueObject,
  uses: ReturnType<typeof usesOf>,
): ValueObject {
  const isRead = (name: string): boolean =>
    Object.entries(blocks[name]!.block.attributes).some(
      ([attribute, { computed }]) => computed && uses.has(`${name}.${attribute}`),
    );
  const absent = Object.keys(blocks).filter((name) => {
    const value = proposed[name] ?? null;
    return isList(value) && value.length === 0 && isRead(name);
  });
  return Object.fromEntries(absent.map((name) => [name, objectsIn(prior[name]).length > 0 ? prior[name]! : UNKNOWN]));
}

/** True if every value of the proposal equals the prior state. */
function agrees(proposed: Value, prior: Value | undefined): boolean {
  if (proposed === null) return true;
  if (isList(proposed)) {
    return (
      isList(prior) && prior.length === proposed.length && proposed.every((item, index) => agrees(item, prior[index]))
    );
  }
  if (!isObject(proposed)) return proposed === prior;
  return isObject(prior) && Object.entries(proposed).every(([name, value]) => agrees(value, prior[name]));
}

/** Since version 6 every regional resource has the argument `region`. Some types had another `region` before. */
function regionOf({ attributes }: Block, proposed: ValueObject, region: string): ValueObject {
  const { type, computed } = attributes["region"] ?? {};
  return type === "string" && computed && proposed["region"] === null ? { region } : {};
}

function tagsOf(tags: Value | undefined, defaultTags: ValueObject): Value {
  if (isUnknown(tags)) return tags;
  return { ...defaultTags, ...(isObject(tags) ? tags : {}) };
}

/**
 * Computed attributes that the provider partly knows at plan. A `for_each` over the validation records of a
 * certificate needs them. Source: the documentation of the certificate resource.
 */
const KNOWN_AT_PLAN: Readonly<Record<string, (proposed: ValueObject) => ValueObject>> = {
  aws_acm_certificate: (proposed): ValueObject => {
    if (objectsIn(proposed["domain_validation_options"]).length > 0) return {};
    const alternatives = proposed["subject_alternative_names"];
    const names = [proposed["domain_name"], ...(isList(alternatives) ? alternatives : [])];
    if (proposed["domain_name"] === null || names.some(isUnknown)) return {};
    const option = { resource_record_name: UNKNOWN, resource_record_type: UNKNOWN, resource_record_value: UNKNOWN };
    return { domain_validation_options: [...new Set(names)].map((name) => ({ ...option, domain_name: name! })) };
  },
};
