import type { Resource } from "../../engine/resource";
import type { ResourceGraph } from "../../graph/resource-graph";
import { booleanOf } from "../../engine/values";

export const isNetwork = ({ values }: Resource): boolean => values["load_balancer_type"] === "network";

const LOAD_BALANCERS = ["aws_alb", "aws_elb", "aws_lb"];

/** Returns whether an internet-facing load balancer uses a security group. */
export function facesInternet(group: Resource, graph: ResourceGraph): boolean {
  return LOAD_BALANCERS.flatMap((type) => graph.referrers(group, type))
    .filter(({ values }) => booleanOf(values["internal"]) !== true)
    .some((balancer) => graph.targetsAt(balancer, "security_groups").includes(group));
}
