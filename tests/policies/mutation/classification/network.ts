import { allGone, gone, removed, weakened, where, type Classification } from "../protection";

/** The VPC, security groups and flow logs. */
export const NETWORK: Classification = {
  aws_default_security_group: {
    protects: [
      gone("NET-02"),
      weakened("ingress", "NET-02", [[{ protocol: "-1", from_port: 0, to_port: 0, self: true }]]),
      weakened("egress", "NET-02", [[{ protocol: "-1", from_port: 0, to_port: 0, cidr_blocks: ["0.0.0.0/0"] }]]),
    ],
    neutral: { wiring: ["vpc_id"] },
  },
  aws_eip: { protects: [weakened("domain", "NET-12", ["standard"])], neutral: {} },
  aws_flow_log: {
    protects: [gone("NET-01"), weakened("traffic_type", "NET-01", [undefined, "REJECT", "ACCEPT"])],
    neutral: { wiring: ["vpc_id", "iam_role_arn", "log_destination", "log_destination_type"] },
  },
  aws_internet_gateway: { protects: [], neutral: { wiring: ["vpc_id"] } },
  aws_nat_gateway: { protects: [], neutral: { wiring: ["allocation_id", "subnet_id"] } },
  aws_route: {
    protects: [removed("gateway_id", "NET-12"), removed("nat_gateway_id", "NET-12")],
    neutral: { wiring: ["route_table_id"], behaviour: ["destination_cidr_block"] },
  },
  aws_route_table: { protects: [], neutral: { wiring: ["vpc_id"] } },
  aws_route_table_association: { protects: [], neutral: { wiring: ["route_table_id", "subnet_id"] } },
  aws_security_group: {
    protects: [removed("description", "NET-08")],
    neutral: { wiring: ["vpc_id"], ordering: ["revoke_rules_on_delete"] },
  },
  aws_subnet: {
    protects: [weakened("map_public_ip_on_launch", "NET-03", [true, "true"])],
    neutral: { wiring: ["vpc_id"], sizing: ["cidr_block"], behaviour: ["availability_zone"] },
  },
  aws_vpc: {
    protects: [],
    neutral: { sizing: ["cidr_block"], behaviour: ["enable_dns_hostnames", "enable_dns_support"] },
  },
  aws_vpc_endpoint: {
    protects: [
      allGone("NET-11", "NET-09"),
      removed("policy", "NET-11"),
      weakened("private_dns_enabled", "NET-11", [undefined, false]),
    ],
    neutral: {
      wiring: ["vpc_id", "route_table_ids", "security_group_ids", "subnet_ids"],
      behaviour: ["service_name", "vpc_endpoint_type"],
    },
  },
  aws_vpc_security_group_egress_rule: {
    protects: [removed("description", "NET-08"), where("cidr_ipv4", weakened("ip_protocol", "NET-07", ["-1", "all"]))],
    neutral: {
      wiring: ["security_group_id", "referenced_security_group_id"],
      behaviour: ["cidr_ipv4", "from_port", "to_port"],
    },
  },
  aws_vpc_security_group_ingress_rule: {
    protects: [removed("description", "NET-08"), weakened("cidr_ipv4", "NET-06", ["0.0.0.0/0"])],
    neutral: {
      wiring: ["security_group_id", "referenced_security_group_id"],
      behaviour: ["from_port", "ip_protocol", "to_port"],
    },
  },
};
