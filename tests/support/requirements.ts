import type { TerraformJson } from "../../modules/core";
import { TestStack } from "../../testing";

/**
 * Another value at a path of a resource or data source. A path continues into text that is JSON. `undefined` removes
 * the value, and without a path the resource.
 */
export interface Mutation {
  readonly type: string;
  /** Part of the resource's name. */
  readonly name?: string;
  readonly path?: string;
  readonly value?: unknown;
}

type Check = (stack: TestStack) => void;

/**
 * Returns a function that defines the test of a requirement on a stack, and its twins: with each mutated value the same
 * test fails.
 */
export function requirementsOf(
  stack: TestStack,
): (title: string, check: Check, mutations: readonly Mutation[]) => void {
  return (title, check, mutations) => defineRequirement(stack, title, check, mutations);
}

function defineRequirement(stack: TestStack, title: string, check: Check, mutations: readonly Mutation[]): void {
  if (mutations.length === 0) throw new Error(`${title}: no mutated value proves that the test can fail`);
  test(title, () => check(stack));
  test.each(mutations.map((mutation) => ({ mutation, label: labelOf(mutation) })))(
    `${title}: a change of $label fails`,
    ({ mutation }) => {
      const mutated = mutate(stack.config, mutation);
      expect(() => check(new TestStack({ name: stack.name, config: mutated }))).toThrow();
    },
  );
}

/** @throws Error if the resource or the value does not exist, so that no twin passes for another reason. */
export function mutate(config: TerraformJson, { type, name = "", path, value }: Mutation): TerraformJson {
  const copy = structuredClone(config);
  const blocks = (copy.resource?.[type] ?? copy.data?.[type]) as Record<string, unknown>;
  const names = Object.keys(blocks).filter((candidate) => candidate.includes(name));
  if (names.length !== 1) throw new Error(`${type} with ${name}: ${names.length} resources`);
  if (path === undefined) delete blocks[names[0]!];
  else blocks[names[0]!] = changed(blocks[names[0]!], path.split("."), value);
  return copy;
}

function changed(tree: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  if (typeof tree === "string") return JSON.stringify(changed(JSON.parse(tree), [key, ...rest], value));
  const node = tree as Record<string, unknown>;
  if (node[key] === undefined) throw new Error(`nothing at ${key} of ${JSON.stringify(tree)}`);
  const inner = changed(node[key], rest, value);
  if (Array.isArray(node)) return node.map((item: unknown, position) => (String(position) === key ? inner : item));
  const { [key]: _before, ...others } = node;
  return inner === undefined ? others : { ...others, [key]: inner };
}

function labelOf({ type, name, path }: Mutation): string {
  return [type, name, path].filter(Boolean).join(" ");
}
