import { expectAt, fail } from "../../../engine/checks";
import type { Resource } from "../../../engine/resource";
import type { ResourceGraph } from "../../../graph/resource-graph";
import type { Check, Context, Finding } from "../../../engine/rule";
import { isEmpty, listOf, stringsOf } from "../../../engine/values";
import { subnetRoutesTo } from "../../checks/subnets";
import { backendOf } from "./function-backends";

const EGRESS = ["aws_vpc_security_group_egress_rule", "aws_security_group_rule"];
const ANYWHERE = ["0.0.0.0/0", "::/0"];

/** Requires a VPC configuration if, and only if, the function uses something in the VPC. */
export const joinsVpcWhenNeeded: Check = (lambda, context) => {
  const { graph } = context;
  if (isEmpty(lambda.values["vpc_config"])) return outsideProblems(lambda, context);
  const twoSubnets = expectAt(
    "vpc_config.subnet_ids",
    "must name two subnets",
    (value) => listOf(value).length >= 2,
  )(lambda, context);
  return [...twoSubnets, ...publicSubnetProblems(lambda, graph), ...purposeProblems(lambda, graph)];
};

function outsideProblems(lambda: Resource, context: Context): readonly Finding[] {
  const backend = backendOf(lambda, context);
  return backend ? [fail("vpc_config", `must be set, because the function uses ${backend.address}`)] : [];
}

/** A function has no public IP address, so that a public subnet gives it no internet access. */
function publicSubnetProblems(lambda: Resource, graph: ResourceGraph): readonly Finding[] {
  return graph
    .targetsAt(lambda, "vpc_config.subnet_ids")
    .filter((subnet) => subnetRoutesTo(subnet, "gateway_id", "aws_internet_gateway", graph))
    .map((subnet) =>
      fail(
        "vpc_config.subnet_ids",
        `${subnet.constructPath ?? subnet.address} is public and gives the function no internet access`,
      ),
    );
}

function purposeProblems(lambda: Resource, graph: ResourceGraph): readonly Finding[] {
  const groups = graph
    .targetsAt(lambda, "vpc_config.security_group_ids")
    .filter(({ type }) => type === "aws_security_group");
  // Groups and rules of other stacks are not visible.
  if (groups.length === 0 || groups.some((group) => leadsInside(group, graph))) return [];
  return [fail("vpc_config", "must not be set, because no security group allows egress to anything in the VPC")];
}

function leadsInside(group: Resource, graph: ResourceGraph): boolean {
  if (!isEmpty(group.values["egress"])) return true;
  return EGRESS.flatMap((type) => graph.referrers(group, type))
    .filter((rule) => graph.targetsAt(rule, "security_group_id").includes(group))
    .some(({ values }) => {
      const open = ["cidr_ipv4", "cidr_ipv6", "cidr_blocks"].flatMap((key) => stringsOf(values[key]));
      return open.length === 0 || open.some((cidr) => !ANYWHERE.includes(cidr));
    });
}
