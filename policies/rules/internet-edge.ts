import type { Graph } from "../engine/graph";
import type { Resource } from "../engine/rule";
import { booleanOf } from "../engine/values";

const LOAD_BALANCERS = ["aws_alb", "aws_elb", "aws_lb"];

/** Told from what carries the group: a name would let any group call itself the edge. */
export function facesInternet(group: Resource, graph: Graph): boolean {
  return LOAD_BALANCERS.flatMap((type) => graph.referrers(group, type))
    .filter(({ values }) => booleanOf(values["internal"]) !== true)
    .some((balancer) => graph.targetsAt(balancer, "security_groups").includes(group));
}
