import { InputError, type AwsStack } from "../../../../modules/core";
import {
  BUSINESS_INTELLIGENCE_DEFAULTS,
  BusinessIntelligence,
  type BusinessIntelligenceProps,
  type DatabaseSource,
} from "../../../../modules/analytics/quicksight";
import { synthesizeStack } from "../../../../testing";

const secretArn = "arn:aws:secretsmanager:us-east-1:111122223333:secret:shop-a1b2c3";
const readerArn = "arn:aws:quicksight:us-east-1:111122223333:group/default/analysts";
const orders: DatabaseSource = {
  name: "Orders",
  engine: "postgresql",
  host: "db.internal",
  databaseName: "shop",
  secretArn,
};
const placement = {
  vpcId: "vpc-1",
  subnetIds: ["subnet-a", "subnet-b"],
  availabilityZones: ["us-east-1a", "us-east-1b"],
};
const props: BusinessIntelligenceProps = {
  name: "shop",
  subscribed: true,
  athena: { lake: { name: "Lake", workgroupName: "shop-analysts" } },
  databases: { orders },
  placement,
};

const create = (stack: AwsStack<"us-east-1">, differences: Partial<BusinessIntelligenceProps> = {}) =>
  new BusinessIntelligence(stack, "reports", { ...props, ...differences });

const synthesizeSources = (differences: Partial<BusinessIntelligenceProps> = {}) =>
  synthesizeStack((stack) => create(stack, differences));

function problemsOf(differences: Partial<BusinessIntelligenceProps>): string[] {
  try {
    synthesizeSources(differences);
  } catch (error) {
    return (error as InputError).problems.map(({ property, value }) => `${property}: ${JSON.stringify(value)}`);
  }
  return [];
}

