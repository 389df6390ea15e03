import type { TestStack } from "groundplan/testing";
import { requirement } from "./requirement";

const INGRESS = "aws_vpc_security_group_ingress_rule";
const EGRESS = "aws_vpc_security_group_egress_rule";
const ROUTE = "aws_route";

/** Rules between security groups as `from -> to port`, by the constructs of the groups. */
function connections(stack: TestStack, type: typeof INGRESS | typeof EGRESS): string[] {
  const nameOf = (reference: unknown): string =>
    /aws_security_group\.([\w-]+?)_(?:security-group|group)_/.exec(String(reference))?.[1] ?? "";
  return Object.values(stack.resources(type))
    .filter((rule) => rule["referenced_security_group_id"] !== undefined)
    .map((rule) => {
      const [owner, peer] = [nameOf(rule["security_group_id"]), nameOf(rule["referenced_security_group_id"])];
      const ports = [...new Set([rule["from_port"], rule["to_port"]])].join("-");
      return `${type === INGRESS ? `${peer} -> ${owner}` : `${owner} -> ${peer}`} ${ports}`;
    })
    .sort();
}

requirement(
  "SU-N1 has a VPC with two public subnets, an internet gateway and a public route",
  (stack) => {
    expect(stack.resource("aws_vpc")).toMatchObject({ cidr_block: "10.60.0.0/16", enable_dns_hostnames: true });
    const subnets = ["public-a", "public-b"].map((name) => stack.resource("aws_subnet", `network_${name}`));
    expect(subnets.map(({ availability_zone: zone }) => zone)).toEqual(["us-east-1a", "us-east-1b"]);
    for (const subnet of subnets) expect(subnet["vpc_id"]).toContain("aws_vpc.network_vpc");
    expect(stack.resource("aws_internet_gateway")["vpc_id"]).toContain("aws_vpc.network_vpc");
    expect(stack.resource(ROUTE, "network_public-default")).toMatchObject({
      destination_cidr_block: "0.0.0.0/0",
      gateway_id: expect.stringContaining("aws_internet_gateway"),
    });
    for (const letter of ["a", "b"]) {
      const routing = stack.resource("aws_route_table_association", `network_public-${letter}-routing`);
      expect(routing["route_table_id"]).toContain("network_public-routes");
    }
  },
  [
    { type: "aws_vpc", path: "cidr_block", value: "10.61.0.0/16" },
    { type: "aws_subnet", name: "public-b" },
    { type: "aws_subnet", name: "public-a", path: "availability_zone", value: "us-east-1b" },
    { type: "aws_internet_gateway" },
    { type: ROUTE, name: "network_public-default", path: "gateway_id" },
    { type: ROUTE, name: "network_public-default", path: "destination_cidr_block", value: "10.0.0.0/8" },
    { type: "aws_route_table_association", name: "public-b-routing", path: "route_table_id", value: "other" },
  ],
);

requirement(
  "SU-N1 has PostgreSQL and Redis in private subnets without a route out of the VPC",
  (stack) => {
    const inDataSubnets = ["a", "b"].map((letter) => expect.stringContaining(`network_data-${letter}`) as string);
    expect(stack.resource("aws_db_subnet_group")["subnet_ids"]).toEqual(inDataSubnets);
    expect(stack.resource("aws_elasticache_subnet_group")["subnet_ids"]).toEqual(inDataSubnets);
    const tables = Object.values(stack.resources(ROUTE)).map(({ route_table_id: id }) => String(id));
    expect(tables.filter((table) => table.includes("network_data"))).toEqual([]);
    expect(tables).toHaveLength(3);
  },
  [
    { type: "aws_db_subnet_group", path: "subnet_ids", value: ["${aws_subnet.network_public-a.id}"] },
    { type: "aws_elasticache_subnet_group", path: "subnet_ids", value: ["${aws_subnet.network_private-a.id}"] },
    { type: ROUTE, name: "private-a", path: "route_table_id", value: "${aws_route_table.network_data-a-routes.id}" },
  ],
);

requirement(
  "SU-N1 has functions in private subnets that reach AWS through NAT of their zone",
  (stack) => {
    for (const letter of ["a", "b"]) {
      expect(stack.resource(ROUTE, `network_private-${letter}-default`)).toMatchObject({
        destination_cidr_block: "0.0.0.0/0",
        nat_gateway_id: expect.stringContaining(`network_nat-${letter}`),
      });
    }
    expect(stack.resource("aws_lambda_function", "orders-function")["vpc_config"]).toMatchObject({
      subnet_ids: ["a", "b"].map((letter) => expect.stringContaining(`network_private-${letter}`) as string),
    });
  },
  [
    { type: ROUTE, name: "private-b", path: "nat_gateway_id", value: "${aws_nat_gateway.network_nat-a.id}" },
    {
      type: "aws_lambda_function",
      name: "orders-function",
      path: "vpc_config.subnet_ids",
      value: ["${aws_subnet.network_public-a.id}"],
    },
  ],
);

requirement(
  "SU-N1 has security groups that connect functions and jobs to Redis and PostgreSQL, and nothing else",
  (stack) => {
    const expected = [
      "analytics-connection -> analytics-connection 0-65535",
      "analytics-connection -> database 5432",
      "analytics-function -> database 5432",
      "batch_task -> database 5432",
      "orders-function -> cache 6379",
      "payment-function -> database 5432",
    ];
    expect(connections(stack, INGRESS)).toEqual(expected);
    expect(connections(stack, EGRESS)).toEqual(expected);
  },
  [
    { type: INGRESS, name: "cache_security-group", path: "to_port", value: 6380 },
    { type: INGRESS, name: "database_security-group_from-payment" },
    {
      type: INGRESS,
      name: "database_security-group_from-analytics",
      path: "referenced_security_group_id",
      value: "${aws_security_group.auth-function_security-group_1.id}",
    },
    { type: EGRESS, name: "out-of-orders-function-6379" },
    { type: EGRESS, name: "out-of-analytics-function-5432", path: "from_port", value: 0 },
  ],
);
