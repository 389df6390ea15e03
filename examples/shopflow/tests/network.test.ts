import type { TestStack } from "groundplan/testing";
import { requirement } from "./requirement";

const TIERS = ["public", "private", "data"] as const;

/** Blocks and zones of the subnets by tier and zone letter. */
function subnets(stack: TestStack): Record<string, string> {
  const names = TIERS.flatMap((tier) => [`${tier}-a`, `${tier}-b`]);
  return Object.fromEntries(
    names.map((name) => {
      const { cidr_block: cidr, availability_zone: zone } = stack.resource("aws_subnet", `network_${name}`);
      return [name, `${String(cidr)} ${String(zone)}`];
    }),
  );
}

const inBothZones = (tier: (typeof TIERS)[number]) =>
  ["a", "b"].map((letter) => expect.stringContaining(`aws_subnet.network_${tier}-${letter}`) as string);

requirement(
  "SF-N1 has public, private and data subnets in two zones of us-east-1",
  (stack) => {
    expect(stack.resource("aws_vpc")["cidr_block"]).toBe("10.30.0.0/16");
    expect(Object.keys(stack.resources("aws_subnet"))).toHaveLength(6);
    expect(subnets(stack)).toEqual({
      "public-a": "10.30.0.0/24 us-east-1a",
      "public-b": "10.30.1.0/24 us-east-1b",
      "private-a": "10.30.16.0/24 us-east-1a",
      "private-b": "10.30.17.0/24 us-east-1b",
      "data-a": "10.30.32.0/24 us-east-1a",
      "data-b": "10.30.33.0/24 us-east-1b",
    });
    expect(stack.resource("aws_lb")["subnets"]).toEqual(inBothZones("public"));
    for (const name of ["api_service", "worker_service"]) {
      expect(stack.resource("aws_ecs_service", name)["network_configuration"]).toMatchObject({
        subnets: inBothZones("private"),
        assign_public_ip: false,
      });
    }
    expect(stack.resource("aws_db_subnet_group")["subnet_ids"]).toEqual(inBothZones("data"));
    expect(stack.resource("aws_elasticache_subnet_group")["subnet_ids"]).toEqual(inBothZones("data"));
  },
  [
    { type: "aws_vpc", path: "cidr_block", value: "10.31.0.0/16" },
    ...TIERS.flatMap((tier) => [
      { type: "aws_subnet", name: `network_${tier}-a`, path: "availability_zone", value: "us-east-1b" },
      { type: "aws_subnet", name: `network_${tier}-b` },
    ]),
    { type: "aws_lb", path: "subnets.0", value: "${aws_subnet.network_private-a.id}" },
    { type: "aws_ecs_service", name: "api_service", path: "network_configuration.assign_public_ip", value: true },
    { type: "aws_ecs_service", name: "worker_service", path: "network_configuration.subnets", value: [] },
    { type: "aws_db_subnet_group", path: "subnet_ids.1", value: "${aws_subnet.network_private-b.id}" },
    { type: "aws_elasticache_subnet_group", path: "subnet_ids.0", value: "${aws_subnet.network_private-a.id}" },
  ],
);

requirement(
  "SF-N1 has a NAT gateway in each zone, and no route out of the data subnets",
  (stack) => {
    const gateways = ["a", "b"].map((letter) => stack.resource("aws_nat_gateway", `nat-${letter}`)["subnet_id"]);
    expect(gateways).toEqual(inBothZones("public"));
    for (const letter of ["a", "b"]) {
      expect(stack.resource("aws_route", `private-${letter}-default`)).toMatchObject({
        destination_cidr_block: "0.0.0.0/0",
        nat_gateway_id: expect.stringContaining(`nat-${letter}`),
      });
    }
    const routes = Object.keys(stack.resources("aws_route")).map((name) => name.replace(/_[0-9A-F]{8}$/, ""));
    expect(routes.sort()).toEqual([
      "network_private-a-default-route",
      "network_private-b-default-route",
      "network_public-default-route",
    ]);
  },
  [
    { type: "aws_nat_gateway", name: "nat-b" },
    { type: "aws_nat_gateway", name: "nat-a", path: "subnet_id", value: "${aws_subnet.network_public-b.id}" },
    { type: "aws_route", name: "private-b-default", path: "nat_gateway_id", value: "${aws_nat_gateway.nat-a.id}" },
    { type: "aws_route", name: "private-a-default", path: "destination_cidr_block", value: "10.0.0.0/8" },
  ],
);

requirement(
  "SF-N1 admits tasks to PostgreSQL and Redis in the data subnets, and nothing else",
  (stack) => {
    const admitted = Object.values(stack.resources("aws_network_acl_rule"))
      .filter(({ egress, rule_action: action }) => egress !== true && action === "allow")
      .map(({ cidr_block: cidr, from_port: port, protocol }) => [cidr, protocol, port].filter(Boolean).join(" "));
    expect(admitted.sort()).toEqual([
      "10.30.16.0/24 tcp 5432",
      "10.30.16.0/24 tcp 6379",
      "10.30.17.0/24 tcp 5432",
      "10.30.17.0/24 tcp 6379",
      "10.30.32.0/24 -1",
      "10.30.33.0/24 -1",
    ]);
    const peers = Object.keys(stack.resources("aws_vpc_security_group_ingress_rule"))
      .map((name) => name.replace(/_[0-9A-F]{8}$/, ""))
      .filter((name) => /^(?:database|cache)_/.test(name));
    expect(peers.sort()).toEqual([
      "cache_security-group_from-api-6379",
      "cache_security-group_from-worker-6379",
      "database_security-group_from-api-5432",
      "database_security-group_from-worker-5432",
    ]);
  },
  [
    { type: "aws_network_acl_rule", name: "data-acl-in-private-a-5432", path: "cidr_block", value: "0.0.0.0/0" },
    { type: "aws_network_acl_rule", name: "data-acl-in-private-b-6379", path: "from_port", value: 0 },
    { type: "aws_vpc_security_group_ingress_rule", name: "database_security-group_from-worker-5432" },
  ],
);
