import { Lazy } from "cdktf";
import { InputError, ServiceRole, type AwsStack, type Grantee } from "../../../../modules/core";
import { TABLE_CACHE_DEFAULTS, TableCache, type CachedTable, type TableCacheProps } from "../../../../modules/data/dax";
import { synthesizeStack } from "../../../../testing";

const table = (name: string, region = "us-east-1"): CachedTable => {
  const tableArn = `arn:aws:dynamodb:${region}:111122223333:table/${name}`;
  const grantReadWrite = (grantee: Grantee): void =>
    grantee.addStatement({ sid: `Items${name}`, actions: ["dynamodb:GetItem"], resources: [tableArn] });
  return { tableArn, grantReadWrite };
};
const props: TableCacheProps = {
  name: "shop-cache",
  nodeType: "dax.r5.large",
  nodes: 3,
  placement: {
    vpcId: "vpc-1",
    subnetIds: ["subnet-a", "subnet-b"],
    availabilityZones: ["us-east-1a", "us-east-1b"],
  },
  tables: { orders: table("orders"), users: table("users") },
};

const synthesizeCache = (
  differences: Partial<TableCacheProps> = {},
  use: (cache: TableCache, stack: AwsStack) => void = () => {},
) => synthesizeStack((stack) => use(new TableCache(stack, "cache", { ...props, ...differences }), stack));

const problemsOf = (differences: Partial<TableCacheProps>): string[] => {
  try {
    synthesizeCache(differences);
  } catch (error) {
    return (error as InputError).problems.map(({ property }) => property);
  }
  return [];
};

describe("TableCache", () => {
  test("is encrypted at rest and in transit, in private subnets", () => {
    const stack = synthesizeCache();
    expect(stack.resource("aws_dax_cluster")).toMatchObject({
      cluster_name: "shop-cache",
      node_type: "dax.r5.large",
      replication_factor: 3,
      server_side_encryption: { enabled: true },
      cluster_endpoint_encryption_type: "TLS",
      subnet_group_name: expect.stringContaining("aws_dax_subnet_group"),
      security_group_ids: [expect.stringContaining("cache_security-group")],
      maintenance_window: "sun:06:00-sun:07:00",
      depends_on: expect.arrayContaining([expect.stringContaining("aws_iam_role_policy.cache_role")]) as unknown,
    });
    expect(stack.resource("aws_dax_subnet_group")).toMatchObject({ subnet_ids: ["subnet-a", "subnet-b"] });
  });

  test("refuses plans that delete it, unless told otherwise", () => {
    const lifecycle = (differences: Partial<TableCacheProps>) =>
      synthesizeCache(differences).resource("aws_dax_cluster")["lifecycle"];
    expect(lifecycle({})).toEqual({ prevent_destroy: true });
    expect(lifecycle({ deletionProtection: false })).toEqual({ prevent_destroy: false });
  });

  test("keeps items and results for five minutes unless told otherwise", () => {
    const parameters = (differences: Partial<TableCacheProps>) =>
      synthesizeCache(differences).resource("aws_dax_parameter_group")["parameters"];
    expect(parameters({})).toEqual([
      { name: "record-ttl-millis", value: "300000" },
      { name: "query-ttl-millis", value: "300000" },
    ]);
    expect(parameters({ itemTtlSeconds: 60, queryTtlSeconds: 1 })).toEqual([
      { name: "record-ttl-millis", value: "60000" },
      { name: "query-ttl-millis", value: "1000" },
    ]);
    expect(TABLE_CACHE_DEFAULTS).toMatchObject({ itemTtlSeconds: 300, queryTtlSeconds: 300 });
  });

  test("reads and writes its tables by a role of its own", () => {
    const stack = synthesizeCache();
    expect(stack.statements("role_trust")[0]).toMatchObject({
      principals: [{ type: "Service", identifiers: ["dax.amazonaws.com"] }],
    });
    const arns = [props.tables["orders"]!.tableArn, props.tables["users"]!.tableArn];
    expect(stack.statements("role_permissions").map(({ actions, resources }) => [actions, resources])).toEqual([
      [["dynamodb:GetItem"], [arns[0]]],
      [["dynamodb:GetItem"], [arns[1]]],
      [["dynamodb:DescribeTable"], arns],
      [["dynamodb:Query", "dynamodb:Scan"], arns.map((arn) => `${arn}/index/*`)],
    ]);
  });

  test("peers connect by TLS, and roles read or write through it", () => {
    const stack = synthesizeCache({}, (cache, scope) => {
      const role = (id: string) =>
        new ServiceRole(scope, id, { name: id, description: "A", service: "lambda.amazonaws.com" });
      cache.allowFrom({ peerName: "app", securityGroupId: "sg-app" });
      cache.grantRead(role("reader"));
      cache.grantReadWrite(role("writer"));
      expect(cache.endpoint).toMatch(/^daxs:\/\/.*:9111$/);
    });
    expect(stack.resource("aws_vpc_security_group_ingress_rule")).toMatchObject({ from_port: 9111, to_port: 9111 });
    const actions = (name: string) => stack.statements(`${name}_permissions`)[0]!.actions;
    expect(actions("reader")).toEqual(
      ["BatchGetItem", "ConditionCheckItem", "GetItem", "Query", "Scan"].map((one) => `dax:${one}`),
    );
    expect(actions("writer")).toEqual(expect.arrayContaining(["dax:GetItem", "dax:PutItem", "dax:BatchWriteItem"]));
    expect(actions("reader")).not.toContain("dax:PutItem");
  });

  test("signals busy nodes, throttled requests and faults", () => {
    synthesizeCache({}, ({ signals, graphs }) => {
      expect(signals.map(({ id, threshold }) => [id, threshold])).toEqual([
        ["cache-cpu", 80],
        ["cache-throttles", 0],
        ["cache-faults", 0],
      ]);
      expect(signals.every(({ dimensions }) => dimensions["ClusterId"] === "shop-cache")).toBe(true);
      expect(graphs.map(({ title }) => title)).toEqual(["shop-cache hits and misses", "shop-cache requests"]);
    });
  });

  test.each<[string, Partial<TableCacheProps>, string]>([
    ["a name of 21 characters", { name: "a".repeat(21) }, "name"],
    ["capitals", { name: "Shop" }, "name"],
    ["a node type of another service", { nodeType: "cache.r5.large" }, "nodeType"],
    ["12 nodes", { nodes: 12 }, "nodes"],
    ["no table", { tables: {} }, "tables"],
    ["a table of another region", { tables: { orders: table("orders", "us-west-2") } }, "tables.orders.tableArn"],
    ["items that never expire", { itemTtlSeconds: 0 }, "itemTtlSeconds"],
    ["results of two days", { queryTtlSeconds: 172_800 }, "queryTtlSeconds"],
    ["a window of 30 minutes", { maintenanceWindow: "sun:06:00-sun:06:30" }, "maintenanceWindow"],
    [
      "one zone",
      { placement: { vpcId: "vpc-1", subnetIds: ["subnet-a"], availabilityZones: ["us-east-1a"] } },
      "placement.availabilityZones",
    ],
  ])("refuses %s", (_what, differences, property) => {
    expect(problemsOf(differences)).toEqual([property]);
  });

  test("accepts tables whose ARN is unknown until plan", () => {
    expect(
      problemsOf({
        tables: { orders: { ...table("orders"), tableArn: Lazy.stringValue({ produce: () => "arn" }) } },
      }),
    ).toEqual([]);
  });
});
