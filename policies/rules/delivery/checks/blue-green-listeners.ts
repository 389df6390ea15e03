import { fail, unknown } from "../../../engine/checks";
import type { Resource } from "../../../engine/resource";
import type { Check } from "../../../engine/rule";
import { isUnresolved, select } from "../../../engine/values";
import type { ResourceGraph } from "../../../graph/resource-graph";

const PAIR = "load_balancer_info.target_group_pair_info";
const ROUTES = ["prod", "test"].map((route) => `${PAIR}.${route}_traffic_route.listener_arns`);
const GROUP = /^aws_(?:alb|lb)_target_group$/;
const RULES = ["aws_alb_listener_rule", "aws_lb_listener_rule"];

/** Requires the production and the test listener of a deployment group to forward to one target group, the same. */
export const startsWithOneGroup: Check = (deployments, { graph }) => {
  const listeners = ROUTES.flatMap((route) => graph.targetsAt(deployments, route));
  if (listeners.length === 0) {
    const arns = ROUTES.flatMap((route) => select(deployments.values, route));
    return arns.filter(({ value }) => isUnresolved(value)).map(({ path }) => unknown(path));
  }
  const pair = graph.targetsAt(deployments, `${PAIR}.target_group.name`);
  const routes = listeners
    .map((listener) => ({ listener, groups: groupsBehind(listener, graph).filter((group) => pair.includes(group)) }))
    .filter(({ groups }) => groups.length > 0);
  const live = routes[0]?.groups[0];
  return routes
    .filter(({ groups }) => groups.length > 1 || groups[0] !== live)
    .map(({ listener: { address } }) =>
      fail(PAIR, `${address} must forward to one target group, that of both listeners`),
    );
};

/** Target groups that a listener and its rules forward to. */
function groupsBehind(listener: Resource, graph: ResourceGraph): readonly Resource[] {
  const rules = RULES.flatMap((type) => graph.referrers(listener, type));
  const targets = [
    ...graph.targetsAt(listener, "default_action"),
    ...rules.flatMap((rule) => graph.targetsAt(rule, "action")),
  ];
  return [...new Set(targets.filter(({ type }) => GROUP.test(type)))];
}
