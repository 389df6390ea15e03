import type { Resource } from "../../engine/resource";
import type { ResourceGraph } from "../../graph/resource-graph";
import { isUnresolved } from "../../engine/values";

/** AZs of the subnets that an argument references; undefined if one of them is unknown. */
export function zonesAt(resource: Resource, path: string, graph: ResourceGraph): ReadonlySet<string> | undefined {
  const subnets = graph.targetsAt(resource, path).filter(({ type }) => type === "aws_subnet");
  const zones = subnets.map(zoneOf);
  return subnets.length > 0 && zones.every((zone) => zone !== undefined) ? new Set(zones) : undefined;
}

export function zoneOf({ values }: Resource): string | undefined {
  const zone = values["availability_zone"] ?? values["availability_zone_id"];
  return typeof zone === "string" && !isUnresolved(zone) ? zone : undefined;
}

/** Returns whether the route table of a subnet has a route to a type, such as an internet gateway. */
export function subnetRoutesTo(subnet: Resource, argument: string, type: string, graph: ResourceGraph): boolean {
  return tablesOf(subnet, graph)
    .flatMap((table) => [
      ...graph.targetsAt(table, `route.${argument}`),
      ...graph.referrers(table, "aws_route").flatMap((route) => graph.targetsAt(route, argument)),
    ])
    .some((target) => target.type === type);
}

function tablesOf(subnet: Resource, graph: ResourceGraph): readonly Resource[] {
  return graph
    .referrers(subnet, "aws_route_table_association")
    .flatMap((association) => graph.targetsAt(association, "route_table_id"));
}
