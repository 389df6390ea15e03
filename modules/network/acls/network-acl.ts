import { NetworkAcl as Acl } from "@cdktf/provider-aws/lib/network-acl";
import { NetworkAclRule } from "@cdktf/provider-aws/lib/network-acl-rule";
import { Construct } from "constructs";
import { useProviderOf } from "../../core";
import { NETWORK_ACL_DEFAULTS, type NetworkAclProps } from "./network-acl-props";
import { aclRules } from "./tier-rules";
import { validateNetworkAcl } from "./network-acl-validation";

/**
 * A network ACL of the public or the private subnets of a network: the internet reaches served ports and answers,
 * workloads reach the internet on few ports, and connections within the VPC are left to security groups. The isolated
 * data tier of a `Network` has an ACL of its own.
 *
 * An egress port of the security groups that is not in `egressPorts` is blocked without a message.
 */
export class NetworkAcl extends Construct {
  readonly networkAclId: string;

  /** @throws InputError when a port is not one of TCP, or the rules exceed the 20 of an ACL. */
  constructor(scope: Construct, id: string, props: NetworkAclProps) {
    validateNetworkAcl(scope, id, props);
    super(scope, id);
    useProviderOf(this, props.regional);
    const { name, network, tier } = props;
    const { servedPorts = NETWORK_ACL_DEFAULTS.servedPorts[tier], egressPorts = NETWORK_ACL_DEFAULTS.egressPorts } =
      props;
    const { subnetIds } = network[`${tier}Placement`];
    const acl = new Acl(this, "acl", { vpcId: network.vpcId, subnetIds: [...subnetIds], tags: { Name: name } });
    const { id: networkAclId } = acl;
    const rules = aclRules({ vpcCidr: network.vpcCidr, servedPorts, egressPorts });
    Object.entries(rules).forEach(([ruleId, rule]) => {
      new NetworkAclRule(this, ruleId, { networkAclId, ruleAction: "allow", ...rule });
    });
    this.networkAclId = networkAclId;
  }
}
