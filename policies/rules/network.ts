import { all, expectAt, fail, forType, matches, needs, notTrue, oneOf, when } from "../engine/checks";
import type { Check, Rule } from "../engine/rule";
import { listOf, numberOf, recordsOf, stringsOf } from "../engine/values";
import { facesInternet } from "./internet-edge";
import { subnetRoutesTo } from "./zones";

const ANYWHERE = ["0.0.0.0/0", "::/0"];
const PUBLIC_PORTS = [80, 443];

/** A rule of a security group, inline or as its own resource, in one shape. */
function openSources(block: Readonly<Record<string, unknown>>): readonly string[] {
  const sources = ["cidr_ipv4", "cidr_ipv6", "cidr_blocks", "ipv6_cidr_blocks"].flatMap((key) => stringsOf(block[key]));
  return sources.filter((source) => ANYWHERE.includes(source));
}

const isOpen = (block: Readonly<Record<string, unknown>>): boolean => openSources(block).length > 0;

function exposes(block: Readonly<Record<string, unknown>>): boolean {
  const [from, to] = [numberOf(block["from_port"]), numberOf(block["to_port"])];
  const onePublicPort = from !== undefined && from === to && PUBLIC_PORTS.includes(from);
  const protocol = String(block["ip_protocol"] ?? block["protocol"] ?? "-1");
  return isOpen(block) && !(onePublicPort && protocol === "tcp");
}

const inlineRules =
  (direction: string, check: (block: Readonly<Record<string, unknown>>) => string | undefined): Check =>
  ({ values }) =>
    recordsOf(values[direction]).flatMap((block, index) => {
      const said = check(block);
      return said ? [fail(`${direction}[${index}]`, said)] : [];
    });

const OPEN = "lets the whole internet in on something other than TCP 80 or 443";
const NOT_EDGE = "lets the whole internet in, though no public load balancer carries the group";
const WIDE = "lets all traffic out to anywhere";
const isWide = (block: Readonly<Record<string, unknown>>): boolean =>
  isOpen(block) && ["-1", "all"].includes(String(block["ip_protocol"] ?? block["protocol"]));

