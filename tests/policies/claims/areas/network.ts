import { type Claim, claims } from "../claim";

const VPC = "aws_vpc.main";
const REGION = { provider: { aws: [{ region: "ap-southeast-2" }] } };
const endpoint = (service: string, type: string) => ({
  vpc_id: `\${${VPC}.id}`,
  service_name: `com.amazonaws.ap-southeast-2.${service}`,
  vpc_endpoint_type: type,
  policy: JSON.stringify({
    Statement: {
      Effect: "Allow",
      Principal: "*",
      Action: "*",
      Resource: "*",
      Condition: { StringEquals: { "aws:ResourceAccount": "111122223333" } },
    },
  }),
  ...(type === "Interface" && { private_dns_enabled: true }),
});

const network = {
  "terraform.root": REGION,
  [VPC]: { cidr_block: "10.40.0.0/16" },
  "aws_default_security_group.main": { vpc_id: `\${${VPC}.id}` },
  "aws_flow_log.main": {
    vpc_id: `\${${VPC}.id}`,
    traffic_type: "ALL",
    log_destination: "arn:aws:logs:ap-southeast-2:111122223333:log-group:flow",
  },
  "aws_subnet.tasks": { vpc_id: `\${${VPC}.id}`, cidr_block: "10.40.1.0/24", map_public_ip_on_launch: false },
  "aws_ecs_service.api": {
    name: "api",
    network_configuration: { subnets: ["${aws_subnet.tasks.id}", "subnet-2"] },
  },
  "aws_vpc_endpoint.s3": endpoint("s3", "Gateway"),
  "aws_vpc_endpoint.dynamodb": endpoint("dynamodb", "Gateway"),
  "aws_vpc_endpoint.secrets": endpoint("secretsmanager", "Interface"),
  "aws_vpc_endpoint.ssm": endpoint("ssm", "Interface"),
  "aws_vpc_endpoint.logs": endpoint("logs", "Interface"),
  "aws_vpc_endpoint.ecr_api": endpoint("ecr.api", "Interface"),
  "aws_vpc_endpoint.ecr_dkr": endpoint("ecr.dkr", "Interface"),
};

const DEFAULT = "aws_default_security_group.main";
const self = { protocol: "-1", from_port: 0, to_port: 0, self: true };

const ofNetworks = claims(VPC, network, {
  "CKV2_AWS_11 AVD-AWS-0178 AwsSolutions-VPC7 EC2.6": [
    { "aws_flow_log.main": undefined },
    { "aws_flow_log.main": { vpc_id: "${aws_vpc.other.id}" } },
  ],
  "CKV2_AWS_12 AVD-AWS-0173 VPCDefaultSecurityGroupClosed EC2.2": [
    { [DEFAULT]: undefined },
    { [DEFAULT]: { ingress: [self] } },
    { [DEFAULT]: { egress: [{ protocol: "-1", from_port: 0, to_port: 0, cidr_blocks: ["0.0.0.0/0"] }] } },
  ],
  "CKV_AWS_130 AVD-AWS-0164 VPCSubnetAutoAssignPublicIpDisabled EC2.15": {
    fails: [{ "aws_subnet.tasks": { map_public_ip_on_launch: true } }],
    passes: [{ "aws_subnet.tasks": { map_public_ip_on_launch: undefined } }],
  },
  "EC2.55": [{ "aws_vpc_endpoint.ecr_api": undefined }],
  "EC2.56": [{ "aws_vpc_endpoint.ecr_dkr": undefined }],
  "EC2.57": [{ "aws_vpc_endpoint.ssm": undefined }],
});

