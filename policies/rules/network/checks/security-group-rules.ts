import { fail, unknown } from "../../../engine/checks";
import type { Resource } from "../../../engine/resource";
import type { Check, Finding } from "../../../engine/rule";
import { isEmpty, isRecord, isUnresolved, listOf, numberOf, recordsOf, stringsOf } from "../../../engine/values";
import type { ResourceGraph } from "../../../graph/resource-graph";
import { interpolationsIn } from "../../../graph/addresses";
import { coversInternet } from "../../../network/addresses";

const PUBLIC_PORTS = [80, 443];
const LISTS = ["prefix_list_id", "prefix_list_ids"];
const BLOCKS = ["cidr_ipv4", "cidr_ipv6", "cidr_blocks", "ipv6_cidr_blocks"];

/** Expressions that may be the whole internet; an attribute of a resource is an address of its own. */
const ANY_ADDRESS = /\b(?:var|local|each|data|module)\./;

/** A rule, inline or a separate resource, with the resource that it belongs to. */
type RuleArguments = readonly [rule: Readonly<Record<string, unknown>>, resource: Resource, graph: ResourceGraph];

/** Address blocks of a rule, including those of its prefix lists. */
function blocksOf(...[rule, { stack }, graph]: RuleArguments): readonly string[] {
  const references = LISTS.map((key) => rule[key]);
  const lists = graph.targets(stack, references).filter(({ mode }) => mode === "managed");
  const entries = lists.flatMap((list) => [
    ...recordsOf(list.values["entry"]),
    ...graph.referrers(list, "aws_ec2_managed_prefix_list_entry").map(({ values }) => values),
  ]);
  return [...BLOCKS.flatMap((key) => stringsOf(rule[key])), ...entries.map(({ cidr }) => String(cidr))];
}

/** Returns whether the blocks of a rule together are the internet. */
export const isOpen = (...rule: RuleArguments): boolean => coversInternet(blocksOf(...rule));

/** Returns whether a plan decides if the source is the whole internet. */
const mayBeOpen = (...rule: RuleArguments): boolean =>
  blocksOf(...rule)
    .flatMap(interpolationsIn)
    .some((expression) => ANY_ADDRESS.test(expression));

/** EC2 accepts names in any case and IANA numbers; without a protocol a rule applies to all. */
function protocolOf(block: Readonly<Record<string, unknown>>): string {
  const protocol = String(block["ip_protocol"] ?? block["protocol"] ?? "-1").toLowerCase();
  return { "6": "tcp", "17": "udp", all: "-1" }[protocol] ?? protocol;
}

export const UNDECIDED = "unknown until plan";

/** Returns the problem of an ingress rule from the internet on other ports than those of the web. */
export function exposureProblem(...rule: RuleArguments): string | undefined {
  if (!isOpen(...rule)) return mayBeOpen(...rule) ? UNDECIDED : undefined;
  const [block] = rule;
  const protocol = protocolOf(block);
  const verdicts = [
    isWebPort(block["from_port"], block["to_port"]),
    isUnresolved(protocol) ? UNDECIDED : protocol === "tcp",
  ];
  if (verdicts.includes(false)) return OPEN_PORTS;
  return verdicts.includes(UNDECIDED) ? UNDECIDED : undefined;
}

function isWebPort(from: unknown, to: unknown): boolean | typeof UNDECIDED {
  if (isUnresolved(from) || isUnresolved(to)) return UNDECIDED;
  const port = numberOf(from);
  return port !== undefined && port === numberOf(to) && PUBLIC_PORTS.includes(port);
}

/** Returns the problem of an egress rule to anywhere with all protocols. */
export function egressProblem(...rule: RuleArguments): string | undefined {
  const protocol = protocolOf(rule[0]);
  const mayAllowAll = protocol === "-1" || isUnresolved(protocol);
  if (!mayAllowAll || !(isOpen(...rule) || mayBeOpen(...rule))) return undefined;
  return isOpen(...rule) && protocol === "-1" ? ALL_EGRESS : UNDECIDED;
}

/** The argument that sets the source or the destination of a rule. */
export const addressArgument = (rule: Readonly<Record<string, unknown>>): string =>
  [...BLOCKS, ...LISTS].find((key) => !isEmpty(rule[key])) ?? "";

/** The finding for a problem of {@link exposureProblem} or {@link egressProblem}. */
export function ruleFinding(path: string, problem: string): Finding {
  return problem === UNDECIDED ? unknown(path) : fail(path, problem);
}

/** Checks each inline rule. */
export const inlineRules =
  (direction: string, problemOf: (...rule: RuleArguments) => string | undefined): Check =>
  (resource, { graph }) =>
    listOf(resource.values[direction]).flatMap((block, index) => {
      const path = `${direction}[${index}]`;
      if (!isRecord(block)) return [unknown(path)];
      const problem = problemOf(block, resource, graph);
      return problem ? [ruleFinding(path, problem)] : [];
    });

export const OPEN_PORTS = "allows the whole internet on ports other than TCP 80 and 443";
export const NOT_PUBLIC_LOAD_BALANCER = "allows the whole internet, but no public load balancer uses the group";
export const ALL_EGRESS = "allows all traffic to anywhere";