export const NETWORK_RULES: readonly Rule[] = [
  {
    id: "NET-01",
    title: "Every VPC has a flow log of all traffic",
    severity: "high",
    rationale: "Without a flow log nobody can tell afterwards what talked to what.",
    fix: "Add an aws_flow_log for the VPC with traffic_type ALL, or REJECT in dev.",
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
    id: "NET-02",
    title: "The default security group of a VPC lets nothing through",
    severity: "high",
    rationale: "Whatever is started without a security group lands in the default one.",
    fix: "Manage it with aws_default_security_group and give it no rules.",
    controls: {
      fsbp: ["EC2.2"],
      cis: ["5.4"],
      nist: ["AC-4(21)"],
      checkov: ["CKV2_AWS_12"],
      trivy: ["AVD-AWS-0173"],
      nag: ["VPCDefaultSecurityGroupClosed"],
    },
    types: ["aws_vpc", "aws_default_security_group"],
    check: all(
      forType("aws_vpc", needs("aws_default_security_group", "needs a managed default security group")),
      forType(
        "aws_default_security_group",
        all(
          expectAt("ingress", "must have no rules", (value) => listOf(value).length === 0),
          expectAt("egress", "must have no rules", (value) => listOf(value).length === 0),
        ),
      ),
    ),
  },
  {
    id: "NET-03",
    title: "Subnets give no public address by themselves",
    severity: "high",
    rationale: "A public address must be a decision of whoever starts the thing, not of the subnet.",
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
    title: "Databases and caches stand in subnets without a route to the internet gateway",
    severity: "high",
    rationale: "A data store with a route from the internet is one security group away from being public.",
    fix: "Give data stores subnets whose route table has no internet gateway.",
    controls: {
      fsbp: ["RDS.46"],
      nist: ["AC-4(21)", "SC-7"],
      checkov: ["CKV2_AWS_35"],
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
    id: "NET-06",
    title: "Nothing is open to the internet but HTTP and HTTPS of public load balancers",
    severity: "critical",
    rationale:
      "Open administration and database ports are found and attacked within minutes. The edge is told from what carries the group: a load balancer that is not internal.",
    fix: "Name a security group, a prefix list or a narrow range as the source.",
    controls: {
      fsbp: ["EC2.13", "EC2.14", "EC2.18", "EC2.19", "EC2.53", "EC2.54"],
      cis: ["5.2", "5.3"],
      nist: ["AC-4(21)", "SC-7"],
      checkov: ["CKV_AWS_24", "CKV_AWS_25", "CKV_AWS_260", "CKV_AWS_277"],
      trivy: ["AVD-AWS-0107"],
      nag: ["EC23"],
    },
    types: ["aws_security_group", "aws_security_group_rule", "aws_vpc_security_group_ingress_rule"],
    check: all(
      forType(
        "aws_security_group",
        all(
          inlineRules("ingress", (block) => (exposes(block) ? OPEN : undefined)),
          when(
            (group, { graph }) => !facesInternet(group, graph),
            inlineRules("ingress", (block) => (isOpen(block) ? NOT_EDGE : undefined)),
          ),
        ),
      ),
      when(
        ({ type, values }) => type !== "aws_security_group" && values["type"] !== "egress",
        (rule, { graph }) => {
          if (exposes(rule.values)) return [fail("cidr_ipv4", OPEN)];
          const groups = graph.targetsAt(rule, "security_group_id");
          return isOpen(rule.values) && !groups.some((group) => facesInternet(group, graph))
            ? [fail("cidr_ipv4", NOT_EDGE)]
            : [];
        },
      ),
    ),
  },
  {
    id: "NET-07",
    title: "No security group lets all traffic out to anywhere",
    severity: "high",
    rationale: "Unlimited egress is how stolen data and remote shells leave.",
    fix: "Name the port and the destination.",
    controls: { nist: ["AC-4", "SC-7"], checkov: ["CKV_AWS_382"], trivy: ["AVD-AWS-0104"] },
    types: ["aws_security_group", "aws_security_group_rule", "aws_vpc_security_group_egress_rule"],
    check: all(
      forType(
        "aws_security_group",
        inlineRules("egress", (block) => (isWide(block) ? WIDE : undefined)),
      ),
      when(
        ({ type, values }) => type !== "aws_security_group" && values["type"] !== "ingress",
        ({ values }) => (isWide(values) ? [fail("ip_protocol", WIDE)] : []),
      ),
    ),
  },
  {
    id: "NET-08",
    title: "Security groups and their rules say in ASCII what they are for",
    severity: "low",
    rationale: "A rule that nobody can explain is a rule that nobody dares to remove.",
    fix: "Describe it in letters that EC2 accepts.",
    awsError: "InvalidParameterValue: Invalid rule description",
    controls: { checkov: ["CKV_AWS_23"], trivy: ["AVD-AWS-0099", "AVD-AWS-0124"], nag: ["EC27"] },
    types: ["aws_security_group", "aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule"],
    check: matches(
      "description",
      /^[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]{1,255}$/,
      "must be a description in EC2's letters",
    ),
  },
  {
    id: "NET-12",
    title: "A route leads to one destination, and addresses of the VPC are used",
    severity: "low",
    rationale: "A route without a target is refused at apply; an address outside the VPC costs money and does nothing.",
    fix: "Name a target for the route; set domain to vpc.",
    controls: { fsbp: ["EC2.12"], nist: ["SC-7"], checkov: ["CKV2_AWS_19"] },
    types: ["aws_route", "aws_eip"],
    check: all(
      forType("aws_eip", oneOf("domain", "vpc")),
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
