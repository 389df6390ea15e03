import type { NetworkAclRuleConfig } from "@cdktf/provider-aws/lib/network-acl-rule";

/** One rule of an ACL without its ACL and action. */
export type AclRule = Pick<
  NetworkAclRuleConfig,
  "egress" | "cidrBlock" | "protocol" | "fromPort" | "toPort" | "ruleNumber"
>;

export interface AclPorts {
  readonly vpcCidr: string;
  readonly servedPorts: readonly number[];
  readonly egressPorts: readonly number[];
}

const ANYWHERE = "0.0.0.0/0";
/** Numbers of the first rule of a kind. */
const FIRST = { vpc: 100, ports: 200, answers: 300 };
const RDP = 3389;
const EPHEMERAL = { from: 1024, to: 65_535 };

/**
 * The allowing rules of a tier, by id. ACLs are stateless, so that answers have rules of their own: NAT gateways, load
 * balancers and functions open connections from any port above 1023. Answers to port 3389 are dropped, because no rule
 * can tell them from RDP.
 *
 * AWS exempts its DNS resolver, time server, metadata and DHCP from ACLs.
 */
export function aclRules({ vpcCidr, servedPorts, egressPorts }: AclPorts): Readonly<Record<string, AclRule>> {
  const answers = { protocol: "tcp", cidrBlock: ANYWHERE };
  return {
    "in-vpc": { egress: false, protocol: "-1", cidrBlock: vpcCidr, ruleNumber: FIRST.vpc },
    ...Object.fromEntries(servedPorts.map((port, index) => [`in-${port}`, portRule(port, index, false)])),
    "in-answers": {
      ...{ ...answers, egress: false, ruleNumber: FIRST.answers },
      ...{ fromPort: EPHEMERAL.from, toPort: RDP - 1 },
    },
    "in-answers-above-rdp": {
      ...{ ...answers, egress: false, ruleNumber: FIRST.answers + 1 },
      ...{ fromPort: RDP + 1, toPort: EPHEMERAL.to },
    },
    "out-vpc": { egress: true, protocol: "-1", cidrBlock: vpcCidr, ruleNumber: FIRST.vpc },
    ...Object.fromEntries(egressPorts.map((port, index) => [`out-${port}`, portRule(port, index, true)])),
    ...(servedPorts.length > 0 && {
      "out-answers": {
        ...{ ...answers, egress: true, ruleNumber: FIRST.answers },
        ...{ fromPort: EPHEMERAL.from, toPort: EPHEMERAL.to },
      },
    }),
  };
}

function portRule(port: number, index: number, egress: boolean): AclRule {
  const range = { fromPort: port, toPort: port, ruleNumber: FIRST.ports + index };
  return { egress, protocol: "tcp", cidrBlock: ANYWHERE, ...range };
}
