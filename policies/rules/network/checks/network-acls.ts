import { fail } from "../../../engine/checks";
import type { Resource, Values } from "../../../engine/resource";
import type { Check, Finding } from "../../../engine/rule";
import { booleanOf, isEmpty, numberOf, recordsOf } from "../../../engine/values";
import { coversInternet } from "../../../network/addresses";

/** FTP, SSH and RDP. */
const ADMINISTRATION = [20, 21, 22, 3389];
const HIGHEST_PORT = 65535;
const ALL = ["-1", "all"];

/** Rejects a network ACL that admits FTP, SSH, RDP or all ports from the internet, or has no subnet. */
export const restrictsInternet: Check = (acl, { graph }) => {
  const inline = recordsOf(acl.values["ingress"]).flatMap((rule, index) => opening(rule, `ingress[${index}]`));
  const attached = !isEmpty(acl.values["subnet_ids"]) || graph.referrers(acl, "aws_network_acl_association").length > 0;
  return attached ? inline : [...inline, fail("subnet_ids", "must name the subnets of the network ACL")];
};

/** Rejects a separate network ACL rule that admits FTP, SSH, RDP or all ports from the internet. */
export const isRestrictedRule: Check = ({ values }: Resource) =>
  booleanOf(values["egress"]) === true ? [] : opening(values, "");

function opening(rule: Values, path: string): readonly Finding[] {
  const source = [rule["cidr_block"], rule["ipv6_cidr_block"]].find((cidr) => coversInternet([cidr]));
  const allows = (rule["action"] ?? rule["rule_action"]) === "allow";
  if (!allows || source === undefined) return [];
  const [from, to] = [numberOf(rule["from_port"]) ?? 0, numberOf(rule["to_port"]) ?? HIGHEST_PORT];
  if (ALL.includes(String(rule["protocol"])) || (from <= 1 && to === HIGHEST_PORT)) {
    return [fail(path, `allows ${String(source)} on all ports`)];
  }
  return ADMINISTRATION.filter((port) => from <= port && port <= to).map((port) =>
    fail(path, `allows ${String(source)} on port ${port}`),
  );
}
