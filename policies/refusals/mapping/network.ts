import type { Mapping } from "./grammar";

function withoutSources(block: string): Readonly<Record<string, null>> {
  const sources = ["cidr_blocks", "ipv6_cidr_blocks", "prefix_list_ids", "security_groups", "self"];
  return Object.fromEntries(sources.map((name) => [`${block}.${name}`, null]));
}

export const NETWORK: Mapping = {
  aws_security_group: {
    type: "AWS::EC2::SecurityGroup",
    arguments: {
      name: "GroupName",
      description: "GroupDescription",
      ingress: "SecurityGroupIngress",
      egress: "SecurityGroupEgress",
      "ingress.protocol": "IpProtocol",
      "egress.protocol": "IpProtocol",
      // One block has several sources, each of which is a rule of its own in CloudFormation.
      ...withoutSources("ingress"),
      ...withoutSources("egress"),
      name_prefix: null,
      revoke_rules_on_delete: null,
    },
  },
  aws_vpc_security_group_ingress_rule: {
    type: "AWS::EC2::SecurityGroupIngress",
    arguments: {
      security_group_id: "GroupId",
      cidr_ipv4: "CidrIp",
      cidr_ipv6: "CidrIpv6",
      prefix_list_id: "SourcePrefixListId",
      referenced_security_group_id: "SourceSecurityGroupId",
      tags: null,
    },
  },
  aws_vpc_security_group_egress_rule: {
    type: "AWS::EC2::SecurityGroupEgress",
    arguments: {
      security_group_id: "GroupId",
      cidr_ipv4: "CidrIp",
      cidr_ipv6: "CidrIpv6",
      prefix_list_id: "DestinationPrefixListId",
      referenced_security_group_id: "DestinationSecurityGroupId",
      tags: null,
    },
  },
  aws_vpc_endpoint: { type: "AWS::EC2::VPCEndpoint", arguments: { policy: "PolicyDocument" } },
  aws_flow_log: {
    type: "AWS::EC2::FlowLog",
    arguments: {
      vpc_id: { to: "ResourceId", also: { ResourceType: "VPC" } },
      iam_role_arn: "DeliverLogsPermissionArn",
      destination_options: "DestinationOptions",
    },
  },
  aws_route_table_association: { type: "AWS::EC2::SubnetRouteTableAssociation" },
  aws_network_acl_rule: {
    type: "AWS::EC2::NetworkAclEntry",
    arguments: {
      protocol: "Protocol",
      from_port: "PortRange.From",
      to_port: "PortRange.To",
      icmp_type: "Icmp.Type",
      icmp_code: "Icmp.Code",
    },
  },
  aws_route: { type: "AWS::EC2::Route", arguments: { egress_only_gateway_id: "EgressOnlyInternetGatewayId" } },
  aws_nat_gateway: { type: "AWS::EC2::NatGateway" },
  aws_eip: { type: "AWS::EC2::EIP" },
  aws_vpc: {
    type: "AWS::EC2::VPC",
    attributes: { owner_id: "${AWS::AccountId}" },
    arguments: { assign_generated_ipv6_cidr_block: null },
  },
  aws_subnet: { type: "AWS::EC2::Subnet" },
  aws_internet_gateway: { type: "AWS::EC2::InternetGateway", arguments: { vpc_id: null } },
  aws_route_table: { type: "AWS::EC2::RouteTable", arguments: { route: null } },
  aws_network_acl: { type: "AWS::EC2::NetworkAcl", arguments: { subnet_ids: null, ingress: null, egress: null } },
};
