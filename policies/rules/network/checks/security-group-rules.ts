import { fail, unknown } from "../../../engine/checks";
import type { Check, Finding } from "../../../engine/rule";
import { isRecord, isUnresolved, listOf, numberOf, stringsOf } from "../../../engine/values";

const ANYWHERE = ["0.0.0.0/0", "::/0"];
const PUBLIC_PORTS = [80, 443];
const SOURCES = ["cidr_ipv4", "cidr_ipv6", "cidr_blocks", "ipv6_cidr_blocks"];

/** Expressions that may be the whole internet; an attribute of a resource is an address of its own. */
const ANY_ADDRESS = /\$\{[^}]*\b(?:var|local|each|data|module)\./;

type RuleBlock = Readonly<Record<string, unknown>>;

/** Sources of a rule, inline or a separate resource. */
function sourcesOf(block: RuleBlock): readonly string[] {
  return SOURCES.flatMap((key) => stringsOf(block[key]));
}

export const isOpen = (block: RuleBlock): boolean => sourcesOf(block).some((source) => ANYWHERE.includes(source));

/** Returns whether a plan decides if the source is the whole internet. */
const mayBeOpen = (block: RuleBlock): boolean => sourcesOf(block).some((source) => ANY_ADDRESS.test(source));

/** EC2 accepts names in any case and IANA numbers; without a protocol a rule applies to all. */
function protocolOf(block: RuleBlock): string {
  const protocol = String(block["ip_protocol"] ?? block["protocol"] ?? "-1").toLowerCase();
  return { "6": "tcp", "17": "udp", all: "-1" }[protocol] ?? protocol;
}

export const UNDECIDED = "unknown until plan";

/** Returns the problem of an ingress rule from the internet on other ports than those of the web. */
export function exposureProblem(block: RuleBlock): string | undefined {
  if (!isOpen(block)) return mayBeOpen(block) ? UNDECIDED : undefined;
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
export function egressProblem(block: RuleBlock): string | undefined {
  const protocol = protocolOf(block);
  const mayAllowAll = protocol === "-1" || isUnresolved(protocol);
  if (!mayAllowAll || !(isOpen(block) || mayBeOpen(block))) return undefined;
  return isOpen(block) && protocol === "-1" ? ALL_EGRESS : UNDECIDED;
}

/** The finding for a problem of {@link exposureProblem} or {@link egressProblem}. */
export function ruleFinding(path: string, problem: string): Finding {
  return problem === UNDECIDED ? unknown(path) : fail(path, problem);
}

export const inlineRules =
  (direction: string, problemOf: (block: RuleBlock) => string | undefined): Check =>
  ({ values }) =>
    listOf(values[direction]).flatMap((block, index) => {
      const path = `${direction}[${index}]`;
      if (!isRecord(block)) return [unknown(path)];
      const problem = problemOf(block);
      return problem ? [ruleFinding(path, problem)] : [];
    });

export const OPEN_PORTS = "allows the whole internet on ports other than TCP 80 and 443";
export const NOT_PUBLIC_LOAD_BALANCER = "allows the whole internet, but no public load balancer uses the group";
export const ALL_EGRESS = "allows all traffic to anywhere";
