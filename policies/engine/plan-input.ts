import { PLAN_ACTIONS, type PlanAction, type Resource, STACK_TYPE, type Values } from "./resource";
import { type Configuration, MalformedInputError, readConfiguration, type StackInput } from "./synth-input";
import { isRecord, recordsOf } from "./values";

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
  const expressions = new Map<string, Values>();
  const { root_module } = isRecord(plan["configuration"]) ? plan["configuration"] : {};
  collectExpressions(root_module, "", expressions);
  const origins = originsIn(configuration === undefined ? undefined : { name, config: configuration });
  const resources = plan["resource_changes"].map((change) => resourceOf(name, change, expressions, origins));
  const stack = origins.get(STACK_TYPE);
  // The stack itself is one of the origins.
  if (resources.length === 0 && origins.size > 1) {
    throw new MalformedInputError(name, "the plan contains no resource of its configuration");
  }
  return { stack: name, resources: stack ? [stack, ...resources] : resources, outputs: new Map() };
}

function originsIn(configuration: Configuration | undefined): ReadonlyMap<string, Resource> {
  const resources = configuration ? readConfiguration(configuration).resources : [];
  return new Map(resources.map((resource) => [resource.address, resource]));
}

function resourceOf(
  stack: string,
  entry: unknown,
  expressions: ReadonlyMap<string, Values>,
  origins: ReadonlyMap<string, Resource>,
): Resource {
  const { address, type, mode, change } = changeOf(stack, entry);
  const configAddress = address.replace(/\[[^\]]*\]/g, "");
  const { constructPath, stackTrace, waivers, openRoutes, values: configured } = origins.get(configAddress) ?? {};
  const ownExpressions = expressions.get(configAddress);
  const values = {
    ...plannedValues(change, ownExpressions),
    // A plan contains neither.
    ...(configured && { lifecycle: configured["lifecycle"], provider: configured["provider"] }),
  };
  const actions = change["actions"] as PlanAction[];
  return {
    stack,
    address,
    type,
    mode,
    values,
    expressions: ownExpressions,
    actions,
    constructPath,
    stackTrace,
    waivers,
    openRoutes,
  };
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
function plannedValues(change: Values, expressions: Values | undefined): Values {
  const planned = change["after"] ?? (change["after_unknown"] === true ? undefined : change["before"]);
  const sensitive = planned === change["before"] ? change["before_sensitive"] : change["after_sensitive"];
  const values = merge({ value: planned, unknown: change["after_unknown"], sensitive, expression: expressions });
  return isRecord(values) ? values : {};
}

/** A planned value with its unknown and sensitive parts and its expression. */
interface Layers {
  readonly value: unknown;
  readonly unknown: unknown;
  readonly sensitive: unknown;
  readonly expression: unknown;
}

function merge(layers: Layers): unknown {
  const { value, unknown, sensitive, expression } = layers;
  if (unknown === true) return sensitive === true ? SENSITIVE : expression;
  if (value === null || value === undefined) return isRecord(unknown) ? mergeKeys(layers) : undefined;
  if (sensitive === true) return SENSITIVE;
  if (Array.isArray(value)) return value.map((_, index) => merge(childrenOf(layers, index)));
  return isRecord(value) ? mergeKeys(layers) : value;
}

function mergeKeys(layers: Layers): Values {
  const keys = [layers.value, layers.unknown].filter(isRecord).flatMap(Object.keys);
  const merged = [...new Set(keys)].map((key) => [key, merge(childrenOf(layers, key))] as const);
  return Object.fromEntries(merged.filter(([, value]) => value !== undefined));
}

function childrenOf({ value, unknown, sensitive, expression }: Layers, key: string | number): Layers {
  const child = (parent: unknown): unknown =>
    typeof parent === "object" && parent !== null ? (parent as Record<string | number, unknown>)[key] : undefined;
  return { value: child(value), unknown: child(unknown), sensitive: child(sensitive), expression: child(expression) };
}

/** Collects the arguments of every resource as written, by address, from all modules. */
function collectExpressions(module: unknown, prefix: string, expressions: Map<string, Values>): void {
  if (!isRecord(module)) return;
  for (const resource of recordsOf(module["resources"])) {
    const argumentExpressions = rawValue(resource["expressions"], prefix);
    expressions.set(
      `${prefix}${String(resource["address"])}`,
      isRecord(argumentExpressions) ? argumentExpressions : {},
    );
  }
  const calls = isRecord(module["module_calls"]) ? module["module_calls"] : {};
  for (const [name, call] of Object.entries(calls)) {
    collectExpressions(isRecord(call) ? call["module"] : undefined, `${prefix}module.${name}.`, expressions);
  }
}

/** Plans of JSON configurations contain `${...}` as a constant, plans of HCL only the references. */
function rawValue(expression: unknown, prefix: string): unknown {
  if (Array.isArray(expression)) return expression.map((item) => rawValue(item, prefix));
  if (!isRecord(expression)) return expression;
  if ("constant_value" in expression) return expression["constant_value"];
  const references = expression["references"];
  if (Array.isArray(references)) return references.map((reference) => `\${${prefix}${String(reference)}}`).join("");
  return Object.fromEntries(Object.entries(expression).map(([key, inner]) => [key, rawValue(inner, prefix)]));
}
