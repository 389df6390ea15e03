import type { AwsStack } from "../../../../modules/core/index";
import { InputError } from "../../../../modules/core/index";
import {
  ServerlessCache,
  ecpuThreshold,
  storageThreshold,
  type ServerlessCacheProps,
} from "../../../../modules/data/cache";
import { synthesizeStack } from "../../../../testing/index";
import { testRole } from "../../../support/synth";

const props: ServerlessCacheProps = {
  name: "shop-prod-cache",
  engine: "redis",
  maxStorageGb: 10,
  maxEcpuPerSecond: 5_000,
  access: "network",
  placement: {
    vpcId: "vpc-1",
    subnetIds: ["subnet-a", "subnet-b"],
    availabilityZones: ["us-east-1a", "us-east-1b"],
  },
  dataKey: { keyArn: "arn:aws:kms:us-east-1:111122223333:key/data", region: "us-east-1", grantUse: () => {} },
};

const synthesizeCache = (
  differences: Partial<ServerlessCacheProps> = {},
  use: (cache: ServerlessCache, stack: AwsStack<"us-east-1">) => void = () => {},
) => synthesizeStack((stack) => use(new ServerlessCache(stack, "cache", { ...props, ...differences }), stack));

describe("ServerlessCache", () => {
  test("R-D2 the cache is a serverless Redis 7 with limits, a customer key and a daily snapshot", () => {
    const cache = synthesizeCache().resource("aws_elasticache_serverless_cache");
    expect(cache).toMatchObject({
      name: "shop-prod-cache",
      engine: "redis",
      major_engine_version: "7",
      cache_usage_limits: [{ data_storage: [{ maximum: 10, unit: "GB" }], ecpu_per_second: [{ maximum: 5000 }] }],
      kms_key_id: "arn:aws:kms:us-east-1:111122223333:key/data",
      snapshot_retention_limit: 1,
      subnet_ids: ["subnet-a", "subnet-b"],
      lifecycle: { prevent_destroy: true },
    });
    expect(cache).not.toHaveProperty("user_group_id");
  });

  test("R-D2 the engine valkey is Valkey 8", () => {
    expect(synthesizeCache({ engine: "valkey" }).resource("aws_elasticache_serverless_cache")).toMatchObject({
      engine: "valkey",
      major_engine_version: "8",
    });
  });

  test("minimum storage, snapshot retention and deletion protection are settings", () => {
    const differences = { minStorageGb: 1, snapshotRetentionDays: 0, deletionProtection: false };
    expect(synthesizeCache(differences).resource("aws_elasticache_serverless_cache")).toMatchObject({
      cache_usage_limits: [{ data_storage: [{ minimum: 1, maximum: 10, unit: "GB" }] }],
      snapshot_retention_limit: 0,
      lifecycle: { prevent_destroy: false },
    });
  });

  test("the cache uses the first three subnets, the maximum of ElastiCache", () => {
    const zones = ["a", "b", "c", "d"];
    const placement = {
      vpcId: "vpc-1",
      subnetIds: zones.map((zone) => `subnet-${zone}`),
      availabilityZones: zones.map((zone) => `us-east-1${zone}`),
    };
    expect(synthesizeCache({ placement }).resource("aws_elasticache_serverless_cache")).toMatchObject({
      subnet_ids: ["subnet-a", "subnet-b", "subnet-c"],
    });
  });

  test("R-N3 an allowed peer can connect to 6379 and 6380 and nothing else can", () => {
    expect(synthesizeCache().resources("aws_vpc_security_group_ingress_rule")).toEqual({});
    const stack = synthesizeCache({}, (cache) => cache.allowFrom({ peerName: "app", securityGroupId: "sg-app" }));
    const own = expect.stringContaining("aws_security_group.cache_security-group");
    for (const port of [6379, 6380]) {
      expect(stack.resource("aws_vpc_security_group_ingress_rule", String(port))).toMatchObject({
        security_group_id: own,
        referenced_security_group_id: "sg-app",
        from_port: port,
        to_port: port,
      });
      expect(stack.resource("aws_vpc_security_group_egress_rule", String(port))).toMatchObject({
        security_group_id: "sg-app",
      });
    }
    expect(stack.resource("aws_elasticache_serverless_cache")).toMatchObject({ security_group_ids: [own] });
  });

  test("IAM access creates a user for roles and a disabled default user", () => {
    const stack = synthesizeCache({ access: "iam" });
    expect(stack.resource("aws_elasticache_user", "cache_user")).toMatchObject({
      user_id: "shop-prod-cache",
      user_name: "shop-prod-cache",
      authentication_mode: { type: "iam" },
    });
    expect(stack.resource("aws_elasticache_user", "default-user")).toMatchObject({
      user_id: "shop-prod-cache-default",
      user_name: "default",
      access_string: "off ~keys* -@all +get",
    });
    expect(stack.resource("aws_elasticache_user_group")["user_ids"]).toHaveLength(2);
    expect(stack.resource("aws_elasticache_serverless_cache")).toMatchObject({
      user_group_id: expect.stringContaining("aws_elasticache_user_group.cache_user-group"),
    });
  });

  test("IAM access on Valkey creates no default user", () => {
    const stack = synthesizeCache({ access: "iam", engine: "valkey" });
    expect(stack.resource("aws_elasticache_user_group")["user_ids"]).toHaveLength(1);
    expect(stack.resource("aws_elasticache_user_group")).toMatchObject({ engine: "valkey" });
  });

  test("grantConnect allows connecting to the cache as its user", () => {
    const stack = synthesizeCache({ access: "iam" }, (cache, scope) => cache.grantConnect(testRole(scope)));
    expect(stack.statements("role_permissions")).toEqual([
      expect.objectContaining({
        sid: "ConnectCache",
        actions: ["elasticache:Connect"],
        resources: [
          expect.stringContaining("aws_elasticache_serverless_cache.cache"),
          expect.stringContaining("aws_elasticache_user.cache_user"),
        ],
      }),
    ]);
  });

  test("grantConnect is refused with network access", () => {
    expect(() => synthesizeCache({}, (cache, scope) => cache.grantConnect(testRole(scope)))).toThrow(
      /test\/cache: access: got "network"; allowed: iam; set access: "iam"/,
    );
  });

  test("signals and graphs use metrics of serverless caches", () => {
    let cache: ServerlessCache | undefined;
    synthesizeCache({}, (made) => (cache = made));
    const { signals, graphs, port, readerPort } = cache!;
    expect({ port, readerPort }).toEqual({ port: 6379, readerPort: 6380 });
    expect(signals.map(({ id, metricName, statistic, threshold }) => [id, metricName, statistic, threshold])).toEqual([
      ["cache-cpu", "ElastiCacheProcessingUnits", "Sum", 1_200_000],
      ["cache-memory", "BytesUsedForCache", "Maximum", 8_000_000_000],
    ]);
    expect(signals[0]).toMatchObject({ namespace: "AWS/ElastiCache", dimensions: { clusterId: "shop-prod-cache" } });
    expect(graphs.map(({ title }) => title)).toEqual([
      "Cache processing units",
      "Cache memory",
      "Cache connections",
      "Cache hit rate",
    ]);
  });

  test("thresholds convert a percentage into the unit of each signal", () => {
    expect(ecpuThreshold(1_000, 75)).toBe(225_000);
    expect(storageThreshold(50, 75)).toBe(37_500_000_000);
  });

  test("one error lists every invalid setting", () => {
    const invalid = () =>
      synthesizeCache({
        name: "Shop",
        engine: "memcached" as "redis",
        maxStorageGb: 5001,
        minStorageGb: 6000,
        maxEcpuPerSecond: 999,
        access: "password" as "iam",
        snapshotRetentionDays: 36,
        dataKey: { ...props.dataKey, region: "us-west-2" },
        placement: { ...props.placement, subnetIds: ["subnet-a"] },
      });
    expect(invalid).toThrow(InputError);
    for (const message of [
      /10 invalid settings/,
      /name: got "Shop"; allowed: a cache name of at most 40 characters/,
      /engine: got "memcached"; allowed: redis, valkey/,
      /maxStorageGb: got 5001; allowed: a whole number from 1 to 5000/,
      /minStorageGb: got 6000; allowed: a whole number from 1 to 5000/,
      /minStorageGb: got 6000; allowed: at most maxStorageGb, 5001/,
      /maxEcpuPerSecond: got 999; allowed: a whole number from 1000 to 15000000/,
      /access: got "password"; allowed: network, iam/,
      /snapshotRetentionDays: got 36; allowed: a whole number from 0 to 35/,
      /subnetIds: got \["subnet-a"\]/,
      /dataKey\.region: got "us-west-2"; allowed: us-east-1/,
    ]) {
      expect(invalid).toThrow(message);
    }
  });

  test("the name leaves room for the names of users", () => {
    const name = "a".repeat(33);
    expect(() => synthesizeCache({ name })).not.toThrow();
    expect(() => synthesizeCache({ name, access: "iam" })).toThrow(/got "a{33}-default"; allowed: a cache name/);
  });

  test("access is IAM by default", () => {
    expect(synthesizeCache({ access: undefined }).resource("aws_elasticache_serverless_cache")).toMatchObject({
      user_group_id: expect.stringContaining("aws_elasticache_user_group"),
    });
  });

  test("every resource of a cache in another region uses that region's provider", () => {
    const dataKey = { ...props.dataKey, region: "eu-west-1" as const };
    const stack = synthesizeStack((scope) => {
      const regional = scope.providerIn("eu-west-1");
      const cache = new ServerlessCache(scope, "cache", { ...props, access: "iam", dataKey, regional });
      cache.allowFrom({ peerName: "app", securityGroupId: "sg-1" });
    });
    const blocks = Object.values(stack.config.resource ?? {}).flatMap((all) => Object.values(all));
    expect(new Set(blocks.map(({ provider }) => provider))).toEqual(new Set(["aws.eu-west-1"]));
  });

  test("the addresses are these", () => {
    expect(synthesizeCache().addresses).toMatchInlineSnapshot(`
     [
       "aws_elasticache_serverless_cache.cache_76CB021E",
       "aws_security_group.cache_security-group_ED85F37B",
     ]
    `);
    expect(synthesizeCache({ access: "iam" }).addresses).toMatchInlineSnapshot(`
     [
       "aws_elasticache_serverless_cache.cache_76CB021E",
       "aws_elasticache_user.cache_default-user_25F2A90A",
       "aws_elasticache_user.cache_user_C4C4BAC2",
       "aws_elasticache_user_group.cache_user-group_99C09024",
       "aws_security_group.cache_security-group_ED85F37B",
     ]
    `);
  });
});
