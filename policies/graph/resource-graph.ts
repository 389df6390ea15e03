import { type Resource, STACK_TYPE } from "../engine/resource";
import { isUnresolved, type PathValue, select, stringsIn } from "../engine/values";
import { indexedReferencesIn, unindexed } from "./addresses";
import { isLink, resourceNames } from "./resource-names";

/** References between resources, across all stacks. Data sources are targets only: they create nothing. */
export interface ResourceGraph {
  readonly resources: readonly Resource[];
  byType(...types: readonly string[]): readonly Resource[];
  inStack(stack: string, ...types: readonly string[]): readonly Resource[];
  /** Resources that the interpolations of a value reference. */
  targets(stack: string, value: unknown): readonly Resource[];
  /**
   * Resources that an argument references or names, in its value or, in a plan with known values, in its expression.
   */
  targetsAt(resource: Resource, path: string): readonly Resource[];
  /** Resources that reference or name this one in any argument. */
  referrers(resource: Resource, type?: string): readonly Resource[];
  /** Resources of a type in the stack whose links cannot be read: each may reference any other resource. */
  unread(stack: string, type: string): readonly Resource[];
  /** Calls of modules that receive the resource, whose own resources only a plan contains. */
  moduleCalls(resource: Resource): readonly Resource[];
}

/** The parts of all stacks that the graph needs besides resources. */
export interface GraphOptions {
  /** Outputs of all stacks by name, to follow references through `terraform_remote_state`. */
  readonly outputs: ReadonlyMap<string, StackOutput>;
  /** Calls of modules in configurations. */
  readonly calls: readonly Resource[];
}

/** The value of an output, and the stack that declares it. */
export interface StackOutput {
  readonly stack: string;
  readonly value: unknown;
}

const REMOTE_OUTPUT = /data\.terraform_remote_state\.[\w-]+\.outputs\.([\w-]+)/g;

/** Builds the graph. Later queries are look-ups, so that a run is linear in the number of resources. */
export function createGraph(resources: readonly Resource[], { outputs, calls }: GraphOptions): ResourceGraph {
  const created = resources.filter(({ mode }) => mode === "managed");
  const byType = groupBy(created, ({ type }) => type);
  const byStackType = groupBy(created, ({ stack, type }) => keyOf(stack, type));
  const inStack = (stack: string, type: string): readonly Resource[] => byStackType.get(keyOf(stack, type)) ?? [];
  const links = linksOf(resources, outputs);
  // An output publishes a value; that is no use of the resource.
  const referrers = referrersOf(
    created.filter(({ type }) => type !== STACK_TYPE),
    links.linked,
  );
  const callers = referrersOf(calls, links.linked);
  return {
    resources,
    byType: (...types) => types.flatMap((type) => byType.get(type) ?? []),
    inStack: (stack, ...types) => types.flatMap((type) => inStack(stack, type)),
    targets: links.targets,
    targetsAt: ({ stack, values, expressions }, path) =>
      links.linked(
        stack,
        [values, expressions].flatMap((layer) => select(layer, path)),
      ),
    referrers: (resource, type) =>
      (referrers.get(resource) ?? []).filter((one) => type === undefined || one.type === type),
    unread: (stack, type) => inStack(stack, type).filter(hasUnreadLink),
    moduleCalls: (resource) => callers.get(resource) ?? [],
  };
}

interface Links {
  targets(stack: string, value: unknown): Resource[];
  linked(stack: string, values: readonly PathValue[]): Resource[];
}

function linksOf(resources: readonly Resource[], outputs: GraphOptions["outputs"]): Links {
  const byAddress = new Map(resources.map((resource) => [keyOf(resource.stack, resource.address), resource]));
  const byBlock = groupBy(resources, ({ stack, address }) => keyOf(stack, unindexed(address)));
  const names = resourceNames(resources.filter(({ mode }) => mode === "managed"));
  const instances = (stack: string, address: string): readonly Resource[] => {
    const exact = byAddress.get(keyOf(stack, address));
    return exact ? [exact] : (byBlock.get(keyOf(stack, unindexed(address))) ?? []);
  };
  const follow = (stack: string, text: string): Resource[] => {
    const local = indexedReferencesIn(text).flatMap((address) => instances(stack, address));
    return [...local, ...remoteTargets(text, outputs, targets)];
  };
  const targets = (stack: string, value: unknown): Resource[] =>
    unique(stringsIn(value).flatMap(({ value: text }) => follow(stack, text as string)));
  const linked = (stack: string, values: readonly PathValue[]): Resource[] => {
    const texts = values.flatMap(({ path, value }) => stringsIn(value, path));
    return unique(
      texts.flatMap((text) => (isUnresolved(text.value) ? follow(stack, text.value) : names.named(stack, text))),
    );
  };
  return { targets, linked };
}

function referrersOf(resources: readonly Resource[], linked: Links["linked"]): ReadonlyMap<Resource, Resource[]> {
  const referrers = new Map<Resource, Resource[]>();
  for (const resource of resources) {
    const layers = [resource.values, resource.expressions].map((value) => ({ path: "", value }));
    for (const target of linked(resource.stack, layers)) if (target !== resource) append(referrers, target, resource);
  }
  return referrers;
}

/** A link cannot be read if its value is an expression without a resource, such as a local value of a plan. */
function hasUnreadLink({ values }: Resource): boolean {
  return stringsIn(values).some(
    ({ path, value }) => isUnresolved(value) && isLink(path) && indexedReferencesIn(value).length === 0,
  );
}

function remoteTargets(
  text: string,
  outputs: ReadonlyMap<string, StackOutput>,
  targetsOf: (stack: string, value: unknown) => Resource[],
): Resource[] {
  return [...text.matchAll(REMOTE_OUTPUT)].flatMap(([, name]) => {
    const output = outputs.get(name!);
    // Outputs that reference outputs could form a cycle.
    const chained = output !== undefined && JSON.stringify(output.value ?? "").includes("data.terraform_remote_state.");
    return output && !chained ? targetsOf(output.stack, output.value) : [];
  });
}

const unique = (resources: readonly Resource[]): Resource[] => [...new Set(resources)];

function keyOf(stack: string, address: string): string {
  return `${stack} ${address}`;
}

function groupBy<Key>(
  resources: readonly Resource[],
  keyOfResource: (resource: Resource) => Key,
): Map<Key, Resource[]> {
  const groups = new Map<Key, Resource[]>();
  for (const resource of resources) append(groups, keyOfResource(resource), resource);
  return groups;
}

function append<Key>(groups: Map<Key, Resource[]>, key: Key, resource: Resource): void {
  const group = groups.get(key);
  if (group) group.push(resource);
  else groups.set(key, [resource]);
}
