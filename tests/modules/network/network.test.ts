import { App, TerraformOutput, TerraformStack, Token } from "cdktf";
import { InputError, type KeyReference } from "../../../modules/core";
import { NETWORK_DEFAULTS, Network, type NetworkAttributes, type NetworkProps } from "../../../modules/network";
import { EncryptionKey } from "../../../modules/security";
import { synthesizeStack, type TestStack } from "../../../testing";

const keyIn = (region: "us-east-1" | "us-west-2"): KeyReference => ({
  keyArn: `arn:aws:kms:${region}:111122223333:key/test`,
  region,
  grantUse: () => {},
});

const props: NetworkProps = {
  name: "groundplan-staging",
  cidr: "10.20.0.0/16",
  availabilityZones: ["us-east-1a", "us-east-1b"],
  logKey: keyIn("us-east-1"),
};

const synthesizeNetwork = (differences: Partial<NetworkProps> = {}): TestStack =>
  synthesizeStack((stack) => new Network(stack, "network", { ...props, ...differences }));

const blocks = (stack: TestStack, type: string) => Object.values(stack.resources(type));

/** The zone letters in the names of a type, in order: `network_nat-a_1234` is `a`. */
const lettersOf = (stack: TestStack, type: string): string[] =>
  Object.keys(stack.resources(type))
    .map((name) => /-([a-z])(?:-|_)/.exec(name.replace(/^network_/, ""))![1]!)
    .sort();

