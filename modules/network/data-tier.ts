import { NetworkAcl } from "@cdktf/provider-aws/lib/network-acl";
import { NetworkAclRule, type NetworkAclRuleConfig } from "@cdktf/provider-aws/lib/network-acl-rule";
import type { Construct } from "constructs";
import { createSubnets, routePrivateSubnets, type VpcContext, type ZoneSubnet } from "./routing";

const EPHEMERAL = { fromPort: 1024, toPort: 65_535 };
/** Numbers of the first rules; a rule of the tier itself comes after those of private subnets. */
const FIRST = { private: 100, data: 200 };

export interface DataTierSettings {
  readonly privateCidrs: readonly string[];
  readonly dataCidrs: readonly string[];
  readonly ports: readonly number[];
}

/** A direction and range of an ACL rule, by its id. */
type AclRule = Pick<NetworkAclRuleConfig, "egress" | "cidrBlock" | "protocol" | "fromPort" | "toPort" | "ruleNumber">;

/** Creates subnets whose route tables have the local route only, and their network ACL. */
export function createDataTier(scope: Construct, context: VpcContext, settings: DataTierSettings): ZoneSubnet[] {
  const subnets = createSubnets(scope, "data", context, settings.dataCidrs);
  routePrivateSubnets(scope, "data", context, subnets, []);
  const networkAcl = new NetworkAcl(scope, "data-acl", {
    vpcId: context.vpcId,
    subnetIds: subnets.map(({ subnet }) => subnet.id),
    tags: { Name: `${context.name}-data` },
  });
  const letters = subnets.map(({ letter }) => letter);
  Object.entries(aclRules(letters, settings)).forEach(([id, rule]) => {
    new NetworkAclRule(scope, `data-acl-${id}`, { networkAclId: networkAcl.id, ruleAction: "allow", ...rule });
  });
  return subnets;
}

/** ACLs are stateless: answers to private subnets leave by ephemeral ports. */
function aclRules(letters: readonly string[], settings: DataTierSettings): Readonly<Record<string, AclRule>> {
  const { privateCidrs, dataCidrs, ports } = settings;
  const rules = letters.flatMap((letter, position): [string, AclRule][] => {
    const [fromPrivate, fromData] = [privateCidrs[position]!, dataCidrs[position]!];
    const connections = ports.map((port, index): [string, AclRule] => [
      `in-private-${letter}-${port}`,
      {
        egress: false,
        protocol: "tcp",
        cidrBlock: fromPrivate,
        fromPort: port,
        toPort: port,
        ruleNumber: FIRST.private + position * ports.length + index,
      },
    ]);
    const answers = { egress: true, protocol: "tcp", cidrBlock: fromPrivate, ...EPHEMERAL };
    const within = { protocol: "-1", cidrBlock: fromData, ruleNumber: FIRST.data + position };
    return [
      ...connections,
      [`in-data-${letter}`, { egress: false, ...within }],
      [`out-private-${letter}`, { ...answers, ruleNumber: FIRST.private + position }],
      [`out-data-${letter}`, { egress: true, ...within }],
    ];
  });
  return Object.fromEntries(rules);
}
