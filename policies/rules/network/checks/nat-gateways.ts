import { fail, unknown } from "../../../engine/checks";
import type { Resource } from "../../../engine/resource";
import type { ResourceGraph } from "../../../graph/resource-graph";
import type { Check } from "../../../engine/rule";
import { zoneOf } from "../../checks/subnets";

function subnetsBehind(gateway: Resource, graph: ResourceGraph): readonly Resource[] {
  return graph
    .referrers(gateway, "aws_route")
    .flatMap((route) => graph.targetsAt(route, "route_table_id"))
    .flatMap((table) => graph.referrers(table, "aws_route_table_association"))
    .flatMap((association) => graph.targetsAt(association, "subnet_id"));
}

export const servesOwnZone: Check = (gateway, { graph }) => {
  const [home] = graph.targetsAt(gateway, "subnet_id");
  const subnets = subnetsBehind(gateway, graph);
  if (!home || [home, ...subnets].some((subnet) => zoneOf(subnet) === undefined)) return [unknown("subnet_id")];
  return subnets
    .filter((subnet) => zoneOf(subnet) !== zoneOf(home))
    .map((subnet) => fail("subnet_id", `${subnet.constructPath ?? subnet.address} uses a NAT gateway in another AZ`));
};
