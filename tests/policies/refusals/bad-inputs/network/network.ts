import { type BadInput, refused } from "../bad-input";

const vpc = (changes: object = {}) => ({ aws_vpc: { shop: { cidr_block: "10.0.0.0/16", ...changes } } });
const VPC = { vpc_id: "${aws_vpc.shop.id}" };
const inVpc = (type: string, values: object, others: object = {}) => ({
  ...vpc(),
  ...others,
  [type]: { shop: { ...VPC, ...values } },
});
const group = (values: object) => inVpc("aws_security_group", { name: "shop", description: "Shop", ...values });
const GROUP = { security_group_id: "sg-1" };
const ingress = (values: object) => ({
  aws_vpc_security_group_ingress_rule: {
    web: { ...GROUP, ip_protocol: "tcp", from_port: 443, to_port: 443, cidr_ipv4: "10.0.0.0/16", ...values },
  },
});
const egress = (values: object) => ({
  aws_vpc_security_group_egress_rule: {
    web: { ...GROUP, ip_protocol: "tcp", from_port: 443, to_port: 443, cidr_ipv4: "10.0.0.0/16", ...values },
  },
});
const endpoint = (values: object, others: object = {}) =>
  inVpc(
    "aws_vpc_endpoint",
    { service_name: "com.amazonaws.us-east-1.sqs", vpc_endpoint_type: "Interface", ...values },
    others,
  );
const flowLog = (values: object) =>
  inVpc("aws_flow_log", {
    traffic_type: "ALL",
    log_destination: "arn:aws:s3:::logs",
    log_destination_type: "s3",
    ...values,
  });
const subnet = (values: object) => inVpc("aws_subnet", { cidr_block: "10.0.1.0/24", ...values });

export const NETWORK: readonly BadInput[] = [
  refused(
    "pf-ec2-vpc-cidr-reserved-range",
    "aws_vpc.shop cidr_block",
    "VPC CIDR 169.254.0.0/16 overlaps the reserved range 169.254.0.0/16",
    vpc({ cidr_block: "169.254.0.0/16" }),
  ),
  refused(
    "pf-ec2-subnet-cidr-size",
    "aws_subnet.shop cidr_block",
    "Subnet CIDR '10.0.1.0/30' has a /30 netmask; EC2 accepts /16 through",
    subnet({ cidr_block: "10.0.1.0/30" }),
  ),
  refused(
    "pf-ec2-subnet-dns64-ipv6",
    "aws_subnet.shop enable_dns64",
    "enable_dns64 is set on a subnet with no IPv6 CIDR",
    subnet({ enable_dns64: true }),
  ),
  refused(
    "pf-ec2-sg-group-name-default",
    "aws_security_group.shop name",
    "name 'default' is reserved for the VPC default security group",
    group({ name: "default" }),
  ),
  refused(
    "pf-ec2-sg-port-range",
    "aws_vpc_security_group_ingress_rule.web from_port",
    "from_port (443) must be less than or equal to to_port (80)",
    ingress({ from_port: 443, to_port: 80 }),
  ),
  refused(
    "pf-ec2-sg-rule-description",
    "aws_vpc_security_group_ingress_rule.web description",
    "Security group rule description 'web <https>' is rejected: EC2 allows",
    ingress({ description: "web <https>" }),
  ),
  refused(
    "pf-ec2-sg-rule-description",
    "aws_vpc_security_group_egress_rule.web description",
    "Security group rule description",
    egress({ description: "x".repeat(256) }),
  ),
  refused(
    "pf-ec2-sg-icmp-type-code",
    "aws_vpc_security_group_ingress_rule.web from_port",
    "For ICMP, from_port carries the type and must be -1..255",
    ingress({ ip_protocol: "icmp", from_port: 300, to_port: -1 }),
  ),
  refused(
    "pf-ec2-nacl-rule-number-unique",
    "aws_network_acl_rule.two rule_number",
    "Rule number 100 is already taken on this network ACL in the same",
    {
      aws_network_acl_rule: {
        one: {
          network_acl_id: "acl-1",
          rule_number: 100,
          protocol: "-1",
          rule_action: "allow",
          cidr_block: "0.0.0.0/0",
        },
        two: {
          network_acl_id: "acl-1",
          rule_number: 100,
          protocol: "-1",
          rule_action: "deny",
          cidr_block: "0.0.0.0/0",
        },
      },
    },
  ),
  refused("pf-ec2-natgw-allocation", "aws_nat_gateway.shop ", "A public NAT gateway requires allocation_id", {
    aws_nat_gateway: { shop: { subnet_id: "subnet-1" } },
  }),
  refused(
    "pf-ec2-vpce-gateway-service",
    "aws_vpc_endpoint.shop service_name",
    "Only S3 and DynamoDB offer Gateway endpoints",
    endpoint({ vpc_endpoint_type: "Gateway" }),
  ),
  refused(
    "pf-ec2-vpce-service-region",
    "aws_vpc_endpoint.shop service_name",
    "Endpoint service 'com.amazonaws.eu-west-1.sqs' names region eu-west-1",
    endpoint({ service_name: "com.amazonaws.eu-west-1.sqs" }),
  ),
  refused(
    "pf-ec2-vpce-type-config",
    "aws_vpc_endpoint.shop subnet_ids",
    "A Gateway endpoint cannot take subnet_ids",
    endpoint({ service_name: "com.amazonaws.us-east-1.s3", vpc_endpoint_type: "Gateway", subnet_ids: ["subnet-1"] }),
  ),
  refused(
    "pf-ec2-vpce-type-config",
    "aws_vpc_endpoint.shop route_table_ids",
    "A Interface endpoint cannot take route_table_ids; only Gateway",
    endpoint({ route_table_ids: ["rtb-1"] }),
  ),
  refused(
    "pf-ec2-vpce-subnet-az-unique",
    "aws_vpc_endpoint.shop subnet_ids",
    "subnet_ids names more than one subnet in 'us-east-1a'",
    endpoint(
      { subnet_ids: ["${aws_subnet.a.id}", "${aws_subnet.b.id}"] },
      {
        aws_subnet: {
          a: { ...VPC, cidr_block: "10.0.1.0/24", availability_zone: "us-east-1a" },
          b: { ...VPC, cidr_block: "10.0.2.0/24", availability_zone: "us-east-1a" },
        },
      },
    ),
  ),
  refused(
    "pf-ec2-flow-log-format-fields",
    "aws_flow_log.shop log_format",
    "log_format names the field 'nonsense'",
    flowLog({ log_format: "$${version} $${nonsense}" }),
  ),
  refused(
    "pf-ec2-flow-log-destination-config",
    "aws_flow_log.shop ",
    "A flow log delivering to CloudWatch Logs needs",
    flowLog({ log_destination: null, log_destination_type: "cloud-watch-logs" }),
  ),
];