describe("BusinessIntelligence", () => {
  test("without a subscription creates nothing", () => {
    const stack = synthesizeStack((scope) => {
      const { dataSourceArns, peer } = create(scope, { subscribed: false });
      expect(dataSourceArns).toEqual({});
      expect(peer).toBeUndefined();
    });
    expect(stack.config.resource ?? {}).toEqual({});
    expect(Object.keys(synthesizeSources().config.resource!)).toContain("aws_quicksight_data_source");
  });

  test("queries a workgroup over TLS", () => {
    expect(synthesizeSources().resource("aws_quicksight_data_source", "lake")).toMatchObject({
      data_source_id: "shop-lake",
      name: "Lake",
      type: "ATHENA",
      parameters: { athena: { work_group: "shop-analysts" } },
      ssl_properties: { disable_ssl: false },
    });
  });

  test.each([
    ["postgresql", "POSTGRESQL", 5432],
    ["mysql", "MYSQL", 3306],
  ] as const)("reads a %s database through the VPC with a secret", (engine, type, port) => {
    const stack = synthesizeSources({ databases: { orders: { ...orders, engine } } });
    const source = stack.resource("aws_quicksight_data_source", "orders");
    expect(source).toMatchObject({
      type,
      parameters: { [engine]: { host: "db.internal", port, database: "shop" } },
      credentials: { secret_arn: secretArn },
      ssl_properties: { disable_ssl: false },
      vpc_connection_properties: {
        vpc_connection_arn: expect.stringMatching(/^\$\{aws_quicksight_vpc_connection\..*\.arn\}$/),
      },
    });
    expect(source).not.toHaveProperty("permission");
  });

  test("the VPC connection has a role and a security group of its own, and waits for its permissions", () => {
    const stack = synthesizeSources();
    expect(stack.resource("aws_quicksight_vpc_connection")).toMatchObject({
      vpc_connection_id: "shop",
      subnet_ids: ["subnet-a", "subnet-b"],
      security_group_ids: [expect.stringMatching(/^\$\{aws_security_group\..*\.id\}$/)],
      depends_on: [expect.stringMatching(/^aws_iam_role\./), expect.stringMatching(/^aws_iam_role_policy\./)],
    });
    expect(stack.statements(/role_trust/)).toMatchObject([
      {
        principals: [{ type: "Service", identifiers: ["quicksight.amazonaws.com"] }],
        condition: [{ test: "StringEquals", variable: "aws:SourceAccount", values: ["111122223333"] }],
      },
    ]);
    expect(stack.statements(/role_permissions/)).toMatchObject([
      {
        sid: "PlaceInterfaces",
        resources: [
          "arn:aws:ec2:us-east-1:111122223333:network-interface/*",
          expect.stringMatching(/:security-group\/\$\{aws_security_group\./),
          "arn:aws:ec2:us-east-1:111122223333:subnet/subnet-a",
          "arn:aws:ec2:us-east-1:111122223333:subnet/subnet-b",
        ],
      },
      { sid: "DescribeNetwork", actions: ["ec2:DescribeSecurityGroups", "ec2:DescribeSubnets"], resources: ["*"] },
    ]);
  });

  test("without databases no VPC connection is needed", () => {
    const stack = synthesizeSources({ databases: undefined, placement: undefined });
    expect(stack.resources("aws_quicksight_vpc_connection")).toEqual({});
    expect(stack.resources("aws_security_group")).toEqual({});
    expect(Object.keys(stack.resources("aws_quicksight_data_source"))).toHaveLength(1);
  });

  test("a reader may use the sources, and cannot change them", () => {
    const { permission } = synthesizeSources({ readerArn }).resource("aws_quicksight_data_source", "lake");
    expect(permission).toEqual([
      {
        principal: readerArn,
        actions: [
          "quicksight:DescribeDataSource",
          "quicksight:DescribeDataSourcePermissions",
          "quicksight:PassDataSource",
        ],
      },
    ]);
  });

  test("the defaults have these values", () => {
    expect(BUSINESS_INTELLIGENCE_DEFAULTS).toEqual({ athena: {}, databases: {} });
    synthesizeStack((scope) => {
      expect(create(scope, { athena: undefined, databases: undefined }).dataSourceArns).toEqual({});
    });
  });

  test.each<[Partial<BusinessIntelligenceProps>, string]>([
    [{ name: "Shop" }, 'name: "Shop"'],
    [{ athena: { lake: { name: "", workgroupName: "a" } } }, 'athena.lake.name: ""'],
    [{ athena: { lake: { name: "Lake", workgroupName: "primary" } } }, 'athena.lake.workgroupName: "primary"'],
    [{ databases: { orders: { ...orders, engine: "oracle" as "mysql" } } }, 'databases.orders.engine: "oracle"'],
    [{ databases: { orders: { ...orders, host: "db:5432" } } }, 'databases.orders.host: "db:5432"'],
    [{ databases: { orders: { ...orders, databaseName: "a/b" } } }, 'databases.orders.databaseName: "a/b"'],
    [{ databases: { orders: { ...orders, secretArn: "shop" } } }, 'databases.orders.secretArn: "shop"'],
    [{ readerArn: "arn:aws:iam::111122223333:user/ada" }, 'readerArn: "arn:aws:iam::111122223333:user/ada"'],
  ])("is refused with %j", (differences, problem) => {
    expect(problemsOf(differences)).toEqual([problem]);
  });

  test("is refused with databases without subnets, also without a subscription, and with one zone", () => {
    const problem = expect.stringMatching(/^databases: /);
    expect(problemsOf({ placement: undefined })).toEqual([problem]);
    expect(problemsOf({ placement: undefined, subscribed: false })).toEqual([problem]);
    const oneZone = { vpcId: "vpc-1", subnetIds: ["subnet-a"], availabilityZones: ["us-east-1a"] };
    expect(problemsOf({ placement: oneZone })).toEqual([expect.stringMatching(/^placement\.availabilityZones/)]);
  });
});