describe("Network", () => {
  test("R-N1 creates a VPC with DNS support and the document's subnets", () => {
    const stack = synthesizeNetwork();
    expect(stack.resource("aws_vpc")).toMatchObject({
      cidr_block: "10.20.0.0/16",
      enable_dns_support: true,
      enable_dns_hostnames: true,
      tags: { Name: "groundplan-staging" },
    });
    const subnets = ["public-a", "public-b", "private-a", "private-b"].map((id) => stack.resource("aws_subnet", id));
    expect(subnets).toMatchObject([
      { cidr_block: "10.20.0.0/24", availability_zone: "us-east-1a", tags: { Name: "groundplan-staging-public-a" } },
      { cidr_block: "10.20.1.0/24", availability_zone: "us-east-1b", tags: { Name: "groundplan-staging-public-b" } },
      { cidr_block: "10.20.16.0/24", availability_zone: "us-east-1a", tags: { Name: "groundplan-staging-private-a" } },
      { cidr_block: "10.20.17.0/24", availability_zone: "us-east-1b", tags: { Name: "groundplan-staging-private-b" } },
    ]);
  });

  test("R-N1 divides other ranges for other numbers of zones", () => {
    const stack = synthesizeNetwork({
      cidr: "172.16.8.0/21",
      availabilityZones: ["us-east-1c", "us-east-1a", "us-east-1f"],
    });
    expect(["public-c", "public-a", "public-f"].map((id) => stack.resource("aws_subnet", id)["cidr_block"])).toEqual([
      "172.16.8.0/28",
      "172.16.8.16/28",
      "172.16.8.32/28",
    ]);
    expect(stack.resource("aws_subnet", "private-f")).toMatchObject({
      cidr_block: "172.16.8.160/28",
      availability_zone: "us-east-1f",
    });
  });

  test("R-N3 subnets do not auto-assign public IPs", () => {
    const subnets = blocks(synthesizeNetwork(), "aws_subnet");
    expect(subnets.map((subnet) => subnet["map_public_ip_on_launch"])).toEqual([false, false, false, false]);
  });

  test("R-N2 routes public subnets by one table to the internet gateway", () => {
    const stack = synthesizeNetwork();
    expect(stack.resource("aws_internet_gateway")).toMatchObject({
      vpc_id: expect.stringContaining("aws_vpc.network"),
    });
    expect(stack.resource("aws_route", "public-default-route")).toMatchObject({
      destination_cidr_block: "0.0.0.0/0",
      gateway_id: expect.stringContaining("aws_internet_gateway.network"),
      route_table_id: expect.stringContaining("aws_route_table.network_public-routes"),
    });
    for (const letter of ["a", "b"]) {
      expect(stack.resource("aws_route_table_association", `public-${letter}`)).toMatchObject({
        subnet_id: expect.stringContaining(`aws_subnet.network_public-${letter}`),
        route_table_id: expect.stringContaining("aws_route_table.network_public-routes"),
      });
    }
  });

  test("R-N2 gives each zone a NAT gateway and its private subnet a table with a route to it by default", () => {
    const stack = synthesizeNetwork();
    for (const letter of ["a", "b"]) {
      expect(stack.resource("aws_nat_gateway", `nat-${letter}`)).toMatchObject({
        allocation_id: expect.stringContaining(`aws_eip.network_nat-${letter}-address`),
        subnet_id: expect.stringContaining(`aws_subnet.network_public-${letter}`),
        depends_on: [expect.stringContaining("aws_internet_gateway.network")],
      });
      expect(stack.resource("aws_eip", `nat-${letter}`)).toMatchObject({ domain: "vpc" });
      expect(stack.resource("aws_route", `private-${letter}`)).toMatchObject({
        destination_cidr_block: "0.0.0.0/0",
        nat_gateway_id: expect.stringContaining(`aws_nat_gateway.network_nat-${letter}`),
        route_table_id: expect.stringContaining(`aws_route_table.network_private-${letter}-routes`),
      });
      expect(stack.resource("aws_route_table_association", `private-${letter}`)).toMatchObject({
        subnet_id: expect.stringContaining(`aws_subnet.network_private-${letter}`),
        route_table_id: expect.stringContaining(`aws_route_table.network_private-${letter}-routes`),
      });
    }
  });

  test("R-N2 routes every private subnet through the first zone's gateway when there is a single one", () => {
    const stack = synthesizeNetwork({ natGateways: "single", availabilityZones: ["us-east-1d", "us-east-1b"] });
    expect(lettersOf(stack, "aws_nat_gateway")).toEqual(["d"]);
    expect(lettersOf(stack, "aws_eip")).toEqual(["d"]);
    for (const letter of ["b", "d"]) {
      expect(stack.resource("aws_route", `private-${letter}`)).toMatchObject({
        nat_gateway_id: expect.stringContaining("aws_nat_gateway.network_nat-d"),
      });
    }
  });

  test("R-N2 creates no egress of private subnets in the mode none", () => {
    const stack = synthesizeNetwork({ natGateways: "none" });
    expect(stack.resources("aws_nat_gateway")).toEqual({});
    expect(stack.resources("aws_eip")).toEqual({});
    expect(Object.keys(stack.resources("aws_route"))).toEqual([expect.stringContaining("public-default-route")]);
  });

  test("R-N2 keeps the addresses of tables and subnets in every NAT mode", () => {
    const lasting = (natGateways: NetworkProps["natGateways"]) =>
      synthesizeNetwork({ natGateways }).addresses.filter((address) => !/aws_(eip|nat_gateway|route)\./.test(address));
    expect(lasting("single")).toEqual(lasting("per-az"));
    expect(lasting("none")).toEqual(lasting("per-az"));
  });

  test("R-N3 empties the default security group", () => {
    expect(synthesizeNetwork().resource("aws_default_security_group")).toMatchObject({
      vpc_id: expect.stringContaining("aws_vpc.network"),
      ingress: [],
      egress: [],
    });
  });

  test("R-N3 admits no traffic from outside the VPC", () => {
    const stack = synthesizeNetwork({ interfaceEndpoints: ["ssm"] });
    expect(blocks(stack, "aws_vpc_security_group_ingress_rule").map((rule) => rule["cidr_ipv4"])).toEqual([
      "10.20.0.0/16",
    ]);
    expect(stack.resource("aws_security_group")).not.toHaveProperty("ingress");
    expect(stack.resources("aws_vpc_security_group_egress_rule")).toEqual({});
  });

  test("always creates gateway endpoints for S3 and DynamoDB", () => {
    const stack = synthesizeNetwork({ natGateways: "none" });
    for (const service of ["s3", "dynamodb"]) {
      expect(stack.resource("aws_vpc_endpoint", `${service}-endpoint`)).toMatchObject({
        service_name: `com.amazonaws.us-east-1.${service}`,
        vpc_endpoint_type: "Gateway",
        route_table_ids: [
          expect.stringContaining("aws_route_table.network_private-a-routes"),
          expect.stringContaining("aws_route_table.network_private-b-routes"),
        ],
        policy: expect.stringContaining(`network_${service}-endpoint-policy`),
      });
    }
  });

  test("limits endpoints to principals of its account, except downloads from S3 by presigned links", () => {
    const stack = synthesizeNetwork({ interfaceEndpoints: ["monitoring"] });
    const ownCallers = (actions: string) => ({
      effect: "Allow",
      actions: [actions],
      condition: [
        {
          test: "StringEquals",
          variable: "aws:PrincipalAccount",
          values: [expect.stringMatching(/aws_vpc\.network_\w+\.owner_id/)],
        },
      ],
    });
    expect(stack.statements("dynamodb-endpoint-policy")).toMatchObject([ownCallers("dynamodb:*")]);
    expect(stack.statements("monitoring-endpoint-policy")).toMatchObject([ownCallers("cloudwatch:*")]);
    expect(stack.statements("s3-endpoint-policy")).toMatchObject([
      ownCallers("s3:*"),
      { actions: ["s3:GetObject"], resources: ["arn:aws:s3:::*/*"] },
    ]);
  });

  test("creates no interface endpoint and no group for them by default", () => {
    const stack = synthesizeNetwork();
    expect(blocks(stack, "aws_vpc_endpoint").map((endpoint) => endpoint["vpc_endpoint_type"])).toEqual([
      "Gateway",
      "Gateway",
    ]);
    expect(stack.resources("aws_security_group")).toEqual({});
  });

  test("creates an endpoint of a service in every private subnet, with private DNS, on 443 from the VPC", () => {
    const stack = synthesizeNetwork({ interfaceEndpoints: ["secretsmanager", "ecr.api"] });
    expect(stack.resource("aws_vpc_endpoint", "ecr-api-endpoint")).toMatchObject({
      service_name: "com.amazonaws.us-east-1.ecr.api",
      vpc_endpoint_type: "Interface",
      private_dns_enabled: true,
      subnet_ids: [
        expect.stringContaining("aws_subnet.network_private-a"),
        expect.stringContaining("aws_subnet.network_private-b"),
      ],
      security_group_ids: [expect.stringContaining("aws_security_group.network_endpoints")],
    });
    expect(stack.resource("aws_vpc_endpoint", "secretsmanager-endpoint")).toMatchObject({ private_dns_enabled: true });
    expect(stack.resource("aws_security_group")).toMatchObject({ name: "groundplan-staging-endpoints" });
    expect(stack.resource("aws_vpc_security_group_ingress_rule")).toMatchObject({
      from_port: 443,
      to_port: 443,
      ip_protocol: "tcp",
      cidr_ipv4: "10.20.0.0/16",
    });
  });

  test("records all traffic in an encrypted log group with a retention of 365 days", () => {
    const stack = synthesizeNetwork();
    expect(stack.resource("aws_flow_log")).toMatchObject({
      traffic_type: "ALL",
      vpc_id: expect.stringContaining("aws_vpc.network"),
      log_destination_type: "cloud-watch-logs",
      log_destination: expect.stringContaining("aws_cloudwatch_log_group.network_flow-log-group"),
      iam_role_arn: expect.stringContaining("aws_iam_role.network_flow-log-role"),
    });
    expect(stack.resource("aws_cloudwatch_log_group")).toMatchObject({
      name: "/aws/vpc/groundplan-staging-flow-logs",
      retention_in_days: 365,
      kms_key_id: "arn:aws:kms:us-east-1:111122223333:key/test",
    });
  });

  test("accepts another retention of the flow log", () => {
    const stack = synthesizeNetwork({ flowLogRetentionDays: 7 });
    expect(stack.resource("aws_cloudwatch_log_group")).toMatchObject({ retention_in_days: 7 });
  });

  test("limits the role of the flow log to its account and its log group", () => {
    const stack = synthesizeNetwork();
    expect(stack.statements("flow-log-role_trust")).toMatchObject([
      {
        principals: [{ type: "Service", identifiers: ["vpc-flow-logs.amazonaws.com"] }],
        condition: [
          { test: "StringEquals", variable: "aws:SourceAccount", values: [expect.stringContaining("owner_id")] },
          {
            test: "ArnLike",
            variable: "aws:SourceArn",
            values: [
              expect.stringMatching(/^arn:aws:ec2:us-east-1:\$\{aws_vpc\.network_\w+\.owner_id\}:vpc-flow-log\/\*$/),
            ],
          },
        ],
      },
    ]);
    expect(stack.statements("flow-log-role_permissions")).toMatchObject([
      {
        actions: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
        resources: [expect.stringMatching(/^\$\{aws_cloudwatch_log_group\.network_flow-log-group_\w+\.arn\}:\*$/)],
      },
    ]);
  });

  test("exposes a placement for each tier", () => {
    const stack = synthesizeStack((scope) => {
      const { vpcId, vpcCidr, publicPlacement, privatePlacement } = new Network(scope, "network", props);
      expect(vpcCidr).toBe("10.20.0.0/16");
      for (const placement of [publicPlacement, privatePlacement]) {
        expect(placement).toMatchObject({ vpcId, availabilityZones: ["us-east-1a", "us-east-1b"] });
      }
      new TerraformOutput(scope, "public", { value: publicPlacement.subnetIds });
      new TerraformOutput(scope, "private", { value: privatePlacement.subnetIds });
    });
    const subnetIds = (tier: string) =>
      ["a", "b"].map((letter) => expect.stringContaining(`aws_subnet.network_${tier}-${letter}`));
    expect(stack.config.output).toMatchObject({
      public: { value: subnetIds("public") },
      private: { value: subnetIds("private") },
    });
  });

  test("exposes the addresses of its NAT gateways and its route tables", () => {
    const stack = synthesizeStack((scope) => {
      const { natAddresses, privateRouteTableIds, publicRouteTableId } = new Network(scope, "network", props);
      new TerraformOutput(scope, "values", { value: [natAddresses, privateRouteTableIds, publicRouteTableId] });
    });
    expect(stack.config.output?.["values"]?.["value"]).toEqual([
      ["a", "b"].map((letter) => expect.stringMatching(`aws_eip.network_nat-${letter}-address_\\w+.public_ip`)),
      ["a", "b"].map((letter) => expect.stringContaining(`aws_route_table.network_private-${letter}-routes`)),
      expect.stringContaining("aws_route_table.network_public-routes"),
    ]);
  });

  test.each<[string, Partial<NetworkProps>, "ap-northeast-1" | "us-west-1", RegExp]>([
    [
      "a zone that new accounts lack",
      { availabilityZones: ["ap-northeast-1a", "ap-northeast-1b"] },
      "ap-northeast-1",
      /got "ap-northeast-1b"; allowed: ap-northeast-1a, ap-northeast-1c, ap-northeast-1d/,
    ],
    [
      "a third zone in us-west-1",
      { availabilityZones: ["us-west-1a", "us-west-1b", "us-west-1c"] },
      "us-west-1",
      /allowed: at most 2 zones in us-west-1; remove a zone/,
    ],
  ])("refuses %s", (_what, differences, region, message) => {
    const create = (availabilityZones: readonly string[]) => () =>
      synthesizeStack(
        (scope) => {
          const logKey = EncryptionKey.fromArn(scope, "key", `arn:aws:kms:${region}:111122223333:key/test`);
          new Network(scope, "network", { ...props, logKey, availabilityZones });
        },
        { region: region as "us-east-1" },
      );
    expect(create(differences.availabilityZones!)).toThrow(message);
    expect(create([`${region}a`, `${region}c`])).not.toThrow();
  });

  test("checks the form of zone names in a plain stack, whose region is unknown until plan", () => {
    const stack = new TerraformStack(new App(), "plain");
    const settings = { ...props, logKey: EncryptionKey.fromArn(stack, "key", props.logKey.keyArn) };
    const create = (id: string, zones: readonly string[]) => () =>
      new Network(stack, id, { ...settings, availabilityZones: zones });
    expect(create("ids", ["use1-az1", "use1-az2"])).toThrow(/got "use1-az1"; allowed: an Availability Zone such as/);
    expect(create("names", ["eu-west-1a", "eu-west-1b"])).not.toThrow();
  });

  test("applies its defaults to settings that are undefined", () => {
    const settings = { natGateways: undefined, interfaceEndpoints: undefined, flowLogRetentionDays: undefined };
    expect(synthesizeNetwork(settings).config).toEqual(synthesizeNetwork().config);
    expect(synthesizeNetwork({ ...NETWORK_DEFAULTS }).config).toEqual(synthesizeNetwork().config);
  });

  test("reports every invalid setting at once", () => {
    const invalid = () =>
      synthesizeNetwork({
        name: "Shop network",
        cidr: "10.20.0.1/30",
        availabilityZones: ["eu-west-1a"],
        natGateways: "double" as never,
        interfaceEndpoints: ["kms", "kms", "fax" as never],
        flowLogRetentionDays: 8 as never,
        logKey: keyIn("us-west-2"),
      });
    expect(invalid).toThrow(InputError);
    expect(invalid).toThrow(/^10 invalid settings/);
    expect(invalid).toThrow(/test\/network: name: got "Shop network"; allowed: a prefix of at most 32 characters/);
    expect(invalid).toThrow(/cidr: got "10\.20\.0\.1\/30"; allowed: a prefix from \/16 to \/28/);
    expect(invalid).toThrow(/cidr: got "10\.20\.0\.1\/30"; allowed: no bits after the prefix: 10\.20\.0\.0\/30/);
    expect(invalid).toThrow(/zones: got 1; allowed: a whole number from 2 to 6/);
    expect(invalid).toThrow(
      /availabilityZones: got "eu-west-1a"; allowed: us-east-1a, us-east-1b, us-east-1c, us-east-1d, us-east-1e, us-east-1f; name zones of us-east-1/,
    );
    expect(invalid).toThrow(/natGateways: got "double"; allowed: none, single, per-az/);
    expect(invalid).toThrow(/interfaceEndpoints: got "fax"; allowed: ssm, secretsmanager, kms/);
    expect(invalid).toThrow(/interfaceEndpoints: got "kms"; allowed: every value once/);
    expect(invalid).toThrow(/flowLogRetentionDays: got 8; allowed: 1, 3, 5/);
    expect(invalid).toThrow(
      /logKey\.region: got "us-west-2"; allowed: us-east-1; pass the key of the network's region/,
    );
  });

  test.each<[string, Partial<NetworkProps>, RegExp]>([
    [
      "the same zone twice",
      { availabilityZones: ["us-east-1a", "us-east-1a"] },
      /got "us-east-1a"; allowed: every value once/,
    ],
    ["a Local Zone", { availabilityZones: ["us-east-1a", "us-east-1-bos-1a"] }, /got "us-east-1-bos-1a"/],
    ["the id of a zone", { availabilityZones: ["us-east-1a", "use1-az2"] }, /got "use1-az2"/],
    ["a zone's number", { availabilityZones: ["us-east-1a", "us-east-12"] }, /got "us-east-12"/],
    [
      "more zones than a region has",
      { availabilityZones: [..."abcdefg"].map((letter) => `us-east-1${letter}`) },
      /got 7; allowed: a whole number from 2 to 6/,
    ],
    [
      "a range without room for its zones",
      { cidr: "10.20.0.0/24" },
      /^1 invalid setting:\n.*cidr: got "10\.20\.0\.0\/24"; allowed: a range with room for 2 subnets/,
    ],
    ["a loopback range", { cidr: "127.0.0.0/16" }, /got "127\.0\.0\.0\/16"; allowed: a range inside 10\.0\.0\.0\/8/],
    ["a public range", { cidr: "52.0.0.0/16" }, /got "52\.0\.0\.0\/16"; allowed: a range inside 10\.0\.0\.0\/8/],
    [
      "a range that is none",
      { cidr: "10.20.0.0" },
      /cidr: got "10\.20\.0\.0"; allowed: an IPv4 range such as 10\.20\.0\.0\/16/,
    ],
    [
      "a range that is unknown until apply",
      { cidr: Token.asString({ fake: "cidr" }) },
      /cidr: got "a value that is unknown until apply"/,
    ],
    [
      "a zone that is unknown until apply",
      { availabilityZones: ["us-east-1a", Token.asString({ fake: "zone" })] },
      /availabilityZones: got "a value that is unknown until apply"/,
    ],
  ])("refuses %s", (_what, differences, message) => {
    expect(() => synthesizeNetwork(differences)).toThrow(message);
  });

  test("has the golden addresses", () => {
    expect(synthesizeNetwork({ interfaceEndpoints: ["ssm"] }).addresses).toMatchInlineSnapshot(`
     [
       "aws_cloudwatch_log_group.network_flow-log-group_73759AFD",
       "aws_default_security_group.network_default-security-group_F40826B8",
       "aws_eip.network_nat-a-address_01EE5510",
       "aws_eip.network_nat-b-address_8692660F",
       "aws_flow_log.network_flow-log_4CEF6CCF",
       "aws_iam_role.network_flow-log-role_5A9982CE",
       "aws_iam_role_policy.network_flow-log-role_policy_4F4A6646",
       "aws_internet_gateway.network_internet-gateway_E855E801",
       "aws_nat_gateway.network_nat-a_D6562ADB",
       "aws_nat_gateway.network_nat-b_10CC5539",
       "aws_route.network_private-a-default-route_363D4B95",
       "aws_route.network_private-b-default-route_6E6CD273",
       "aws_route.network_public-default-route_9AB86AC6",
       "aws_route_table.network_private-a-routes_98B34714",
       "aws_route_table.network_private-b-routes_B4642E17",
       "aws_route_table.network_public-routes_309B7EF4",
       "aws_route_table_association.network_private-a-routing_1ADE8219",
       "aws_route_table_association.network_private-b-routing_DF746EB9",
       "aws_route_table_association.network_public-a-routing_A089A2B3",
       "aws_route_table_association.network_public-b-routing_20A9CC53",
       "aws_security_group.network_endpoints_group_9796A65A",
       "aws_subnet.network_private-a_492DDEA9",
       "aws_subnet.network_private-b_4C00815F",
       "aws_subnet.network_public-a_A182901C",
       "aws_subnet.network_public-b_FF324FB8",
       "aws_vpc.network_vpc_4E8F0223",
       "aws_vpc_endpoint.network_dynamodb-endpoint_E22EA307",
       "aws_vpc_endpoint.network_s3-endpoint_3093E6A5",
       "aws_vpc_endpoint.network_ssm-endpoint_9DF26F31",
       "aws_vpc_security_group_ingress_rule.network_endpoints_from-vpc-443_E1A050AA",
       "data.aws_iam_policy_document.network_dynamodb-endpoint-policy_document_7940FEA1",
       "data.aws_iam_policy_document.network_flow-log-role_permissions_document_3CA803C2",
       "data.aws_iam_policy_document.network_flow-log-role_trust_document_50542576",
       "data.aws_iam_policy_document.network_s3-endpoint-policy_document_5F30E915",
       "data.aws_iam_policy_document.network_ssm-endpoint-policy_document_45C76F57",
     ]
    `);
  });
});

