import type { KeyReference } from "../../../modules/core";
import { Network, type NetworkProps } from "../../../modules/network";
import { synthesizeStack, type TestStack } from "../../../testing";

const logKey: KeyReference = {
  keyArn: "arn:aws:kms:us-east-1:111122223333:key/test",
  region: "us-east-1",
  grantUse: () => {},
};
const props: NetworkProps = {
  name: "shop",
  cidr: "10.0.0.0/16",
  availabilityZones: ["us-east-1a", "us-east-1b"],
  logKey,
};

const synthesizeNetwork = (
  differences: Partial<NetworkProps> = {},
  use: (network: Network) => void = () => {},
): TestStack => synthesizeStack((stack) => use(new Network(stack, "network", { ...props, ...differences })));

const cidrOf = (stack: TestStack, id: string): unknown => stack.resource("aws_subnet", id)["cidr_block"];

describe("the isolated data tier", () => {
  test("the data subnets are the third sixteenth of the range, in route tables without a route", () => {
    const stack = synthesizeNetwork({ dataTier: "isolated" }, ({ dataPlacement, privatePlacement }) => {
      expect(dataPlacement).toMatchObject({ availabilityZones: ["us-east-1a", "us-east-1b"] });
      expect(dataPlacement!.subnetIds).not.toEqual(privatePlacement.subnetIds);
    });
    expect([cidrOf(stack, "data-a"), cidrOf(stack, "data-b")]).toEqual(["10.0.32.0/24", "10.0.33.0/24"]);
    expect(stack.resource("aws_route_table", "data-b")).toMatchObject({ tags: { Name: "shop-data-b" } });
    expect(Object.keys(stack.resources("aws_route")).filter((name) => name.includes("data"))).toEqual([]);
    const endpoint = stack.resource("aws_vpc_endpoint", "s3-endpoint");
    expect(JSON.stringify(endpoint["route_table_ids"])).not.toContain("data");
  });

  test("the ACL admits private subnets on the ports of data stores, and the tier itself", () => {
    const stack = synthesizeNetwork({ dataTier: "isolated", dataPorts: [5432] });
    expect(stack.resource("aws_network_acl")).toMatchObject({
      subnet_ids: [expect.stringContaining("data-a"), expect.stringContaining("data-b")],
    });
    const rules = Object.values(stack.resources("aws_network_acl_rule"))
      .map(({ egress, rule_number, protocol, cidr_block, from_port, to_port, rule_action }) =>
        [egress ? "out" : "in", rule_number, rule_action, protocol, cidr_block, from_port, to_port].join(" "),
      )
      .sort();
    expect(rules).toEqual([
      "in 100 allow tcp 10.0.16.0/24 5432 5432",
      "in 101 allow tcp 10.0.17.0/24 5432 5432",
      "in 200 allow -1 10.0.32.0/24  ",
      "in 201 allow -1 10.0.33.0/24  ",
      "out 100 allow tcp 10.0.16.0/24 1024 65535",
      "out 101 allow tcp 10.0.17.0/24 1024 65535",
      "out 200 allow -1 10.0.32.0/24  ",
      "out 201 allow -1 10.0.33.0/24  ",
    ]);
  });

  test("the rules of an ACL have different numbers in each direction", () => {
    const stack = synthesizeNetwork({ dataTier: "isolated" });
    const numbers = Object.values(stack.resources("aws_network_acl_rule")).map(
      ({ egress, rule_number }) => `${String(egress)} ${String(rule_number)}`,
    );
    expect(new Set(numbers).size).toBe(12);
  });

  test("a network has no data tier by default", () => {
    const stack = synthesizeNetwork({}, ({ dataPlacement }) => expect(dataPlacement).toBeUndefined());
    expect(Object.keys(stack.resources("aws_subnet"))).toHaveLength(4);
    expect(stack.resources("aws_network_acl")).toEqual({});
  });
});

