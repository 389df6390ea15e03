import type { Resource, Values } from "../../engine/resource";
import type { ResourceGraph } from "../../graph/resource-graph";
import { booleanOf, isEmpty, isRecord, recordsOf } from "../../engine/values";

export const isNetwork = ({ values }: Resource): boolean => values["load_balancer_type"] === "network";

/** Gateway load balancers forward packets to appliances, and have neither headers nor logs. */
export const isGateway = ({ values }: Resource): boolean => values["load_balancer_type"] === "gateway";

export const isApplication = (balancer: Resource): boolean => !isNetwork(balancer) && !isGateway(balancer);

export const LOAD_BALANCERS = ["aws_alb", "aws_elb", "aws_lb"];

/** Returns whether an internet-facing load balancer uses a security group. */
export function facesInternet(group: Resource, graph: ResourceGraph): boolean {
  return LOAD_BALANCERS.flatMap((type) => graph.referrers(group, type))
    .filter(({ values }) => booleanOf(values["internal"]) !== true)
    .some((balancer) => graph.targetsAt(balancer, "security_groups").includes(group));
}

/** Ids of CloudFront's prefix list differ by region; its name does not. */
const CLOUDFRONT_LIST = /cloudfront\.origin-facing/;
const SOURCES = ["cidr_ipv4", "cidr_ipv6", "cidr_blocks", "ipv6_cidr_blocks"];
const LISTS = ["prefix_list_id", "prefix_list_ids"];

/** Returns whether only CloudFront reaches a load balancer: every rule of its groups names CloudFront's prefix list. */
export function isBehindCloudFront(balancer: Resource, graph: ResourceGraph): boolean {
  const groups = graph.targetsAt(balancer, "security_groups").filter(({ type }) => type === "aws_security_group");
  const rules = groups.flatMap((group) => [
    ...recordsOf(group.values["ingress"]),
    ...["aws_vpc_security_group_ingress_rule", "aws_security_group_rule"]
      .flatMap((type) => graph.referrers(group, type))
      .filter((rule) => rule.values["type"] !== "egress" && graph.targetsAt(rule, "security_group_id").includes(group))
      .map(({ values, expressions }) => ({ ...values, expressions })),
  ]);
  return rules.length > 0 && rules.every((rule) => namesCloudFront(rule, balancer.stack, graph));
}

function namesCloudFront(rule: Values, stack: string, graph: ResourceGraph): boolean {
  const written = isRecord(rule["expressions"]) ? rule["expressions"] : {};
  const lists = graph.targets(
    stack,
    LISTS.flatMap((key) => [rule[key], written[key]]),
  );
  return (
    SOURCES.every((key) => isEmpty(rule[key])) &&
    lists.length > 0 &&
    lists.every(({ mode, values }) => mode === "data" && CLOUDFRONT_LIST.test(JSON.stringify(values)))
  );
}
