import { fail, unknown } from "../../../engine/checks";
import type { Check } from "../../../engine/rule";
import { isRecord, listOf, numberOf, stringsOf } from "../../../engine/values";

const ANYWHERE = ["0.0.0.0/0", "::/0"];
const PUBLIC_PORTS = [80, 443];

/** Sources of a rule, inline or a separate resource, that are the whole internet. */
function openSources(block: Readonly<Record<string, unknown>>): readonly string[] {
  const sources = ["cidr_ipv4", "cidr_ipv6", "cidr_blocks", "ipv6_cidr_blocks"].flatMap((key) => stringsOf(block[key]));
  return sources.filter((source) => ANYWHERE.includes(source));
}

export const isOpen = (block: Readonly<Record<string, unknown>>): boolean => openSources(block).length > 0;

/** EC2 accepts names in any case and IANA numbers; without a protocol a rule applies to all. */
function protocolOf(block: Readonly<Record<string, unknown>>): string {
  const protocol = String(block["ip_protocol"] ?? block["protocol"] ?? "-1").toLowerCase();
  return { "6": "tcp", "17": "udp", all: "-1" }[protocol] ?? protocol;
}

export function exposes(block: Readonly<Record<string, unknown>>): boolean {
  const [from, to] = [numberOf(block["from_port"]), numberOf(block["to_port"])];
  const onePublicPort = from !== undefined && from === to && PUBLIC_PORTS.includes(from);
  return isOpen(block) && !(onePublicPort && protocolOf(block) === "tcp");
}

export const inlineRules =
  (direction: string, check: (block: Readonly<Record<string, unknown>>) => string | undefined): Check =>
  ({ values }) =>
    listOf(values[direction]).flatMap((block, index) => {
      const path = `${direction}[${index}]`;
      if (!isRecord(block)) return [unknown(path)];
      const message = check(block);
      return message ? [fail(path, message)] : [];
    });

export const OPEN_PORTS = "allows the whole internet on ports other than TCP 80 and 443";
export const NOT_PUBLIC_LOAD_BALANCER = "allows the whole internet, but no public load balancer uses the group";
export const ALL_EGRESS = "allows all traffic to anywhere";

export const allowsAllEgress = (block: Readonly<Record<string, unknown>>): boolean =>
  isOpen(block) && protocolOf(block) === "-1";
