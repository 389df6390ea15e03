import { all, expectAt, fail, forType, ifSet, matches, needs, unknown, when } from "../../engine/checks";
import type { Resource } from "../../engine/resource";
import type { Check, Finding, Rule } from "../../engine/rule";
import { isEmpty, listOf } from "../../engine/values";
import type { ResourceGraph } from "../../graph/resource-graph";
import { facesInternet, LOAD_BALANCERS } from "../checks/load-balancers";
import {
  addressArgument,
  egressProblem,
  exposureProblem,
  inlineRules,
  isOpen,
  NOT_PUBLIC_LOAD_BALANCER,
  ruleFinding,
} from "./checks/security-group-rules";

const GROUP = "aws_security_group";

const GROUP_RULES = [
  "aws_security_group_rule",
  "aws_vpc_security_group_ingress_rule",
  "aws_vpc_security_group_egress_rule",
];

/** The provider's default in a plan, "Managed by Terraform", describes nothing. */
const hasDescription = (path: string): Check =>
  matches(
    path,
    /^(?!Managed by Terraform$)[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]{1,255}$/,
    "must be a text of your own with 1 to 255 of the characters that EC2 accepts",
  );

/**
 * The findings about groups that no public load balancer uses. They stay open if a link to the group, or from a load
 * balancer, cannot be read.
 */
function unlessPublic(
  groups: readonly Resource[],
  findings: readonly Finding[],
  graph: ResourceGraph,
): readonly Finding[] {
  if (groups.some((group) => facesInternet(group, graph))) return [];
  const hidden = groups.flatMap((group) => [
    ...graph.moduleCalls(group),
    ...LOAD_BALANCERS.flatMap((type) => graph.unread(group.stack, type)),
  ]);
  return groups.length === 0 || hidden.length > 0 ? findings.map(({ path }) => unknown(path)) : findings;
}

export const SECURITY_GROUPS_RULES: readonly Rule[] = [
  {
    id: "NET-02",
    title: "Default security groups have no rules",
    severity: "high",
    rationale: "A resource without a security group gets the default group of its VPC.",
    fix: "Add aws_default_security_group without ingress and egress.",
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
    id: "NET-06",
    title: "Only public load balancers accept traffic from the internet, on TCP 80 and 443",
    severity: "critical",
    rationale:
      "Open administration and database ports are attacked within minutes. A load balancer is public unless it sets internal to true.",
    fix: "Set cidr_ipv4 or cidr_ipv6 to a narrow block, or replace it with referenced_security_group_id or prefix_list_id; in an inline rule the arguments are cidr_blocks, ipv6_cidr_blocks, security_groups and prefix_list_ids.",
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
      forType("aws_security_group", inlineRules("ingress", exposureProblem)),
      forType("aws_security_group", (group, context) => {
        const openRules = inlineRules("ingress", (...rule) =>
          isOpen(...rule) && exposureProblem(...rule) === undefined ? NOT_PUBLIC_LOAD_BALANCER : undefined,
        );
        return unlessPublic([group], openRules(group, context), context.graph);
      }),
      when(
        ({ type, values }) => type !== "aws_security_group" && values["type"] !== "egress",
        (rule, { graph }) => {
          const problem = exposureProblem(rule.values, rule, graph);
          const argument = addressArgument(rule.values);
          if (problem) return [ruleFinding(argument, problem)];
          if (!isOpen(rule.values, rule, graph)) return [];
          const groups = graph.targetsAt(rule, "security_group_id");
          return unlessPublic(groups, [fail(argument, NOT_PUBLIC_LOAD_BALANCER)], graph);
        },
      ),
    ),
  },
  {
    id: "NET-07",
    title: "Security groups do not allow all traffic to anywhere",
    severity: "high",
    rationale: "Stolen data and remote shells leave through unrestricted egress.",
    fix: "Set ip_protocol (protocol in an inline rule), from_port, to_port and the destination of each egress rule.",
    controls: { nist: ["AC-4", "SC-7"], checkov: ["CKV_AWS_382"], trivy: ["AVD-AWS-0104"] },
    types: ["aws_security_group", "aws_security_group_rule", "aws_vpc_security_group_egress_rule"],
    check: all(
      forType("aws_security_group", inlineRules("egress", egressProblem)),
      when(
        ({ type, values }) => type !== "aws_security_group" && values["type"] !== "ingress",
        (rule, { graph }) => {
          const problem = egressProblem(rule.values, rule, graph);
          return problem ? [ruleFinding(addressArgument(rule.values), problem)] : [];
        },
      ),
    ),
  },
  {
    id: "NET-08",
    title: "Security groups and their rules have an ASCII description",
    severity: "low",
    rationale: "A rule that nobody can explain is a rule that nobody dares to remove.",
    fix: "Set description to at most 255 of the characters that EC2 accepts.",
    awsError: "InvalidParameterValue: Invalid rule description",
    controls: { checkov: ["CKV_AWS_23"], trivy: ["AVD-AWS-0099", "AVD-AWS-0124"], nag: ["EC27"] },
    types: [GROUP, ...GROUP_RULES],
    check: all(
      hasDescription("description"),
      ...["ingress", "egress"].map((rules) => ifSet(rules, hasDescription(`${rules}.description`))),
    ),
  },
  {
    id: "NET-09",
    title: "Security groups are in use",
    severity: "low",
    rationale: "An unused group may be attached to the wrong resource later.",
    fix: "Add the group to security_groups, security_group_ids or vpc_security_group_ids of a resource, or remove it.",
    controls: { fsbp: ["EC2.22"], nist: ["CM-3a"], checkov: ["CKV2_AWS_5"] },
    types: [GROUP],
    relaxed: { dev: "off" },
    check: (group, { graph }) =>
      graph.referrers(group).some(({ type }) => type !== GROUP && !GROUP_RULES.includes(type))
        ? []
        : [fail("", "is not attached to any resource")],
  },
  {
    id: "NET-13",
    title: "The rules of a security group are all inline or all separate resources",
    severity: "medium",
    rationale: "Inline rules and separate rules remove each other at every apply.",
    fix: "Move every rule to aws_vpc_security_group_ingress_rule or aws_vpc_security_group_egress_rule.",
    awsError: "InvalidPermission.Duplicate: the specified rule already exists; or a plan that never ends",
    controls: { nist: ["CM-3a"] },
    types: [GROUP],
    check: (group, { graph }) =>
      ["ingress", "egress"]
        // The values of a plan include the rules of separate resources.
        .filter((direction) => !isEmpty((group.expressions ?? group.values)[direction]))
        .filter(() =>
          GROUP_RULES.some((type) =>
            graph.referrers(group, type).some((rule) => graph.targetsAt(rule, "security_group_id").includes(group)),
          ),
        )
        .map((direction) =>
          fail(direction, "must not be set, because the group also has rules that are separate resources"),
        ),
  },
];
