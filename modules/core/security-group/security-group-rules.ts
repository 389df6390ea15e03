import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";
import type { Peer } from "../references";

/** Rules of a security group, each a resource of its own: inline rules of the group would conflict with them. */
export abstract class SecurityGroupRules extends Construct implements Peer {
  abstract readonly peerName: string;
  abstract readonly securityGroupId: string;

  /** Opens one TCP port to `peer`: an ingress rule here and the egress rule of the peer. */
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

  /** Opens one TCP port to the address range of the VPC. */
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

  /** Allows HTTPS to any address: AWS APIs through NAT or interface endpoints. */
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
