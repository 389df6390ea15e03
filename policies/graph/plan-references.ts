import { isRecord, isUnresolved, listOf, stringsIn } from "../engine/values";
import { wholeExpression } from "../expressions/expression-value";
import { instanceKey, replaceInterpolations, withModulePath } from "./addresses";
import { type ModuleCall, type PlannedInstances, type PlannedModule, modulesIn } from "./plan-modules";

/** Placeholder of an expression that a plan does not contain, such as the content of a dynamic block. */
export const NOT_IN_PLAN = "${unknown}";

/** Calls and outputs that a link may pass on its way. */
const LONGEST_CHAIN = 40;

/** An instance of a module in a plan. */
interface Scope {
  readonly prefix: string;
  readonly module: PlannedModule;
  readonly call?: ModuleCall;
  readonly parent?: Scope;
  /** Instance key of the call. */
  readonly key: string;
}

/** The instance that an expression is evaluated for. */
interface Frame {
  readonly scope: Scope;
  readonly forEach: unknown;
  readonly key: string;
  readonly depth: number;
}

/** Resolves the expressions of a plan: a reference becomes `${address.attribute}` with the address of an instance. */
export interface PlanReferences {
  /** Arguments as written of an instance. */
  argumentsOf(module: string, block: string, key: string): Readonly<Record<string, unknown>> | undefined;
  /** An expression of the root module. */
  atRoot(expression: unknown): unknown;
  providerOf(module: string, block: string): unknown;
}

export function planReferences(root: PlannedModule, instances: PlannedInstances): PlanReferences {
  const scopes = new Map<string, Scope | undefined>();
  const rootScope: Scope = { prefix: "", module: root, key: "" };
  const scopeAt = (path: string): Scope | undefined => {
    if (!scopes.has(path)) scopes.set(path, scopeOf(path, rootScope));
    return scopes.get(path);
  };
  const plan: Plan = { instances, scopeAt };
  return {
    argumentsOf(module, name, key) {
      const scope = scopeAt(module);
      const block = scope?.module.blocks.get(name);
      if (!scope || !block) return undefined;
      const resolved = resolve(block.expressions, { scope, forEach: block.forEach, key, depth: 0 }, plan);
      return isRecord(resolved) ? resolved : {};
    },
    atRoot: (expression) => resolve(expression, { scope: rootScope, forEach: undefined, key: "", depth: 0 }, plan),
    providerOf: (module, name) => scopeAt(module)?.module.blocks.get(name)?.provider,
  };
}

function scopeOf(path: string, root: Scope): Scope | undefined {
  return modulesIn(path).reduce<Scope | undefined>((parent, { prefix, name, key }) => {
    const call = parent?.module.calls.get(name);
    return call && { prefix, module: call.module, call, parent, key };
  }, root);
}

interface Plan {
  readonly instances: PlannedInstances;
  readonly scopeAt: (path: string) => Scope | undefined;
}

function resolve(expression: unknown, frame: Frame, plan: Plan): unknown {
  if (Array.isArray(expression)) return expression.map((item) => resolve(item, frame, plan));
  if (!isRecord(expression)) return expression;
  const { constant_value: constant, references } = expression;
  if (constant !== undefined) return Array.isArray(references) ? resolveTexts(constant, frame, plan) : constant;
  if (Array.isArray(references)) return oneOrList(followAll(references.map(String), frame, plan));
  const entries = Object.entries(expression).map(([key, inner]) => [
    key,
    isComputed(inner) ? NOT_IN_PLAN : resolve(inner, frame, plan),
  ]);
  return Object.fromEntries(entries);
}

/** A plan of a configuration in JSON contains the texts with references as they are written. */
function resolveTexts(value: unknown, frame: Frame, plan: Plan): unknown {
  if (Array.isArray(value)) {
    return value.flatMap((item) => (typeof item === "string" ? listOf : asElement)(resolveTexts(item, frame, plan)));
  }
  if (isRecord(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, resolveTexts(inner, frame, plan)]));
  }
  if (typeof value !== "string") return value;
  const whole = wholeExpression(value);
  if (whole !== undefined && PLAIN.test(whole)) return oneOrList(followAll([whole], frame, plan));
  return replaceInterpolations(value, (expression) => {
    const [text, ...others] = PLAIN.test(expression) ? followAll([expression], frame, plan) : [];
    return text !== undefined && others.length === 0 ? text : `\${${withModulePath(expression, frame.scope.prefix)}}`;
  });
}

