import { InputError, type AwsStack, type KeyReference } from "../../../../modules/core/index";
import { RedisCluster, type RedisClusterProps } from "../../../../modules/data/cache";
import { synthesizeStack } from "../../../../testing/index";
import { testRole } from "../../../support/synth";

type Stack = AwsStack<"us-east-1">;

const key = (name: string): KeyReference<"us-east-1"> => ({
  keyArn: `arn:aws:kms:us-east-1:111122223333:key/${name}`,
  region: "us-east-1",
  grantUse: () => {},
});
const props: RedisClusterProps = {
  name: "shop-sessions",
  engine: "redis",
  nodeType: "cache.r6g.large",
  shards: 2,
  replicasPerShard: 2,
  placement: {
    vpcId: "vpc-1",
    subnetIds: ["subnet-a", "subnet-b"],
    availabilityZones: ["us-east-1a", "us-east-1b"],
  },
  dataKey: key("data"),
  logKey: key("logs"),
};
const token = { value: "from-the-secret", length: 73, grantRead: () => {} };

const synthesizeCluster = (
  differences: Partial<RedisClusterProps> = {},
  use: (cluster: RedisCluster, stack: Stack) => void = () => {},
) => synthesizeStack((stack: Stack) => use(new RedisCluster(stack, "cluster", { ...props, ...differences }), stack));

const group = (differences: Partial<RedisClusterProps> = {}) =>
  synthesizeCluster(differences).resource("aws_elasticache_replication_group");

