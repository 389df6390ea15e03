import { all, fail, forType } from "../../engine/checks";
import type { Check } from "../../engine/rule";
import { isUnresolved, numberOf } from "../../engine/values";
import { zonesAt } from "../../rules/checks/subnets";
import { ifPresent, isLess, related } from "./conditions";
import { GUIDES, type OwnRefusal } from "./own-refusal";

const HIGHEST_RULE = 32_766;
const ACLS = ["aws_default_network_acl", "aws_network_acl"];
const DIRECTIONS = ["egress", "ingress"];

const isRuleNumber = (path: string): Check =>
  ifPresent(path, `must be 1 to ${HIGHEST_RULE}`, (value) => {
    const number = numberOf(value)!;
    return number >= 1 && number <= HIGHEST_RULE;
  });

const hasOrderedPorts = (block?: string): Check =>
  related({
    block,
    at: "from_port",
    decidedBy: ["from_port", "to_port"],
    problemOf: ({ from_port: from, to_port: to }) =>
      isLess(to, from) ? `is ${String(from)}, above to_port ${String(to)}` : undefined,
  });

/** A text that is no reference, or a reference to the id of one resource. */
const isOneSubnet = (element: unknown): boolean =>
  !isUnresolved(element) || /^\$\{(?:module\.[^}]*\.)?aws_subnet\.[\w-]+(?:\[\d+\])?\.id\}$/.test(element);

/** Rejects a single subnet, and subnets that are all known to be in one AZ. */
const spansTwoZones =
  (path: string): Check =>
  (resource, { graph }) => {
    const { values, expressions } = resource;
    const subnets = [expressions?.[path], values[path]].find(Array.isArray) ?? [];
    if (subnets.length === 0 || !subnets.every(isOneSubnet)) return [];
    return subnets.length === 1 || (subnets.every(isUnresolved) && zonesAt(resource, path, graph)?.size === 1)
      ? [fail(path, "must have subnets of two Availability Zones")]
      : [];
  };

export const NETWORK: readonly OwnRefusal[] = [
  {
    id: "gp-ec2-acl-rule-number",
    title: "Rules of network ACLs have numbers that EC2 accepts",
    fix: `Number the rules from 1 to ${HIGHEST_RULE}; 32767 is the rule that denies everything else.`,
    documentation: `${GUIDES}/AWSEC2/latest/APIReference/API_CreateNetworkAclEntry.html`,
    types: [...ACLS, "aws_network_acl_rule"],
    check: all(isRuleNumber("rule_number"), ...DIRECTIONS.map((direction) => isRuleNumber(`${direction}.rule_no`))),
  },
  {
    id: "gp-ec2-acl-port-order",
    title: "Ranges of ports in network ACLs ascend",
    fix: "Set from_port to the lower port.",
    documentation: `${GUIDES}/AWSEC2/latest/APIReference/API_PortRange.html`,
    types: [...ACLS, "aws_network_acl_rule"],
    check: all(
      forType("aws_network_acl_rule", hasOrderedPorts()),
      ...DIRECTIONS.map((direction) => hasOrderedPorts(direction)),
    ),
  },
  {
    id: "gp-rds-subnet-group-zones",
    title: "DB subnet groups span two Availability Zones",
    fix: "Add a subnet of another Availability Zone; a database of one zone needs it as well.",
    documentation: `${GUIDES}/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html`,
    types: ["aws_db_subnet_group"],
    check: spansTwoZones("subnet_ids"),
  },
  {
    id: "gp-rds-proxy-subnets",
    title: "Database proxies span two Availability Zones",
    fix: "Add a subnet of another Availability Zone.",
    documentation: `${GUIDES}/AmazonRDS/latest/UserGuide/rds-proxy-planning.html`,
    types: ["aws_db_proxy"],
    check: spansTwoZones("vpc_subnet_ids"),
  },
];