const asElement = (value: unknown): readonly unknown[] => [value];

/** A reference without functions and operators. */
const PLAIN = /^[a-z][\w-]*(?:\.[\w*-]+|\[[^\]]*\])+$/i;

function followAll(references: readonly string[], frame: Frame, plan: Plan): readonly string[] {
  const specific = references.filter((one) => !references.some((other) => isWithin(other, one)));
  const sameKey = references.some((one) => /^(?:each\.|count\.)/.test(one));
  const { scope, depth } = frame;
  const follow = (reference: string): readonly string[] => {
    if (depth > LONGEST_CHAIN) return [NOT_IN_PLAN];
    const [head, name] = reference.split(/[.[]/) as [string, string];
    if (head === "var") return argumentTexts(name, frame, plan);
    if (head === "each")
      return textsOf(resolve(frame.forEach, { ...frame, forEach: undefined, depth: depth + 1 }, plan));
    if (head === "local") return [`\${${scope.prefix}${reference}}`];
    if (head === "module") return outputTexts(reference, frame, plan);
    if (["count", "path", "self", "terraform"].includes(head)) return [];
    return instanceTexts(reference, frame, sameKey, plan);
  };
  const texts = [...new Set(specific.flatMap(follow))];
  // A value that is unknown depends on a resource; literals beside it are names and keys.
  const links = texts.filter(isUnresolved);
  return links.length > 0 ? links : texts;
}

/** The argument of the module call that sets a variable. */
function argumentTexts(name: string, { scope, depth }: Frame, plan: Plan): readonly string[] {
  const { parent, call, key } = scope;
  if (!parent || call?.expressions[name] === undefined) return [`\${${scope.prefix}var.${name}}`];
  return textsOf(
    resolve(call.expressions[name], { scope: parent, forEach: call.forEach, key, depth: depth + 1 }, plan),
  );
}

function outputTexts(reference: string, { scope, depth }: Frame, plan: Plan): readonly string[] {
  const [, name, key = "", output = ""] = MODULE_OUTPUT.exec(reference)!;
  const call = `${scope.prefix}module.${name}`;
  const prefixes = key === "" ? [...(plan.instances.byCall.get(call) ?? [])] : [`${call}${key}.`];
  const children = prefixes.map(plan.scopeAt).filter((child) => child !== undefined);
  return children.flatMap((child) => {
    const declared = child.module.outputs[output];
    const expression = isRecord(declared) ? declared["expression"] : undefined;
    return expression === undefined
      ? [`\${${scope.prefix}${reference}}`]
      : textsOf(resolve(expression, { scope: child, forEach: undefined, key: "", depth: depth + 1 }, plan));
  });
}

const MODULE_OUTPUT = /^module\.([\w-]+)(\[(?:"(?:[^"\\]|\\.)*"|[^\]"]*)\])?(?:\.([\w-]+))?/;

/** A function or an operator without references is `{}`, as a plan does not contain its text. */
const isComputed = (expression: unknown): boolean => isRecord(expression) && Object.keys(expression).length === 0;

/** Terraform lists `a.b.id` as well as `a.b`. */
const isWithin = (inner: string, outer: string): boolean =>
  inner.length > outer.length && inner.startsWith(outer) && /^[.[]/.test(inner.slice(outer.length));

const textsOf = (value: unknown): readonly string[] => stringsIn(value).map(({ value: text }) => text as string);

function oneOrList(texts: readonly string[]): unknown {
  if (texts.length === 0) return NOT_IN_PLAN;
  return texts.length === 1 ? texts[0] : texts;
}

function instanceTexts(
  reference: string,
  { scope, key }: Frame,
  sameKey: boolean,
  { instances: { byBlock } }: Plan,
): readonly string[] {
  const [, block, index = "", attribute] = RESOURCE_REFERENCE.exec(reference)!;
  const instances = byBlock.get(`${scope.prefix}${block}`) ?? [];
  const named = instances.filter((one) => instanceKey(one) === (index || (sameKey ? key : "")));
  const chosen = named.length > 0 ? named : index === "" ? instances : [];
  if (chosen.length === 0) return [`\${${scope.prefix}${reference}}`];
  return chosen.map((address) => `\${${address}${attribute}}`);
}

const RESOURCE_REFERENCE = /^((?:data\.)?[\w-]+\.[\w-]+)(\[(?:"(?:[^"\\]|\\.)*"|[^\]"]*)\])?(.*)$/;
