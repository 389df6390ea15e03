import type { TestStack } from "groundplan/testing";
import { requirement } from "./requirement";

/** Blocks and zones of the subnets by tier and zone letter. */
function subnets(stack: TestStack): Record<string, unknown> {
  const named = ["public-a", "public-b", "private-a", "private-b"].map((name) => {
    const { cidr_block: cidr, availability_zone: zone } = stack.resource("aws_subnet", `network_${name}`);
    return [name, `${String(cidr)} ${String(zone)}`] as const;
  });
  return Object.fromEntries(named);
}

/** Rules of a direction as `peer -> group:port`, by the names of the groups. */
function rules(stack: TestStack, direction: "ingress" | "egress"): string[] {
  const nameOf = (reference: unknown): string => {
    const [, id = ""] = /aws_security_group\.([\w-]+)\.id/.exec(String(reference)) ?? [];
    return String(stack.resource("aws_security_group", id)["name"]);
  };
  return Object.values(stack.resources(`aws_vpc_security_group_${direction}_rule`))
    .map((rule) => {
      const peer = rule["cidr_ipv4"] ?? nameOf(rule["referenced_security_group_id"]);
      const group = nameOf(rule["security_group_id"]);
      const ports = [rule["from_port"], rule["to_port"]];
      const way = direction === "ingress" ? `${String(peer)} -> ${group}` : `${group} -> ${String(peer)}`;
      return `${way} ${String(rule["ip_protocol"])} ${[...new Set(ports)].join("-")}`;
    })
    .sort();
}

requirement(
  "AW-N1 has the document's VPC and subnets in us-east-2, and subnets of a second zone",
  (stack) => {
    expect(stack.config.provider!["aws"]).toEqual([expect.objectContaining({ region: "us-east-2" })]);
    expect(stack.resource("aws_vpc")).toMatchObject({
      cidr_block: "10.0.0.0/16",
      enable_dns_hostnames: true,
      enable_dns_support: true,
    });
    expect(subnets(stack)).toEqual({
      "public-a": "10.0.1.0/24 us-east-2a",
      "private-a": "10.0.2.0/24 us-east-2a",
      "public-b": "10.0.3.0/24 us-east-2b",
      "private-b": "10.0.4.0/24 us-east-2b",
    });
  },
  [
    { type: "aws_vpc", path: "cidr_block", value: "10.1.0.0/16" },
    { type: "aws_vpc", path: "enable_dns_hostnames", value: false },
    { type: "aws_subnet", name: "public-a", path: "cidr_block", value: "10.0.5.0/24" },
    { type: "aws_subnet", name: "private-a", path: "availability_zone", value: "us-east-2b" },
    { type: "aws_subnet", name: "private-b" },
  ],
);

requirement(
  "AW-N1 has one NAT gateway, and tasks and database in its zone only",
  (stack) => {
    expect(Object.keys(stack.resources("aws_nat_gateway"))).toHaveLength(1);
    expect(stack.resource("aws_nat_gateway")["subnet_id"]).toContain("network_public-a");
    const routes = Object.keys(stack.resources("aws_route")).map((name) => name.replace(/_[0-9A-F]{8}$/, ""));
    expect(routes.sort()).toEqual(["network_private-a-default-route", "network_public-default-route"]);
    expect(stack.resource("aws_route", "private-a-default")).toMatchObject({
      destination_cidr_block: "0.0.0.0/0",
      nat_gateway_id: expect.stringContaining("nat-a"),
    });
    expect(stack.resource("aws_ecs_service")["network_configuration"]).toMatchObject({
      subnets: [expect.stringContaining("network_private-a")],
      assign_public_ip: false,
    });
    expect(stack.resource("aws_db_instance")["availability_zone"]).toBe("us-east-2a");
    const inBothZones = (tier: string) =>
      ["a", "b"].map((letter) => expect.stringContaining(`network_${tier}-${letter}`));
    expect(stack.resource("aws_lb")["subnets"]).toEqual(inBothZones("public"));
    expect(stack.resource("aws_db_subnet_group")["subnet_ids"]).toEqual(inBothZones("private"));
  },
  [
    { type: "aws_nat_gateway" },
    { type: "aws_nat_gateway", path: "subnet_id", value: "${aws_subnet.network_public-b.id}" },
    { type: "aws_route", name: "private-a-default", path: "destination_cidr_block", value: "10.9.0.0/16" },
    { type: "aws_ecs_service", path: "network_configuration.assign_public_ip", value: true },
    { type: "aws_ecs_service", path: "network_configuration.subnets.0", value: "${aws_subnet.network_private-b.id}" },
    { type: "aws_db_instance", path: "availability_zone", value: "us-east-2b" },
    { type: "aws_lb", path: "subnets", value: ["${aws_subnet.network_public-a.id}"] },
    { type: "aws_db_subnet_group", path: "subnet_ids", value: ["${aws_subnet.network_private-a.id}"] },
  ],
);

requirement(
  "AW-N2 has exactly the document's security groups and rules",
  (stack) => {
    const names = Object.values(stack.resources("aws_security_group")).map(({ name }) => name);
    expect(names.sort()).toEqual(["awsomeshop-alb-sg", "awsomeshop-ecs-sg", "awsomeshop-rds-sg"]);
    expect(rules(stack, "ingress")).toEqual([
      "0.0.0.0/0 -> awsomeshop-alb-sg tcp 443",
      "0.0.0.0/0 -> awsomeshop-alb-sg tcp 80",
      "awsomeshop-alb-sg -> awsomeshop-ecs-sg tcp 8000",
      "awsomeshop-ecs-sg -> awsomeshop-rds-sg tcp 3306",
    ]);
    expect(rules(stack, "egress")).toEqual([
      "awsomeshop-alb-sg -> awsomeshop-ecs-sg tcp 8000",
      "awsomeshop-ecs-sg -> 0.0.0.0/0 tcp 443",
      "awsomeshop-ecs-sg -> awsomeshop-rds-sg tcp 3306",
    ]);
    for (const group of Object.values(stack.resources("aws_security_group"))) {
      expect(Object.keys(group)).not.toEqual(expect.arrayContaining([expect.stringMatching(/^(?:in|e)gress$/)]));
    }
  },
  [
    ...["https-from-anywhere", "http-from-anywhere"].map((name) => ({
      type: "aws_vpc_security_group_ingress_rule",
      name,
      path: "cidr_ipv4",
      value: "10.0.0.0/8",
    })),
    { type: "aws_vpc_security_group_ingress_rule", name: "from-load-balancer-8000", path: "to_port", value: 8001 },
    { type: "aws_vpc_security_group_ingress_rule", name: "from-service-3306" },
    { type: "aws_vpc_security_group_egress_rule", name: "https-to-anywhere", path: "from_port", value: 0 },
    { type: "aws_vpc_security_group_egress_rule", name: "out-of-load-balancer-8000" },
    { type: "aws_vpc_security_group_egress_rule", name: "out-of-service-3306", path: "to_port", value: 65535 },
    { type: "aws_security_group", name: "database", path: "name", value: "other" },
  ],
);
