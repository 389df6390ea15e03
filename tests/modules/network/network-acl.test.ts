import type { Placement } from "../../../modules/core";
import { Network, NetworkAcl, type NetworkAclProps } from "../../../modules/network";
import { synthesizeStack, type TestStack } from "../../../testing";

const placement = (...subnetIds: string[]): Placement => ({
  vpcId: "vpc-1",
  subnetIds,
  availabilityZones: ["us-east-1a", "us-east-1b"],
});
const props: NetworkAclProps = {
  name: "saas-public",
  tier: "public",
  network: {
    vpcId: "vpc-1",
    vpcCidr: "10.0.0.0/16",
    publicPlacement: placement("subnet-a", "subnet-b"),
    privatePlacement: placement("subnet-c", "subnet-d"),
  },
};

const synthesizeAcl = (differences: Partial<NetworkAclProps> = {}): TestStack =>
  synthesizeStack((stack) => new NetworkAcl(stack, "acl", { ...props, ...differences }));

const rulesOf = (stack: TestStack): string[] =>
  Object.values(stack.resources("aws_network_acl_rule"))
    .map(({ egress, rule_number, protocol, cidr_block, from_port, to_port, rule_action }) =>
      [egress ? "out" : "in", rule_number, rule_action, protocol, cidr_block, from_port, to_port].join(" ").trim(),
    )
    .sort();

describe("NetworkAcl", () => {
  test("of public subnets admits served ports, egress of NAT gateways and the answers to both, without RDP", () => {
    const stack = synthesizeAcl();
    expect(stack.resource("aws_network_acl")).toMatchObject({
      vpc_id: "vpc-1",
      subnet_ids: ["subnet-a", "subnet-b"],
      tags: { Name: "saas-public" },
    });
    expect(rulesOf(stack)).toEqual([
      "in 100 allow -1 10.0.0.0/16",
      "in 200 allow tcp 0.0.0.0/0 80 80",
      "in 201 allow tcp 0.0.0.0/0 443 443",
      "in 300 allow tcp 0.0.0.0/0 1024 3388",
      "in 301 allow tcp 0.0.0.0/0 3390 65535",
      "out 100 allow -1 10.0.0.0/16",
      "out 200 allow tcp 0.0.0.0/0 443 443",
      "out 300 allow tcp 0.0.0.0/0 1024 65535",
    ]);
  });

  test("of private subnets admits connections within the VPC, HTTPS to the internet and its answers", () => {
    const stack = synthesizeAcl({ tier: "private" });
    expect(stack.resource("aws_network_acl")).toMatchObject({ subnet_ids: ["subnet-c", "subnet-d"] });
    expect(rulesOf(stack)).toEqual([
      "in 100 allow -1 10.0.0.0/16",
      "in 300 allow tcp 0.0.0.0/0 1024 3388",
      "in 301 allow tcp 0.0.0.0/0 3390 65535",
      "out 100 allow -1 10.0.0.0/16",
      "out 200 allow tcp 0.0.0.0/0 443 443",
    ]);
  });

  test("of public subnets that serve nothing admits no answers to the internet", () => {
    const rules = rulesOf(synthesizeAcl({ servedPorts: [] }));
    expect(rules.filter((rule) => rule.startsWith("out"))).toEqual([
      "out 100 allow -1 10.0.0.0/16",
      "out 200 allow tcp 0.0.0.0/0 443 443",
    ]);
  });

  test("has the ports that it is given, each as a rule of its own", () => {
    const rules = rulesOf(synthesizeAcl({ servedPorts: [8443], egressPorts: [443, 587] }));
    expect(rules).toEqual(
      expect.arrayContaining([
        "in 200 allow tcp 0.0.0.0/0 8443 8443",
        "out 200 allow tcp 0.0.0.0/0 443 443",
        "out 201 allow tcp 0.0.0.0/0 587 587",
      ]),
    );
    expect(rules).not.toContain("in 200 allow tcp 0.0.0.0/0 80 80");
  });

  test("has at most 20 rules in a direction, and refuses ports beyond them", () => {
    const ports = (count: number): number[] => Array.from({ length: count }, (_, index) => 8000 + index);
    const most = rulesOf(synthesizeAcl({ servedPorts: ports(17), egressPorts: ports(17) }));
    expect(most.filter((rule) => rule.startsWith("in"))).toHaveLength(20);
    expect(most.filter((rule) => rule.startsWith("out"))).toHaveLength(19);
    expect(() => synthesizeAcl({ servedPorts: ports(18) })).toThrow(/servedPorts: got .*; allowed: at most 17 ports/);
  });

  test("protects the subnets of a network", () => {
    const stack = synthesizeStack((scope) => {
      const logKey = {
        keyArn: "arn:aws:kms:us-east-1:111122223333:key/1",
        region: "us-east-1",
        grantUse: () => {},
      } as const;
      const availabilityZones = ["us-east-1a", "us-east-1b"];
      const network = new Network(scope, "network", { name: "saas", cidr: "10.0.0.0/16", availabilityZones, logKey });
      new NetworkAcl(scope, "private-acl", { name: "saas-private", tier: "private", network });
    });
    expect(stack.resource("aws_network_acl")).toMatchObject({
      subnet_ids: [expect.stringContaining("private-a"), expect.stringContaining("private-b")],
    });
  });

  test("reports every invalid setting at once", () => {
    const invalid = () =>
      synthesizeAcl({ name: "", tier: "secret" as never, servedPorts: [22, 80, 80], egressPorts: [70_000] });
    expect(invalid).toThrow(/6 invalid settings/);
    expect(invalid).toThrow(/name: got ""; allowed: 1 to 255 characters/);
    expect(invalid).toThrow(/tier: got "secret"; allowed: public, private/);
    expect(invalid).toThrow(/servedPorts: got "80"; allowed: every value once/);
    expect(invalid).toThrow(/servedPorts: got 22; allowed: no port of administration \(20, 21, 22, 3389\)/);
    expect(invalid).toThrow(/servedPorts: got .*; allowed: no ports for the private tier/);
    expect(invalid).toThrow(/egressPorts: got 70000; allowed: a whole number from 1 to 65535/);
  });

  test("of private subnets serves no ports to the internet", () => {
    expect(() => synthesizeAcl({ tier: "private", servedPorts: [443] })).toThrow(
      /servedPorts: got \[443\]; allowed: no ports for the private tier; serve them by a load balancer/,
    );
    expect(() => synthesizeAcl({ tier: "private", servedPorts: [] })).not.toThrow();
  });

  test("has the golden addresses", () => {
    expect(synthesizeAcl().addresses).toMatchInlineSnapshot(`
      [
        "aws_network_acl.acl_A20D5A4C",
        "aws_network_acl_rule.acl_in-443_FF6D9809",
        "aws_network_acl_rule.acl_in-80_3D6C0032",
        "aws_network_acl_rule.acl_in-answers-above-rdp_617CC117",
        "aws_network_acl_rule.acl_in-answers_481A07E9",
        "aws_network_acl_rule.acl_in-vpc_0528796B",
        "aws_network_acl_rule.acl_out-443_5B972645",
        "aws_network_acl_rule.acl_out-answers_51DF55F0",
        "aws_network_acl_rule.acl_out-vpc_A11BBD07",
      ]
    `);
  });
});

