import type { Construct } from "constructs";
import {
  AwsStack,
  Validation,
  dailyWindow,
  fields,
  inRegion,
  integer,
  isKnown,
  logRetention,
  matching,
  oneOf,
  physicalName,
  providerOfRegion,
  requireProps,
  satisfying,
  spanningZones,
  weeklyWindow,
  windowsOverlap,
  withDefaults,
  type Rule,
} from "../../core";
import { defaultUserId } from "./cache-users";
import { CLUSTER_ENGINES, REDIS_CLUSTER_DEFAULTS, type AuthToken, type RedisClusterProps } from "./redis-cluster-props";

const WINDOW_MINUTES = 60;
const MAX_NODES = 500;
const NODE_TYPE = /^cache\.(?:t4g\.(?:micro|small|medium)|(?:m6g|m7g|r6g|r7g)\.(?:large|(?:2|4|8)?xlarge))$/;

/**
 * Checks the limits of `CreateReplicationGroup` with cluster mode.
 *
 * @throws InputError with every problem of the props.
 */
export function validateRedisCluster(scope: Construct, id: string, props: RedisClusterProps): void {
  requireProps(scope, id, props, {
    name: "string",
    engine: "string",
    nodeType: "string",
    shards: "number",
    replicasPerShard: "number",
    placement: { vpcId: "string", subnetIds: "list", availabilityZones: "list" },
    dataKey: "object",
    logKey: "object",
  });
  const { region } = props.regional ?? AwsStack.of(scope);
  const { name, access, snapshotWindow } = withDefaults(props, REDIS_CLUSTER_DEFAULTS);
  const validation = new Validation(scope, id).props(props, {
    engine: oneOf<string>(Object.keys(CLUSTER_ENGINES), "choose an engine of the module"),
    nodeType: matching(
      NODE_TYPE,
      "cache.t4g up to medium, or m6g, m7g, r6g or r7g from large to 8xlarge",
      "choose one",
    ),
    shards: [
      integer(1, 90, "ElastiCache allows 90 shards of a cluster by default"),
      limitedNodes(props.replicasPerShard),
    ],
    replicasPerShard: integer(1, 5, "failover needs a replica of each shard; ElastiCache allows five"),
    placement: spanningZones(),
    dataKey: inRegion(region),
    logKey: inRegion(region),
    logRetentionDays: logRetention(),
    snapshotRetentionDays: integer(0, 35, "ElastiCache retains snapshots for at most 35 days"),
    snapshotWindow: dailyWindow(WINDOW_MINUTES),
    maintenanceWindow: [...weeklyWindow(WINDOW_MINUTES), apartFrom(snapshotWindow)],
    name: physicalName("cache name"),
    regional: providerOfRegion(),
  });
  if (access === "iam") validation.props({ name: defaultUserId(name) }, { name: physicalName("cache name") });
  else validation.apply("access", access, tokenLength());
  validation.throwIfInvalid();
}

function tokenLength(): Rule<AuthToken> {
  return fields(() => ({ length: integer(16, 128, "pass a GeneratedSecret without a username") }));
}

/** ElastiCache raises the limit of nodes to 500 at most. */
function limitedNodes(replicasPerShard: number): Rule<number> {
  return satisfying(
    (shards) => !isKnown(replicasPerShard) || shards * (1 + replicasPerShard) <= MAX_NODES,
    `at most ${MAX_NODES} nodes, primaries and replicas of all shards`,
    "choose fewer shards or replicas",
  );
}

function apartFrom(snapshotWindow: string): Rule<string> {
  return satisfying(
    (window) => !windowsOverlap(snapshotWindow, window),
    `no minute of the snapshot window, ${snapshotWindow}`,
    "move one of the windows",
  );
}