const DATA = "aws_db_subnet_group.data";
const data = {
  "aws_subnet.data_a": { availability_zone: "ap-southeast-2a" },
  "aws_subnet.data_b": { availability_zone: "ap-southeast-2b" },
  "aws_route_table.data": { vpc_id: "vpc-1" },
  "aws_route.data": {
    route_table_id: "${aws_route_table.data.id}",
    destination_cidr_block: "0.0.0.0/0",
    nat_gateway_id: "${aws_nat_gateway.a.id}",
  },
  "aws_internet_gateway.main": { vpc_id: "vpc-1" },
  "aws_route_table_association.data": {
    subnet_id: "${aws_subnet.data_a.id}",
    route_table_id: "${aws_route_table.data.id}",
  },
  [DATA]: { name: "data", subnet_ids: ["${aws_subnet.data_a.id}", "${aws_subnet.data_b.id}"] },
};

const GROUP = "aws_security_group.web";
const rule = (from: number, to: number, protocol = "tcp") => ({
  description: "clients",
  from_port: from,
  to_port: to,
  protocol,
  cidr_blocks: ["0.0.0.0/0"],
});
const group = {
  [GROUP]: {
    name: "web",
    description: "web tier",
    ingress: [
      { description: "office", from_port: 443, to_port: 443, protocol: "tcp", cidr_blocks: ["203.0.113.0/24"] },
    ],
    egress: [{ description: "updates", from_port: 443, to_port: 443, protocol: "tcp", cidr_blocks: ["0.0.0.0/0"] }],
  },
  "aws_instance.web": { vpc_security_group_ids: [`\${${GROUP}.id}`] },
};
const separate = (port: number, address: object) => ({
  ingress: undefined,
  "aws_vpc_security_group_ingress_rule.any": {
    security_group_id: `\${${GROUP}.id}`,
    description: "clients",
    ip_protocol: "tcp",
    from_port: port,
    to_port: port,
    ...address,
  },
});
const older = (from: number, to: number, protocol: string, type = "ingress") => ({
  [type]: undefined,
  "aws_security_group_rule.any": {
    type,
    security_group_id: `\${${GROUP}.id}`,
    ...rule(from, to, protocol),
  },
});

const ofGroups = claims(GROUP, group, {
  "CKV_AWS_24 EC2.13 EC2.53 AVD-AWS-0107 AwsSolutions-EC23": [
    { ingress: [rule(22, 22)] },
    { ingress: [rule(0, 1024)] },
    { ingress: [{ ...rule(22, 22), cidr_blocks: ["10.0.0.0/8", "0.0.0.0/0"] }] },
    separate(22, { cidr_ipv4: "0.0.0.0/0" }),
    older(20, 25, "6"),
  ],
  "EC2.54": [
    { ingress: [{ ...rule(22, 22), cidr_blocks: [], ipv6_cidr_blocks: ["::/0"] }] },
    separate(3389, { cidr_ipv6: "0::/0" }),
  ],
  "CKV_AWS_25 EC2.14": [
    { ingress: [rule(3389, 3389)] },
    separate(3389, { cidr_ipv4: "0.0.0.0/0" }),
    older(3000, 4000, "tcp"),
  ],
  CKV_AWS_260: [{ ingress: [rule(80, 80)] }, separate(80, { cidr_ipv4: "0.0.0.0/0" })],
  "CKV_AWS_277 EC2.18 EC2.19": [
    { ingress: [rule(0, 0, "-1")] },
    older(0, 0, "all"),
    { ingress: [{ ...rule(0, 65535), cidr_blocks: ["0.0.0.0/1", "128.0.0.0/1"] }] },
  ],
  "CKV_AWS_382 AVD-AWS-0104": [{ egress: [rule(0, 0, "-1")] }, older(0, 0, "-1", "egress")],
  "CKV_AWS_23 AwsSolutions-EC27": [
    { description: undefined },
    { ingress: [{ ...rule(443, 443), cidr_blocks: ["10.0.0.0/8"], description: "" }] },
    { egress: [{ ...rule(443, 443), description: undefined }] },
    {
      "aws_security_group_rule.any": {
        type: "ingress",
        security_group_id: "sg-1",
        ...rule(443, 443),
        description: undefined,
      },
    },
  ],
  "AVD-AWS-0099": [{ description: undefined }, { description: "" }],
  "AVD-AWS-0124": [
    { ingress: [{ ...rule(443, 443), cidr_blocks: ["10.0.0.0/8"], description: undefined }] },
    separate(443, { cidr_ipv4: "10.0.0.0/8", description: undefined }),
    {
      "aws_security_group_rule.any": { type: "egress", security_group_id: "sg-1", ...rule(443, 443), description: "" },
    },
  ],
  "CKV2_AWS_5 EC2.22": [
    { "aws_instance.web": undefined },
    { "aws_instance.web": { vpc_security_group_ids: ["sg-0"] } },
  ],
});

