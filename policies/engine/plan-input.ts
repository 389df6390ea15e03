import { PLAN_ACTIONS, type PlanAction, type PlannedChange, type Resource, STACK_TYPE, type Values } from "./resource";
import { type Configuration, MalformedInputError, readConfiguration, rejectDeep, type StackInput } from "./synth-input";
import { instanceKey, modulePath, unindexed } from "../graph/addresses";
import { originOf } from "../graph/block-origins";
import { instancesOf, readModule } from "../graph/plan-modules";
import { NOT_IN_PLAN, planReferences, type PlanReferences } from "../graph/plan-references";
import { withUnknownBlocks } from "../graph/unknown-blocks";
import { inheritedProvider, stackOf } from "./plan-stack";
import { isLiteral, isRecord, isUnresolved, listOf } from "./values";

/** Placeholder for a sensitive value, which reports must not show. */
const SENSITIVE = "${sensitive}";

/** A plan as printed by `terraform show -json`. */
export interface Plan {
  readonly name: string;
  readonly plan: unknown;
  /** Configuration of the plan, for construct paths, waivers and lifecycle, which a plan does not contain. */
  readonly configuration?: unknown;
}

/**
 * Converts a plan to the form of a configuration with known values. A value that is unknown until apply becomes the
 * expression it comes from; a value that the provider chooses is absent.
 *
 * @throws MalformedInputError for anything that is not a plan.
 */
export function readPlan({ name, plan, configuration }: Plan): StackInput {
  if (!isRecord(plan) || !Array.isArray(plan["resource_changes"])) {
    throw new MalformedInputError(name, "a plan must have resource_changes; create it with terraform show -json");
  }
  if (plan["errored"] === true) throw new MalformedInputError(name, "the plan has errors and is incomplete");
  rejectDeep(name, plan);
  const addresses = plan["resource_changes"].map((change) => changeOf(name, change).address);
  const configured = isRecord(plan["configuration"]) ? plan["configuration"] : {};
  const references = planReferences(readModule(configured["root_module"]), instancesOf(addresses));
  const origins = originsIn(configuration === undefined ? undefined : { name, config: configuration });
  const providers = configured["provider_config"];
  const resources = plan["resource_changes"]
    .map((change) => resourceOf(name, change, references, origins))
    .map((one) => ({
      ...one,
      values: { ...one.values, provider: inheritedProvider(one.values["provider"], providers) },
    }));
  const stack = origins.get(STACK_TYPE) ?? stackOf(name, plan, references);
  // The stack itself is one of the origins.
  if (resources.length === 0 && origins.size > 1) {
    throw new MalformedInputError(name, "the plan contains no resource of its configuration");
  }
  return { stack: name, resources: stack ? [...resources, stack] : resources, outputs: new Map() };
}

function originsIn(configuration: Configuration | undefined): ReadonlyMap<string, Resource> {
  const resources = configuration ? readConfiguration(configuration).resources : [];
  return new Map(resources.map((resource) => [resource.address, resource]));
}

function resourceOf(
  stack: string,
  entry: unknown,
  references: PlanReferences,
  origins: ReadonlyMap<string, Resource>,
): Resource {
  const { address, type, mode, change } = changeOf(stack, entry);
  const module = modulePath(address);
  const block = unindexed(address.slice(module.length));
  const origin = origins.get(unindexed(address));
  const { constructPath, stackTrace, waivers, openRoutes, values: configured } = origin ?? {};
  const written = references.argumentsOf(module, block, instanceKey(address));
  const expressions = written && withUnknownBlocks(type, change["after_unknown"], configured, written);
  const values = {
    ...plannedValues(change, expressions, type),
    // A plan contains no lifecycle, and the provider as a key of its configuration.
    ...(configured
      ? { lifecycle: configured["lifecycle"], provider: configured["provider"] }
      : { provider: references.providerOf(module, block) }),
  };
  const actions = change["actions"] as PlanAction[];
  return {
    stack,
    address,
    type,
    mode,
    values,
    expressions,
    actions,
    change: plannedChangeOf(change),
    constructPath,
    stackTrace,
    waivers,
    openRoutes,
  };
}

function plannedChangeOf(change: Values): PlannedChange {
  const before = merge({
    value: change["before"],
    unknown: undefined,
    sensitive: change["before_sensitive"],
    expression: undefined,
  });
  const replacing = listOf(change["replace_paths"]).map((path) => String(listOf(path)[0]));
  return { before: isRecord(before) ? before : {}, replacing: [...new Set(replacing)] };
}