describe("RedisCluster", () => {
  test("the shards have replicas, fail over to another zone, and are encrypted with TLS only", () => {
    expect(group()).toMatchObject({
      replication_group_id: "shop-sessions",
      engine: "redis",
      engine_version: "7.1",
      node_type: "cache.r6g.large",
      num_node_groups: 2,
      replicas_per_node_group: 2,
      automatic_failover_enabled: true,
      multi_az_enabled: true,
      port: 6379,
      at_rest_encryption_enabled: "true",
      kms_key_id: "arn:aws:kms:us-east-1:111122223333:key/data",
      transit_encryption_enabled: true,
      transit_encryption_mode: "required",
      snapshot_retention_limit: 1,
      snapshot_window: "03:00-04:00",
      maintenance_window: "sun:06:00-sun:07:00",
      final_snapshot_identifier: "shop-sessions-final",
      apply_immediately: true,
      lifecycle: { prevent_destroy: true },
    });
  });

  test.each([
    ["redis", "7.1", "redis7"],
    ["valkey", "8.0", "valkey8"],
  ] as const)("%s has its version and a parameter group for clusters", (engine, version, family) => {
    const stack = synthesizeCluster({ engine });
    expect(stack.resource("aws_elasticache_replication_group")).toMatchObject({ engine, engine_version: version });
    expect(stack.resource("aws_elasticache_parameter_group")).toMatchObject({
      name: `shop-sessions-${family}`,
      family,
      parameter: [{ name: "cluster-enabled", value: "yes" }],
      lifecycle: { create_before_destroy: true },
    });
  });

  test("roles authenticate as a user of IAM, and the default user of Redis OSS is disabled", () => {
    const stack = synthesizeCluster();
    expect(stack.resource("aws_elasticache_user", "cluster_user")).toMatchObject({
      user_id: "shop-sessions",
      user_name: "shop-sessions",
      authentication_mode: { type: "iam" },
    });
    expect(stack.resource("aws_elasticache_user", "default-user")).toMatchObject({ user_name: "default" });
    expect(stack.resource("aws_elasticache_replication_group")).toMatchObject({
      user_group_ids: [expect.stringContaining("aws_elasticache_user_group.cluster_user-group")],
    });
    expect(Object.keys(synthesizeCluster({ engine: "valkey" }).resources("aws_elasticache_user"))).toHaveLength(1);
  });

  test("a token is the password of all clients", () => {
    const stack = synthesizeCluster({ access: token });
    expect(stack.resource("aws_elasticache_replication_group")).toMatchObject({ auth_token: "from-the-secret" });
    expect(stack.resource("aws_elasticache_replication_group")).not.toHaveProperty("user_group_ids");
    expect(stack.resources("aws_elasticache_user")).toEqual({});
  });

  test("grantConnect allows a role to connect, or to read the token", () => {
    const stack = synthesizeCluster({}, (cluster, scope) => cluster.grantConnect(testRole(scope)));
    expect(stack.statements("role_permissions")).toMatchObject([
      {
        sid: "ConnectCluster",
        actions: ["elasticache:Connect"],
        resources: [
          expect.stringMatching(/aws_elasticache_replication_group\.cluster_\w+\.arn/),
          expect.stringContaining("aws_elasticache_user.cluster_user"),
        ],
      },
    ]);
    const readers: unknown[] = [];
    const access = { ...token, grantRead: (grantee: unknown) => void readers.push(grantee) };
    synthesizeCluster({ access }, (cluster, scope) => {
      const role = testRole(scope);
      cluster.grantConnect(role);
      expect(readers).toEqual([role]);
    });
  });

  test("an allowed peer can connect to 6379 and nothing else can", () => {
    expect(synthesizeCluster().resources("aws_vpc_security_group_ingress_rule")).toEqual({});
    const peer = { peerName: "app", securityGroupId: "sg-app" };
    const stack = synthesizeCluster({}, (cluster) => cluster.allowFrom(peer));
    expect(stack.resource("aws_vpc_security_group_ingress_rule")).toMatchObject({ from_port: 6379, to_port: 6379 });
  });

  test("slow log and engine log have encrypted log groups", () => {
    const stack = synthesizeCluster({ logRetentionDays: 30 });
    expect(stack.resource("aws_cloudwatch_log_group", "slow-log")).toMatchObject({
      name: "/aws/elasticache/shop-sessions/slow-log",
      kms_key_id: "arn:aws:kms:us-east-1:111122223333:key/logs",
      retention_in_days: 30,
    });
    expect(stack.resource("aws_elasticache_replication_group")).toMatchObject({
      log_delivery_configuration: ["slow-log", "engine-log"].map((logType) => ({
        log_type: logType,
        log_format: "json",
        destination_type: "cloudwatch-logs",
        destination: expect.stringContaining(`aws_cloudwatch_log_group.cluster_${logType}`),
      })),
    });
  });

  test("every node has signals and lines in the graphs", () => {
    synthesizeCluster({ shards: 1, replicasPerShard: 1 }, ({ signals, graphs, port }) => {
      expect(port).toBe(6379);
      expect(signals.map(({ id, threshold }) => [id, threshold])).toEqual([
        ["cluster-0001-001-cpu", 80],
        ["cluster-0001-001-memory", 80],
        ["cluster-0001-001-evictions", 0],
        ["cluster-0001-001-lag", 1],
        ["cluster-0001-001-authentication", 0],
        ["cluster-0001-002-cpu", 80],
        ["cluster-0001-002-memory", 80],
        ["cluster-0001-002-evictions", 0],
        ["cluster-0001-002-lag", 1],
        ["cluster-0001-002-authentication", 0],
      ]);
      expect(signals[5]).toMatchObject({
        namespace: "AWS/ElastiCache",
        dimensions: { CacheClusterId: "shop-sessions-0001-002", CacheNodeId: "0001" },
      });
      expect(graphs.map(({ metrics }) => metrics.length)).toEqual([2, 2, 2, 2]);
    });
  });

  test("deletionProtection: false allows deletion without a final snapshot", () => {
    const cluster = group({ deletionProtection: false });
    expect(cluster).toMatchObject({ lifecycle: { prevent_destroy: false } });
    expect(cluster).not.toHaveProperty("final_snapshot_identifier");
  });

  test.each([
    [{ name: "Shop" }, /name: got "Shop"; allowed: a cache name/],
    [{ name: "a".repeat(33) }, /a-default"; allowed: a cache name of at most 40/],
    [{ engine: "memcached" as "redis" }, /engine: got "memcached"; allowed: redis, valkey/],
    [{ nodeType: "cache.r6gd.xlarge" as "cache.r6g.xlarge" }, /nodeType: got "cache.r6gd.xlarge"/],
    [{ nodeType: "cache.r6g.16xlarge" as "cache.r6g.xlarge" }, /nodeType/],
    [{ shards: 84, replicasPerShard: 5 }, /shards: got 84; allowed: at most 500 nodes, primaries and replicas/],
    [{ shards: 91 }, /shards: got 91; allowed: a whole number from 1 to 90/],
    [{ replicasPerShard: 0 }, /replicasPerShard: got 0; .*from 1 to 5; failover needs a replica of each shard/],
    [{ replicasPerShard: 6 }, /replicasPerShard: got 6/],
    [{ placement: { ...props.placement, availabilityZones: ["us-east-1a"] } }, /two different/],
    [{ dataKey: { ...key("data"), region: "us-west-2" as const } }, /dataKey.region: got "us-west-2"/],
    [{ logKey: { ...key("logs"), region: "us-west-2" as const } }, /logKey.region/],
    [{ logRetentionDays: 8 as 7 }, /logRetentionDays: got 8/],
    [{ access: { ...token, length: 15 } }, /access.length: got 15; allowed: a whole number from 16 to 128/],
    [{ snapshotRetentionDays: 36 }, /snapshotRetentionDays: got 36/],
    [{ snapshotWindow: "03:00-03:30" }, /snapshotWindow: .*at least 60 minutes/],
    [
      { maintenanceWindow: "sun:03:30-sun:04:30" },
      /maintenanceWindow: .*no minute of the snapshot window, 03:00-04:00/,
    ],
  ])("refuses %j", (differences, message) => {
    expect(() => synthesizeCluster(differences)).toThrow(InputError);
    expect(() => synthesizeCluster(differences)).toThrow(message);
  });

  test("names are as long as ElastiCache accepts", () => {
    expect(() => synthesizeCluster({ name: "a".repeat(32) })).not.toThrow();
    expect(() => synthesizeCluster({ name: "a".repeat(40), access: token })).not.toThrow();
  });
});