describe("Network.fromAttributes", () => {
  const attributes: NetworkAttributes = {
    vpcId: "vpc-0a1b",
    vpcCidr: "10.20.0.0/16",
    privateSubnetIds: { "us-east-1a": "subnet-0a", "us-east-1b": "subnet-0b" },
  };

  test("creates no resource and exposes the placements", () => {
    synthesizeStack((scope) => {
      const network = Network.fromAttributes(scope, "network", attributes);
      expect(network.privatePlacement).toEqual({
        vpcId: "vpc-0a1b",
        availabilityZones: ["us-east-1a", "us-east-1b"],
        subnetIds: ["subnet-0a", "subnet-0b"],
      });
      expect(network.publicPlacement.subnetIds).toEqual([]);
      expect(network).toMatchObject({ vpcId: "vpc-0a1b", vpcCidr: "10.20.0.0/16" });
      new TerraformOutput(scope, "vpc", { value: network.vpcId });
    });
  });

  test("refuses malformed ids and a single zone", () => {
    const differences = {
      vpcId: "network",
      privateSubnetIds: { "us-east-1a": "net-1" },
      publicSubnetIds: { a: "net-2" },
    };
    const create = () =>
      synthesizeStack((scope) => Network.fromAttributes(scope, "network", { ...attributes, ...differences }));
    expect(create).toThrow(/test\/network: vpcId: got "network"; allowed: the id of a VPC/);
    expect(create).toThrow(/privateSubnetIds\.availabilityZones: got \["us-east-1a"\]; allowed: at least two/);
    expect(create).toThrow(/privateSubnetIds: got "net-1"; allowed: the id of a subnet/);
    expect(create).toThrow(/publicSubnetIds: got "net-2"; allowed: the id of a subnet/);
  });
});