function changeOf(stack: string, entry: unknown) {
  const { address, type, mode, change } = isRecord(entry) ? entry : {};
  if (!isText(address) || !isText(type) || !isRecord(change) || !isActions(change["actions"])) {
    throw new MalformedInputError(stack, "every resource change must have an address, a type and known actions");
  }
  return { address, type, mode: mode === "data" ? ("data" as const) : ("managed" as const), change };
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

/** Rejects unknown actions, because they could be destroys that no rule recognises. */
function isActions(value: unknown): value is readonly PlanAction[] {
  return Array.isArray(value) && value.length > 0 && value.every((one) => PLAN_ACTIONS.includes(one as PlanAction));
}

/** Planned values; the prior values for a destroyed resource. */
function plannedValues(change: Values, expressions: Values | undefined, type: string): Values {
  const planned = change["after"] ?? (change["after_unknown"] === true ? undefined : change["before"]);
  const sensitive = planned === change["before"] ? change["before_sensitive"] : change["after_sensitive"];
  const layers = { value: planned, unknown: change["after_unknown"], sensitive, expression: expressions };
  const values = merge({ ...layers, missing: type === "aws_iam_policy_document" ? NOT_IN_PLAN : undefined });
  return isRecord(values) ? values : {};
}

/** A planned value with its unknown and sensitive parts and its expression. */
interface Layers {
  readonly value: unknown;
  readonly unknown: unknown;
  readonly sensitive: unknown;
  readonly expression: unknown;
  /** Value of an unknown argument without an expression, which a plan lacks for dynamic blocks. */
  readonly missing?: string;
}

function merge(layers: Layers): unknown {
  const { value, unknown, sensitive, expression: written, missing } = layers;
  const expression = written ?? missing;
  if (unknown === true) return sensitive === true ? concealed(expression) : expression;
  if (value === null || value === undefined) return isRecord(unknown) ? mergeKeys(layers) : undefined;
  return sensitive === true ? concealed(expression) : mergeKnown(layers);
}

function mergeKnown(layers: Layers): unknown {
  const { value, expression } = layers;
  if (Array.isArray(value)) return mergeElements(layers, value);
  if (isRecord(value)) return mergeKeys(layers);
  // A provider plans "" for an argument that has no effect yet, such as the bucket of logs that may be disabled.
  return value === "" && isLiteral(expression) ? expression : value;
}

/**
 * The references of a sensitive value without its literals. A list of blocks stays as the configuration writes it: a
 * set with one sensitive argument is sensitive as a whole.
 */
function concealed(expression: unknown): unknown {
  if (Array.isArray(expression)) return expression.map((one: unknown) => (isRecord(one) ? one : concealed(one)));
  if (isRecord(expression)) {
    return Object.fromEntries(Object.entries(expression).map(([key, value]) => [key, concealed(value)]));
  }
  return isUnresolved(expression) ? expression : SENSITIVE;
}

/** A plan orders blocks and elements of a set in its own way, so that each looks for its expression. */
function mergeElements(layers: Layers, elements: readonly unknown[]): unknown {
  const { unknown, expression } = layers;
  const open = elements.map((_, index) => childOf(unknown, index) === true);
  const links = listOf(expression).filter(isUnresolved);
  return elements.map((element, index) => {
    const child = childrenOf(layers, index);
    if (!isRecord(element)) return merge({ ...child, expression: linkOf(links, open, index) });
    return merge({ ...child, expression: blockExpression(expression, element, index) });
  });
}

/** The reference of an unknown element: that at its place among the unknown ones, if each has one, otherwise all. */
function linkOf(links: readonly unknown[], open: readonly boolean[], index: number): unknown {
  const place = open.slice(0, index).filter(Boolean).length;
  if (links.length === open.filter(Boolean).length) return links[place];
  return links.length === 0 ? NOT_IN_PLAN : links.join("");
}

/** A plan does not contain the content of a dynamic block. */
function blockExpression(expression: unknown, element: Values, index: number): unknown {
  const blocks = listOf(expression).filter(isRecord);
  return originOf(element, blocks, index) ?? blocks[index] ?? NOT_IN_PLAN;
}

function mergeKeys(layers: Layers): Values {
  const keys = [layers.value, layers.unknown].filter(isRecord).flatMap(Object.keys);
  const merged = [...new Set(keys)].map((key) => [key, merge(childrenOf(layers, key))] as const);
  return Object.fromEntries(merged.filter(([, value]) => value !== undefined));
}

function childrenOf({ value, unknown, sensitive, expression, missing }: Layers, key: string | number): Layers {
  return {
    missing,
    value: childOf(value, key),
    unknown: childOf(unknown, key),
    sensitive: childOf(sensitive, key),
    expression: expression === NOT_IN_PLAN ? NOT_IN_PLAN : childOf(expression, key),
  };
}

function childOf(parent: unknown, key: string | number): unknown {
  return typeof parent === "object" && parent !== null ? (parent as Record<string | number, unknown>)[key] : undefined;
}
