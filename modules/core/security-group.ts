import { SecurityGroup as AwsSecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";
import { checkName } from "./names";
import type { Peer } from "./references";
import { Validation } from "./validation";

export interface SecurityGroupProps {
  /** Physical name. */
  readonly name: string;
  /** What is behind the group. AWS cannot change it later: a new text replaces the group. */
  readonly description: string;
  readonly vpcId: string;
  /** How rules of other groups call this one, in kebab-case. */
  readonly peerName: string;
}

/**
 * A security group that starts with no rule at all. Every connection is one ingress and one egress rule resource; inline rules
 * would fight with them.
 */
export class SecurityGroup extends Construct implements Peer {
  readonly peerName: string;
  readonly securityGroupId: string;

  /** @throws InputError when the name or the description is not what EC2 accepts. */
  constructor(scope: Construct, id: string, props: SecurityGroupProps) {
    const validation = new Validation(scope, id);
    checkName(validation, "security group name", props.name);
    validation.matches(
      "description",
      props.description,
      /^[\w .:/()#,@[\]+=&;{}!$*-]{1,255}$/,
      "1 to 255 ASCII letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*",
      "reword the description",
    );
    validation.throwIfInvalid();
    super(scope, id);
    this.peerName = props.peerName;
    this.securityGroupId = new AwsSecurityGroup(this, "group", {
      name: props.name,
      description: props.description,
      vpcId: props.vpcId,
      revokeRulesOnDelete: true,
      tags: { Name: props.name },
    }).id;
  }

  /** Lets `peer` reach one TCP port: an ingress rule here and the egress rule of the peer. */
  allowTcpFrom(peer: Peer, port: number): void {
    const description = `${peer.peerName} to ${this.peerName} on ${port}`;
    const rule = { ipProtocol: "tcp", fromPort: port, toPort: port, description };
    new VpcSecurityGroupIngressRule(this, `from-${peer.peerName}-${port}`, {
      ...rule,
      securityGroupId: this.securityGroupId,
      referencedSecurityGroupId: peer.securityGroupId,
    });
    new VpcSecurityGroupEgressRule(this, `out-of-${peer.peerName}-${port}`, {
      ...rule,
      securityGroupId: peer.securityGroupId,
      referencedSecurityGroupId: this.securityGroupId,
    });
  }

  /** Lets the VPC's own address range reach one TCP port. */
  allowTcpFromVpc(vpcCidr: string, port: number): void {
    new VpcSecurityGroupIngressRule(this, `from-vpc-${port}`, {
      ipProtocol: "tcp",
      fromPort: port,
      toPort: port,
      cidrIpv4: vpcCidr,
      description: `VPC to ${this.peerName} on ${port}`,
      securityGroupId: this.securityGroupId,
    });
  }

  /** Lets the group's members call HTTPS endpoints anywhere: AWS APIs through NAT or interface endpoints. */
  allowHttpsToAnywhere(): void {
    new VpcSecurityGroupEgressRule(this, "https-to-anywhere", {
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
      cidrIpv4: "0.0.0.0/0",
      description: "HTTPS to AWS APIs and the internet",
      securityGroupId: this.securityGroupId,
    });
  }
}