describe("endpointActions", () => {
  const synthesizeNetwork = (endpointActions: object) =>
    synthesizeStack((scope) => {
      const logKey = {
        keyArn: "arn:aws:kms:us-east-1:111122223333:key/1",
        region: "us-east-1",
        grantUse: () => {},
      } as const;
      new Network(scope, "network", {
        name: "saas",
        cidr: "10.0.0.0/16",
        availabilityZones: ["us-east-1a", "us-east-1b"],
        interfaceEndpoints: ["secretsmanager", "monitoring"],
        endpointActions,
        logKey,
      });
    });

  test("limit the policy of an endpoint to the actions of its workloads", () => {
    const actions = ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"];
    const stack = synthesizeNetwork({ secretsmanager: actions });
    expect(stack.statements("secretsmanager-endpoint-policy")).toMatchObject([
      { actions, condition: [{ variable: "aws:PrincipalAccount" }] },
    ]);
    expect(stack.statements("monitoring-endpoint-policy")).toMatchObject([{ actions: ["cloudwatch:*"] }]);
  });

  test("are actions of a service that has an endpoint", () => {
    expect(() => synthesizeNetwork({ kms: ["kms:Decrypt"] })).toThrow(
      'endpointActions.kms: got "kms"; allowed: a service of interfaceEndpoints; add its endpoint',
    );
    expect(() => synthesizeNetwork({ monitoring: ["monitoring:PutMetricData"] })).toThrow(
      /endpointActions.monitoring: got "monitoring:PutMetricData"; allowed: actions of the service: cloudwatch:<Action>/,
    );
    expect(() => synthesizeNetwork({ monitoring: [] })).toThrow(
      /endpointActions.monitoring: got \[\]; allowed: at least one action/,
    );
    expect(() => synthesizeNetwork({ monitoring: ["cloudwatch:PutMetricData"] })).not.toThrow();
  });
});
