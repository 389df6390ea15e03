import { fail, unknown } from "../../../engine/checks";
import type { Resource, Values } from "../../../engine/resource";
import type { Check, Context, Finding } from "../../../engine/rule";
import { booleanOf, isEmpty, isUnresolved, numberOf, recordsOf } from "../../../engine/values";
import { admittingBlocks } from "../../../network/addresses";

/** FTP, SSH and RDP. */
const ADMINISTRATION = [20, 21, 22, 3389];
const HIGHEST_PORT = 65535;
const ALL = ["-1", "all"];
/** Protocols with ports, by number and name. */
const PROTOCOLS = [
  ["6", "tcp"],
  ["17", "udp"],
];

/** An inbound rule of a network ACL. */
interface AclRule {
  readonly resource: Resource;
  readonly path: string;
  readonly values: Values;
}

/** Rejects a network ACL that admits FTP, SSH, RDP or all ports from the internet, or has no subnet. */
export const restrictsInternet: Check = (acl, { graph }) => {
  const inline = openings(rulesOf(acl, graph)).filter(({ resource }) => resource === acl);
  const attached = !isEmpty(acl.values["subnet_ids"]) || graph.referrers(acl, "aws_network_acl_association").length > 0;
  const findings = inline.map(({ finding }) => finding);
  return attached ? findings : [...findings, fail("subnet_ids", "must name the subnets of the network ACL")];
};

/** Rejects a separate network ACL rule that admits FTP, SSH, RDP or all ports from the internet. */
export const isRestrictedRule: Check = (rule, { graph }) => {
  const acl = graph.targetsAt(rule, "network_acl_id").find(({ type }) => type === "aws_network_acl");
  return openings(acl ? rulesOf(acl, graph) : inboundRule(rule))
    .filter(({ resource }) => resource === rule)
    .map(({ finding }) => finding);
};

/** The inbound rules of a network ACL, inline and separate, in the order in which AWS evaluates them. */
function rulesOf(acl: Resource, graph: Context["graph"]): readonly AclRule[] {
  const inline = recordsOf(acl.values["ingress"]).map((values, index) => ({
    ...{ resource: acl, path: `ingress[${index}]`, values },
  }));
  const separate = graph.referrers(acl, "aws_network_acl_rule").flatMap(inboundRule);
  return [...inline, ...separate].sort((a, b) => numberIn(a) - numberIn(b));
}

function inboundRule(resource: Resource): readonly AclRule[] {
  const { values } = resource;
  return booleanOf(values["egress"]) === true ? [] : [{ resource, path: "", values }];
}

const numberIn = ({ values }: AclRule): number => numberOf(values["rule_no"] ?? values["rule_number"]) ?? 0;

interface Opening {
  readonly resource: Resource;
  readonly finding: Finding;
}

/** The ports that the rules admit from the internet. The first rule that matches a connection decides. */
function openings(rules: readonly AclRule[]): readonly Opening[] {
  const found = PROTOCOLS.flatMap((names) => {
    const ofProtocol = rules.filter(
      ({ values: { protocol } }) =>
        isUnresolved(protocol) || [...ALL, ...names].includes(String(protocol).toLowerCase()),
    );
    const open = admitting(ofProtocol.filter(isForAllPorts));
    return [
      ...open.map((rule) => ({ rule, ports: "all ports" })),
      ...ADMINISTRATION.flatMap((port) =>
        admitting(ofProtocol.filter((rule) => includesPort(rule, port)))
          .filter((rule) => !isForAllPorts(rule))
          .map((rule) => ({ rule, ports: `port ${port}` })),
      ),
    ];
  });
  const messages = new Map(
    found.map(({ rule, ports }) => [`${rule.resource.address} ${rule.path} ${ports}`, { rule, ports }]),
  );
  return [...messages.values()].map(({ rule, ports }) => openingOf(rule, ports, rules));
}

function openingOf(rule: AclRule, ports: string, rules: readonly AclRule[]): Opening {
  const { resource, path, values } = rule;
  const problem = `allows ${String(sourceOf(values))} on ${ports}`;
  const isOpen = rules.some((one) => (one === rule || !isAllow(one)) && hasUnknownRange(one));
  return {
    resource,
    finding: isOpen ? unknown(path, `${problem}, if AWS reaches it; unknown until plan`) : fail(path, problem),
  };
}

const RANGE = ["cidr_block", "ipv6_cidr_block", "from_port", "to_port", "protocol", "rule_no", "rule_number"];

const hasUnknownRange = ({ values }: AclRule): boolean => RANGE.some((key) => isUnresolved(values[key]));

const admitting = (rules: readonly AclRule[]): readonly AclRule[] =>
  admittingBlocks(rules.map((rule) => ({ allows: isAllow(rule), block: sourceOf(rule.values) }))).map(
    (index) => rules[index]!,
  );

const sourceOf = ({ cidr_block: ipv4, ipv6_cidr_block: ipv6 }: Values): unknown => (isEmpty(ipv4) ? ipv6 : ipv4);

const isAllow = ({ values }: AclRule): boolean => (values["action"] ?? values["rule_action"]) === "allow";

function portsOf({ values }: AclRule): readonly [number, number] {
  if (ALL.includes(String(values["protocol"]))) return [0, HIGHEST_PORT];
  return [numberOf(values["from_port"]) ?? 0, numberOf(values["to_port"]) ?? HIGHEST_PORT];
}

function isForAllPorts(rule: AclRule): boolean {
  const [from, to] = portsOf(rule);
  return from <= 1 && to === HIGHEST_PORT;
}

function includesPort(rule: AclRule, port: number): boolean {
  const [from, to] = portsOf(rule);
  return from <= port && port <= to;
}