const ACL = "aws_network_acl.data";
const admits = (from: number, to: number, change: object = {}) => ({
  ingress: [
    { rule_no: 90, action: "allow", protocol: "tcp", cidr_block: "0.0.0.0/0", from_port: from, to_port: to, ...change },
  ],
});
const acl = {
  [ACL]: {
    vpc_id: "vpc-1",
    subnet_ids: ["subnet-1"],
    ingress: [
      { rule_no: 100, action: "allow", protocol: "tcp", cidr_block: "10.40.0.0/16", from_port: 0, to_port: 65535 },
      { rule_no: 110, action: "allow", protocol: "tcp", cidr_block: "0.0.0.0/0", from_port: 443, to_port: 443 },
      { rule_no: 120, action: "deny", protocol: "-1", cidr_block: "0.0.0.0/0", from_port: 0, to_port: 0 },
    ],
  },
};
const aclRule = (from: number, to: number, change: object) => ({
  "aws_network_acl_rule.any": {
    network_acl_id: `\${${ACL}.id}`,
    rule_number: 50,
    rule_action: "allow",
    protocol: "tcp",
    cidr_block: "0.0.0.0/0",
    from_port: from,
    to_port: to,
    ...change,
  },
});

const ofAcls = claims(ACL, acl, {
  CKV_AWS_229: [admits(21, 21), aclRule(21, 21, {})],
  CKV_AWS_230: [admits(20, 20), aclRule(10, 20, { protocol: "6" })],
  CKV_AWS_231: [admits(3389, 3389), aclRule(3000, 4000, {})],
  "CKV_AWS_232 EC2.21": [
    admits(22, 22),
    admits(1, 1000),
    aclRule(22, 22, { cidr_block: undefined, ipv6_cidr_block: "::/0" }),
  ],
  "CKV_AWS_352 AVD-AWS-0102": {
    fails: [admits(0, 0, { protocol: "-1" }), admits(0, 65535), aclRule(0, 0, { protocol: "all" })],
    passes: [aclRule(0, 0, { protocol: "-1", egress: true })],
  },
  "AVD-AWS-0105": [admits(22, 22), aclRule(3389, 3389, {})],
  "CKV2_AWS_1 EC2.16": {
    fails: [{ subnet_ids: undefined }, { subnet_ids: [] }],
    passes: [
      {
        subnet_ids: undefined,
        "aws_network_acl_association.data": { network_acl_id: `\${${ACL}.id}`, subnet_id: "subnet-1" },
      },
    ],
  },
});

export const NETWORK: readonly Claim[] = [
  ...ofNetworks,
  ...claims(DATA, data, {
    "RDS.46 VPCNoUnrestrictedRouteToIGW": [
      { "aws_route.data": { nat_gateway_id: undefined, gateway_id: "${aws_internet_gateway.main.id}" } },
      {
        "aws_route.data": undefined,
        "aws_route_table.data": {
          route: [{ cidr_block: "0.0.0.0/0", gateway_id: "${aws_internet_gateway.main.id}" }],
        },
      },
    ],
  }),
  ...ofGroups,
  ...ofAcls,
];