describe("the layout of one zone for workloads", () => {
  const single: Partial<NetworkProps> = {
    workloadZones: ["us-east-1a"],
    subnetCidrs: { public: ["10.0.1.0/24", "10.0.3.0/24"], private: ["10.0.2.0/24", "10.0.4.0/24"] },
    interfaceEndpoints: ["secretsmanager"],
  };

  test("one NAT gateway serves the private subnet of the zone, and the other has no route out", () => {
    const stack = synthesizeNetwork(single, ({ workloadPlacement, privatePlacement }) => {
      expect(workloadPlacement.availabilityZones).toEqual(["us-east-1a"]);
      expect(workloadPlacement.subnetIds).toEqual(privatePlacement.subnetIds.slice(0, 1));
    });
    expect(Object.keys(stack.resources("aws_nat_gateway"))).toHaveLength(1);
    expect(stack.resource("aws_nat_gateway")).toMatchObject({ subnet_id: expect.stringContaining("public-a") });
    const routes = Object.keys(stack.resources("aws_route")).map((name) => name.replace(/_\w{8}$/, ""));
    expect(routes.sort()).toEqual(["network_private-a-default-route", "network_public-default-route"]);
    expect(stack.resource("aws_vpc_endpoint", "secretsmanager")).toMatchObject({
      subnet_ids: [expect.stringContaining("private-a")],
    });
  });

  test("the blocks are those of the settings, one for each zone", () => {
    const stack = synthesizeNetwork(single);
    expect(["public-a", "public-b", "private-a", "private-b"].map((id) => cidrOf(stack, id))).toEqual([
      "10.0.1.0/24",
      "10.0.3.0/24",
      "10.0.2.0/24",
      "10.0.4.0/24",
    ]);
    const data = synthesizeNetwork({ dataTier: "isolated", subnetCidrs: { data: ["10.0.5.0/24", "10.0.6.0/24"] } });
    expect([cidrOf(data, "data-a"), cidrOf(data, "private-a")]).toEqual(["10.0.5.0/24", "10.0.16.0/24"]);
  });

  test("the workload placement has all zones by default", () => {
    synthesizeNetwork({}, ({ workloadPlacement, privatePlacement }) => {
      expect(workloadPlacement).toEqual(privatePlacement);
    });
  });
});

test.each([
  [{ workloadZones: [] }, /workloadZones: got \[\]; allowed: at least one zone/],
  [{ workloadZones: ["us-east-1c"] }, /workloadZones: got "us-east-1c"; allowed: us-east-1a, us-east-1b/],
  [{ workloadZones: ["us-east-1a", "us-east-1a"] }, /workloadZones: got "us-east-1a"; allowed: every value once/],
  [{ dataTier: "private" as "isolated" }, /dataTier: got "private"; allowed: none, isolated/],
  [{ dataPorts: [] }, /dataPorts: got \[\]; allowed: at least one port/],
  [{ dataPorts: [70_000] }, /dataPorts: got 70000; allowed: a whole number from 1 to 65535/],
  [{ dataPorts: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] }, /dataPorts: .*at most 20 rules/],
  [{ subnetCidrs: { public: ["10.0.1.0/24"] } }, /subnetCidrs.public: got \["10.0.1.0\/24"\]; allowed: 2 blocks/],
  [{ subnetCidrs: { private: ["10.0.2.0/24", "10.1.4.0/24"] } }, /subnetCidrs.private: got "10.1.4.0\/24"; .*inside/],
  [{ subnetCidrs: { data: ["10.0.2.0/24", "10.0.4.0/29"] } }, /subnetCidrs.data: got "10.0.4.0\/29"; .*\/16 to \/28/],
  [{ subnetCidrs: { data: ["10.0.2.0/24", "here"] } }, /subnetCidrs.data: got "here"/],
  [
    { subnetCidrs: { public: ["10.0.1.0/24", "10.0.3.1/24"] } },
    /subnetCidrs.public: got "10.0.3.1\/24"; .*without bits/,
  ],
  [{ subnetCidrs: { public: ["10.0.16.0/24", "10.0.3.0/24"] } }, /subnetCidrs: got "10.0.16.0\/24"; .*do not overlap/],
  [
    { dataTier: "isolated" as const, subnetCidrs: { public: ["10.0.32.0/24", "10.0.3.0/24"] } },
    /subnetCidrs: got "10.0.32.0\/24"; allowed: blocks that do not overlap/,
  ],
])("a network refuses %j", (differences, message) => {
  expect(() => synthesizeNetwork(differences)).toThrow(message);
});

test("blocks outside a range that is wrong itself are not judged", () => {
  const subnetCidrs = { public: ["10.0.1.0/24", "10.0.3.0/24"] };
  expect(() => synthesizeNetwork({ cidr: "here", subnetCidrs })).toThrow(/^1 invalid setting:\n.*cidr: got "here"/);
});
