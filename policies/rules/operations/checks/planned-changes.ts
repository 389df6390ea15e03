import type { PlanAction, Resource } from "../../../engine/resource";
import type { ResourceGraph } from "../../../graph/resource-graph";

export const isReplaced = (resource: Resource): boolean => has(resource, "create") && has(resource, "delete");
export const isDestroyed = (resource: Resource): boolean => has(resource, "delete") && !has(resource, "create");
export const isCreated = (resource: Resource): boolean => has(resource, "create") && !has(resource, "delete");
export const isUpdated = (resource: Resource): boolean => has(resource, "update");

/** True if a plan changes the resource in any way. */
export const isChanged = (resource: Resource): boolean =>
  (["create", "update", "delete"] as const).some((action) => has(resource, action));

/** A configuration contains no actions. */
function has({ actions }: Resource, action: PlanAction): boolean {
  return actions?.includes(action) ?? false;
}

/** `, because of vpc_id (aws_vpc.main is replaced)` for a replaced resource; empty if the plan gives no reason. */
export function reasonOf(resource: Resource, graph: ResourceGraph): string {
  const reasons = resource.change!.replacing.map((argument) => {
    const causes = graph.targetsAt(resource, argument).filter((target) => target !== resource && isReplaced(target));
    return causes.length > 0
      ? `${argument} (${causes.map(({ address }) => address).join(", ")} is replaced)`
      : argument;
  });
  return reasons.length > 0 ? `, because of ${reasons.join(", ")}` : "";
}
