import { type Resource, STACK_TYPE } from "./resource";
import { isUnresolved, select, stringsIn } from "./values";

/** References between resources, across all stacks. Data sources are targets only: they create nothing. */
export interface ResourceGraph {
  readonly resources: readonly Resource[];
  byType(...types: readonly string[]): readonly Resource[];
  inStack(stack: string, ...types: readonly string[]): readonly Resource[];
  /** Resources that the interpolations of a value reference. */
  targets(stack: string, value: unknown): readonly Resource[];
  /** Resources that an argument references, in its value or, in a plan with known values, in its expression. */
  targetsAt(resource: Resource, path: string): readonly Resource[];
  /** Resources that reference this one in any argument. */
  referrers(resource: Resource, type?: string): readonly Resource[];
}

const REFERENCE = /(?<![\w.-])((?:module\.[\w-]+\.)*(?:data\.)?[a-z][a-z0-9]*_[a-z0-9_]+\.[\w-]+)/g;
const REMOTE_OUTPUT = /data\.terraform_remote_state\.[\w-]+\.outputs\.([\w-]+)/g;

/** Resource addresses within the interpolations of a text. */
export function referencesIn(text: string): readonly string[] {
  if (!isUnresolved(text)) return [];
  const expressions = [...text.matchAll(/\$\{((?:[^{}]|\{[^{}]*\})*)\}/g)].map(([, expression]) => expression!);
  return expressions.flatMap((expression) => [...expression.matchAll(REFERENCE)].map(([, address]) => address!));
}

/**
 * Builds the graph. Later queries are look-ups, so that a run is linear in the number of resources.
 *
 * @param outputs - outputs of all stacks by name, to follow references through `terraform_remote_state`.
 */
export function createGraph(resources: readonly Resource[], outputs: ReadonlyMap<string, StackOutput>): ResourceGraph {
  const byKey = new Map(resources.map((resource) => [keyOf(resource.stack, resource.address), resource]));
  const created = resources.filter(({ mode }) => mode === "managed");
  const byType = groupBy(created, ({ type }) => type);
  const byStackType = groupBy(created, ({ stack, type }) => keyOf(stack, type));
  const targetsOf = (stack: string, value: unknown): Resource[] => {
    const texts = stringsIn(value).map(({ value: text }) => text as string);
    const local = texts.flatMap(referencesIn).map((address) => byKey.get(keyOf(stack, address)));
    const remote = texts.flatMap((text) => remoteTargets(text, outputs, targetsOf));
    return [...new Set([...local, ...remote])].filter((target) => target !== undefined);
  };
  const referrers = new Map<Resource, Resource[]>();
  // An output publishes a value; that is no use of the resource.
  for (const resource of created.filter(({ type }) => type !== STACK_TYPE)) {
    for (const target of targetsOf(resource.stack, [resource.values, resource.expressions]))
      append(referrers, target, resource);
  }
  return {
    resources,
    byType: (...types) => types.flatMap((type) => byType.get(type) ?? []),
    inStack: (stack, ...types) => types.flatMap((type) => byStackType.get(keyOf(stack, type)) ?? []),
    targets: targetsOf,
    targetsAt: ({ stack, values, expressions }, path) =>
      targetsOf(
        stack,
        [values, expressions].flatMap((layer) => select(layer, path).map(({ value }) => value)),
      ),
    referrers: (resource, type) =>
      (referrers.get(resource) ?? []).filter((one) => type === undefined || one.type === type),
  };
}

/** The value of an output, and the stack that declares it. */
export interface StackOutput {
  readonly stack: string;
  readonly value: unknown;
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
