import { all, expectAt, fail, forType, isSet, isTrue, needs, notTrue, when } from "../../engine/checks";
import type { Rule } from "../../engine/rule";
import { isEmpty } from "../../engine/values";
import { eachStatement } from "../../iam/questions";
import { subnetRoutesTo } from "../checks/subnets";
import { servesOwnZone } from "./checks/nat-gateways";
import { isRestrictedRule, restrictsInternet } from "./checks/network-acls";
import { hasServiceEndpoints, openEndpointProblem } from "./checks/vpc-endpoints";

export const VPC_RULES: readonly Rule[] = [
  {
    id: "NET-01",
    title: "VPCs have a flow log of all traffic",
    severity: "high",
    rationale: "Without a flow log, past connections cannot be investigated.",
    fix: "Add aws_flow_log for the VPC with traffic_type ALL (REJECT suffices in dev).",
    controls: {
      fsbp: ["EC2.6"],
      cis: ["3.7"],
      nist: ["AU-12", "CA-7"],
      checkov: ["CKV2_AWS_11"],
      trivy: ["AVD-AWS-0178"],
      nag: ["VPC7"],
    },
    types: ["aws_vpc", "aws_flow_log"],
    check: all(
      forType("aws_vpc", needs("aws_flow_log", "needs a flow log")),
      forType(
        "aws_flow_log",
        expectAt(
          "traffic_type",
          "must be ALL, or REJECT in dev",
          (value, { profile }) => value === "ALL" || (profile === "dev" && value === "REJECT"),
        ),
      ),
    ),
  },
  {
    id: "NET-03",
    title: "Subnets do not auto-assign public IP addresses",
    severity: "high",
    rationale: "A public IP address must be a decision about each resource, not a default of its subnet.",
    fix: "Set map_public_ip_on_launch to false.",
    controls: {
      fsbp: ["EC2.15"],
      nist: ["AC-4(21)"],
      checkov: ["CKV_AWS_130"],
      trivy: ["AVD-AWS-0164"],
      nag: ["VPCSubnetAutoAssignPublicIpDisabled"],
    },
    types: ["aws_subnet"],
    check: notTrue("map_public_ip_on_launch"),
  },
  {
    id: "NET-04",
    title: "Databases and caches are in subnets without a route to the internet gateway",
    severity: "high",
    rationale: "A data store with a route from the internet is one security group rule away from being public.",
    fix: "Set subnet_ids to subnets whose route tables have no route to an internet gateway.",
    controls: {
      fsbp: ["RDS.46"],
      nist: ["AC-4(21)", "SC-7"],
      nag: ["VPCNoUnrestrictedRouteToIGW"],
    },
    types: ["aws_db_subnet_group", "aws_elasticache_subnet_group", "aws_elasticache_serverless_cache"],
    check: (resource, { graph }) =>
      graph
        .targetsAt(resource, "subnet_ids")
        .filter(({ type }) => type === "aws_subnet")
        .filter((subnet) => subnetRoutesTo(subnet, "gateway_id", "aws_internet_gateway", graph))
        .map((subnet) =>
          fail("subnet_ids", `${subnet.constructPath ?? subnet.address} has a route to the internet gateway`),
        ),
  },
  {
    id: "NET-05",
    title: "Private subnets use the NAT gateway of their own AZ",
    severity: "medium",
    rationale:
      "If the AZ of a shared NAT gateway fails, all others lose internet access. dev and staging may share one.",
    fix: "Create a NAT gateway per AZ, and route each private subnet to the gateway of its AZ. In a Groundplan module: `natGateways`.",
    controls: { nist: ["CP-2(5)", "SC-36"] },
    types: ["aws_nat_gateway"],
    relaxed: { staging: "off", dev: "off" },
    check: servesOwnZone,
  },
  {
    id: "NET-10",
    title: "Network ACLs do not admit FTP, SSH, RDP or all ports from the internet",
    severity: "medium",
    rationale: "A network ACL is the second defence of a subnet; one that admits all ports defends nothing.",
    fix: "Allow only the ports that are served and the ephemeral ports other than 3389; set subnet_ids.",
    controls: {
      fsbp: ["EC2.16", "EC2.21"],
      cis: ["5.1"],
      nist: ["AC-4(21)", "SC-7"],
      checkov: ["CKV_AWS_229", "CKV_AWS_230", "CKV_AWS_231", "CKV_AWS_232", "CKV_AWS_352", "CKV2_AWS_1"],
      trivy: ["AVD-AWS-0102", "AVD-AWS-0105"],
    },
    types: ["aws_network_acl", "aws_network_acl_rule"],
    check: all(forType("aws_network_acl", restrictsInternet), forType("aws_network_acl_rule", isRestrictedRule)),
  },
  {
    id: "NET-11",
    title: "VPCs reach AWS services through endpoints with a policy and private DNS",
    severity: "medium",
    rationale:
      "An endpoint without a restrictive policy carries data to any account; without private DNS, traffic does not use it. Gateway endpoints are free; interface endpoints are billed by the hour, so that dev and staging may omit them. sts is not required, because only tasks that assume roles call it.",
    fix: "Add gateway endpoints for s3 and dynamodb, interface endpoints for secretsmanager and ssm where functions or tasks run, and for logs, ecr.api and ecr.dkr where tasks run; set policy, and private_dns_enabled to true on interface endpoints. In a Groundplan module: `interfaceEndpoints`.",
    controls: { fsbp: ["EC2.55", "EC2.56", "EC2.57"], nist: ["AC-4", "SC-7"] },
    types: ["aws_vpc", "aws_vpc_endpoint"],
    parameters: { interfaces: 1 },
    relaxed: { staging: { interfaces: 0 }, dev: { interfaces: 0 } },
    check: all(
      forType("aws_vpc", hasServiceEndpoints),
      forType("aws_vpc_endpoint", all(isSet("policy"), eachStatement("policy", openEndpointProblem))),
      when(({ values }) => values["vpc_endpoint_type"] === "Interface", isTrue("private_dns_enabled")),
    ),
  },
  {
    id: "NET-12",
    title: "Routes have a target, and Elastic IP addresses are in the VPC",
    severity: "low",
    rationale: "AWS rejects a route without a target; an address outside the VPC costs money without use.",
    fix: "Set a target on aws_route, and domain to vpc on aws_eip.",
    controls: { nist: ["SC-7"] },
    types: ["aws_route", "aws_eip"],
    check: all(
      forType(
        "aws_eip",
        expectAt("domain", "must be vpc or unset", (value) => isEmpty(value) || value === "vpc"),
      ),
      forType("aws_route", ({ values }) => {
        const targets = Object.keys(values).filter(
          (key) =>
            /_id$|_arn$/.test(key) && key !== "route_table_id" && key !== "destination_prefix_list_id" && key !== "id",
        );
        return targets.some((key) => values[key] !== undefined && values[key] !== "")
          ? []
          : [fail("", "needs a target")];
      }),
    ),
  },
];
