import {
  isRecord,
  numberOf,
  regionOf,
  STACK_TYPE,
  type Resource,
  type ResourceGraph,
  type StackInput,
} from "../../policies";

/** Managed resources of stacks and calls of modules, without those that a plan destroys. */
export function billedResources(stacks: readonly StackInput[]): readonly Resource[] {
  return stacks.flatMap(({ resources, calls = [] }) => [...resources.filter(isBilled), ...calls]);
}

function isBilled({ type, mode, actions }: Resource): boolean {
  const isDestroyed = actions !== undefined && actions.includes("delete") && !actions.includes("create");
  return mode === "managed" && type !== STACK_TYPE && !isDestroyed && !actions?.includes("forget");
}

/**
 * Number of instances of a block in a configuration; one in a plan, which lists each. Undefined for a `count` or a
 * `for_each` that only a plan knows.
 */
export function instancesOf({ values, actions }: Resource): number | undefined {
  const { count, for_each: each } = values;
  if (actions !== undefined || (count === undefined && each === undefined)) return 1;
  if (isRecord(each)) return Object.keys(each).length;
  return Array.isArray(each) ? each.length : numberOf(count);
}

const REGION = /^[a-z]{2}(-[a-z]+)+-\d$/;

/** Region of a resource: its own argument, as in provider 6, or that of its provider; undefined unless a literal. */
export function billedRegion(resource: Resource, graph: ResourceGraph): string | undefined {
  const own = resource.values["region"];
  return typeof own === "string" && REGION.test(own) ? own : regionOf(resource, graph);
}
