import { all, fail, forType, isSet, isTrue, unknown, when } from "../engine/checks";
import type { Graph } from "../engine/graph";
import type { Check, Resource, Rule } from "../engine/rule";
import { isEmpty } from "../engine/values";
import { eachStatement, publicStatement } from "../iam/questions";
import type { Statement } from "../iam/statements";
import { reachesServices } from "./endpoint-coverage";
import { guardsSubnets, opensNothing } from "./network-acl";
import { zoneOf } from "./zones";

const OWN_RESOURCES = ["aws:resourceaccount", "aws:resourceorgid", "aws:resourceorgpaths"];

/** Either who calls or what is reached must be known: otherwise the endpoint carries data to any account. */
const openDoor = (statement: Statement): string | undefined => {
  const bounded = statement.conditions.some(({ key }) => OWN_RESOURCES.includes(key.toLowerCase()));
  return statement.resources.includes("*") && !bounded ? publicStatement(statement) : undefined;
};

const GROUP = "aws_security_group";
const GROUP_RULES = [
  "aws_security_group_rule",
  "aws_vpc_security_group_ingress_rule",
  "aws_vpc_security_group_egress_rule",
];

function subnetsBehind(gateway: Resource, graph: Graph): readonly Resource[] {
  return graph
    .referrers(gateway, "aws_route")
    .flatMap((route) => graph.targetsAt(route, "route_table_id"))
    .flatMap((table) => graph.referrers(table, "aws_route_table_association"))
    .flatMap((association) => graph.targetsAt(association, "subnet_id"));
}

const servesItsZone: Check = (gateway, { graph }) => {
  const [home] = graph.targetsAt(gateway, "subnet_id");
  const subnets = subnetsBehind(gateway, graph);
  if (!home || [home, ...subnets].some((subnet) => zoneOf(subnet) === undefined)) return [unknown("subnet_id")];
  return subnets
    .filter((subnet) => zoneOf(subnet) !== zoneOf(home))
    .map((subnet) =>
      fail("subnet_id", `${subnet.constructPath ?? subnet.address} leaves by another zone than its own`),
    );
};

export const NETWORK_PATH_RULES: readonly Rule[] = [
  {
    id: "NET-05",
    title: "Private subnets leave by a NAT gateway of their own zone",
    severity: "medium",
    rationale:
      "With one gateway the loss of its zone cuts off all others. dev and staging may share one, since they may wait for their zone.",
    fix: "Make a NAT gateway for each zone, and route each private subnet to that of its zone.",
    controls: { nist: ["CP-2(5)", "SC-36"] },
    types: ["aws_nat_gateway"],
    relaxed: { staging: "off", dev: "off" },
    check: servesItsZone,
  },
  {
    id: "NET-09",
    title: "Security groups are used",
    severity: "low",
    rationale: "An unused group is waiting to be attached to the wrong thing.",
    fix: "Attach the group, or remove it.",
    controls: { fsbp: ["EC2.22"], nist: ["CM-3a"], checkov: ["CKV2_AWS_5"] },
    types: [GROUP],
    relaxed: { dev: "off" },
    check: (group, { graph }) =>
      graph.referrers(group).some(({ type }) => type !== GROUP && !GROUP_RULES.includes(type))
        ? []
        : [fail("", "nothing uses it")],
  },
  {
    id: "NET-10",
    title: "Network ACLs let nobody administer from the internet",
    severity: "medium",
    rationale: "An ACL is the second lock of a subnet; one that opens all ports is none.",
    fix: "Allow the ports that are served and the ephemeral ports around 3389, and name the subnets.",
    controls: {
      fsbp: ["EC2.16", "EC2.21"],
      cis: ["5.1"],
      nist: ["AC-4(21)", "SC-7"],
      checkov: ["CKV_AWS_229", "CKV_AWS_230", "CKV_AWS_231", "CKV_AWS_232", "CKV_AWS_352", "CKV2_AWS_1"],
      trivy: ["AVD-AWS-0102", "AVD-AWS-0105"],
    },
    types: ["aws_network_acl", "aws_network_acl_rule"],
    check: all(forType("aws_network_acl", guardsSubnets), forType("aws_network_acl_rule", opensNothing)),
  },
  {
    id: "NET-11",
    title: "VPCs reach AWS by endpoints, which have a policy and answer under the service's own name",
    severity: "medium",
    rationale:
      "An endpoint without a policy, or with one for anyone and anything, carries data to any account; without private DNS the traffic never uses it. Gateways cost nothing; interfaces are billed by the hour, so that dev and staging may do without them. sts is not demanded, since nothing but a task that changes roles calls it.",
    fix: "Add gateway endpoints for s3 and dynamodb, and interfaces for logs, secretsmanager, ssm and kms where functions or tasks run, for ecr.api and ecr.dkr where tasks run; set policy, and private_dns_enabled on interfaces.",
    controls: { fsbp: ["EC2.10", "EC2.55", "EC2.56", "EC2.57"], nist: ["AC-4", "SC-7"] },
    types: ["aws_vpc", "aws_vpc_endpoint"],
    parameters: { interfaces: 1 },
    relaxed: { staging: { interfaces: 0 }, dev: { interfaces: 0 } },
    check: all(
      forType("aws_vpc", reachesServices),
      forType("aws_vpc_endpoint", all(isSet("policy"), eachStatement("policy", openDoor))),
      when(({ values }) => values["vpc_endpoint_type"] === "Interface", isTrue("private_dns_enabled")),
    ),
  },
  {
    id: "NET-13",
    title: "The rules of a security group stand in one place",
    severity: "medium",
    rationale: "Rules inside the group and rules beside it remove each other with every apply.",
    fix: "Write every rule as aws_vpc_security_group_ingress_rule or aws_vpc_security_group_egress_rule.",
    awsError: "InvalidPermission.Duplicate: the specified rule already exists; or a plan that never ends",
    controls: { nist: ["CM-3a"] },
    types: [GROUP],
    check: (group, { graph }) =>
      ["ingress", "egress"]
        // A plan shows the rules that AWS holds, whoever wrote them.
        .filter((direction) => !isEmpty((group.expressions ?? group.values)[direction]))
        .filter(() =>
          GROUP_RULES.some((type) =>
            graph.referrers(group, type).some((rule) => graph.targetsAt(rule, "security_group_id").includes(group)),
          ),
        )
        .map((direction) => fail(direction, "must not stand inside while other rules stand beside the group")),
  },
];
