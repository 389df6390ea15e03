import type { Resource, Values } from "../../engine/resource";
import type { ResourceGraph } from "../../graph/resource-graph";
import { booleanOf, isEmpty, isRecord, listOf, recordsOf } from "../../engine/values";

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

/** Name of CloudFront's prefix list in every region. */
const CLOUDFRONT_LIST = /cloudfront\.origin-facing/;
/** Ids of the list in us-east-1, us-east-2 and us-west-2, for configurations without data sources. */
const CLOUDFRONT_LIST_IDS = ["pl-3b927c52", "pl-b6a144df", "pl-82a045eb"];
const SOURCES = ["cidr_ipv4", "cidr_ipv6", "cidr_blocks", "ipv6_cidr_blocks"];
const LISTS = ["prefix_list_id", "prefix_list_ids"];

/** Returns whether only CloudFront reaches a load balancer: every rule of its groups names CloudFront's prefix list. */
export function isBehindCloudFront(balancer: Resource, graph: ResourceGraph): boolean {
  const groups = graph.targetsAt(balancer, "security_groups").filter(({ type }) => type === "aws_security_group");
  const rules = groups.flatMap((group) => [
    ...recordsOf(group.values["ingress"]).map((rule, index) => ({
      ...rule,
      expressions: recordsOf(group.expressions?.["ingress"])[index],
    })),
    ...["aws_vpc_security_group_ingress_rule", "aws_security_group_rule"]
      .flatMap((type) => graph.referrers(group, type))
      .filter((rule) => rule.values["type"] !== "egress" && graph.targetsAt(rule, "security_group_id").includes(group))
      .map(({ values, expressions }) => ({ ...values, expressions })),
  ]);
  return rules.length > 0 && rules.every((rule) => namesCloudFront(rule, balancer.stack, graph));
}

function namesCloudFront(rule: Values, stack: string, graph: ResourceGraph): boolean {
  const written = isRecord(rule["expressions"]) ? rule["expressions"] : {};
  const ids = LISTS.flatMap((key) => listOf(rule[key])).map(String);
  const lists = graph.targets(
    stack,
    LISTS.flatMap((key) => [rule[key], written[key]]),
  );
  const namesList =
    lists.length > 0
      ? lists.every(({ mode, values }) => mode === "data" && CLOUDFRONT_LIST.test(JSON.stringify(values)))
      : ids.length > 0 && ids.every((id) => CLOUDFRONT_LIST_IDS.includes(id));
  return namesList && SOURCES.every((key) => isEmpty(rule[key]));
}
