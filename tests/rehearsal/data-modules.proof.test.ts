import { CostBudget } from "../../modules/account";
import { SecurityGroup, type AwsStack } from "../../modules/core";
import { RedisCluster } from "../../modules/data/cache";
import { RdsInstance, RdsReadReplica } from "../../modules/data/rds";
import { Bucket, BucketReplication } from "../../modules/data/storage";
import { ServerClient, UserPool } from "../../modules/identity";
import { Network } from "../../modules/network";
import { AlarmTopic, Alarms } from "../../modules/observability";
import { EncryptionKey, GeneratedSecret } from "../../modules/security";
import { rehearse, synthesizeStack } from "../../testing";

type Stack = AwsStack<"us-east-1">;

const deletable = { deletionProtection: false } as const;

/** A replicated database, a cache of nodes, copied uploads and a server, with the network and keys that they need. */
function define(stack: Stack): void {
  const regional = stack.providerIn("us-west-2");
  const settings = { description: "Data", services: ["logs", "alarms", "budgets"], ...deletable } as const;
  const key = new EncryptionKey(stack, "key", { name: "shop", ...settings });
  const copyKey = new EncryptionKey(stack, "copy-key", { name: "shop-dr", ...settings, regional });
  const network = new Network(stack, "network", {
    name: "shop",
    cidr: "10.0.0.0/16",
    availabilityZones: ["us-east-1a", "us-east-1b"],
    workloadZones: ["us-east-1a"],
    dataTier: "isolated",
    logKey: key,
  });
  const other = new Network(stack, "other", {
    name: "shop-dr",
    cidr: "10.1.0.0/16",
    availabilityZones: ["us-west-2a", "us-west-2b"],
    dataTier: "isolated",
    natGateways: "none",
    logKey: copyKey,
    regional,
  });
  const placement = network.dataPlacement!;
  const app = new SecurityGroup(stack, "app", {
    name: "shop-app",
    description: "Shop",
    vpcId: network.vpcId,
    peerName: "app",
  });
  const username = { username: "dbowner", recoveryWindowDays: 0, ...deletable };
  const credentials = new GeneratedSecret(stack, "master", { name: "shop", description: "Owner", key, ...username });
  const keys = { dataKey: key, logKey: key };
  const database = new RdsInstance(stack, "database", {
    name: "shop",
    engine: "postgres",
    engineVersion: "16.13",
    instanceClass: "db.r6g.xlarge",
    storage: { gb: 500 },
    databaseName: "shop",
    availability: "multi-az",
    replicas: [{ zone: "us-east-1a" }, { zone: "us-east-1b" }],
    credentials,
    maxConnections: 2000,
    placement,
    ...keys,
    backup: "shop",
    backupCopies: { regional, key: copyKey },
    ...deletable,
  });
  database.allowFrom(app);
  const replica = new RdsReadReplica(stack, "replica", {
    name: "shop-dr",
    source: database,
    placement: other.dataPlacement!,
    dataKey: copyKey,
    logKey: copyKey,
    regional,
    ...deletable,
  });
  const size = { nodeType: "cache.r6g.large", shards: 2, replicasPerShard: 2 } as const;
  const engine = { engine: "redis", ...size, ...deletable } as const;
  const cache = new RedisCluster(stack, "cache", { name: "shop-cache", ...engine, placement, ...keys });
  cache.allowFrom(app);
  const intent = { intent: "content", ...deletable } as const;
  const source = new Bucket(stack, "uploads", { name: "shop-uploads", key, ...intent });
  const destination = new Bucket(stack, "copies", { name: "shop-copies", key: copyKey, regional, ...intent });
  const copies = new BucketReplication(stack, "copy", { name: "shop-uploads", source, destination });
  operate(stack, key, [...database.signals, ...cache.signals, ...copies.signals]);
  expect(replica.signals).toHaveLength(5);
}

function operate(stack: Stack, key: EncryptionKey, signals: RdsInstance["signals"]): void {
  const userPool = new UserPool(stack, "pool", {
    name: "shop",
    domainPrefix: "shop",
    resourceServer: { identifier: "shop", scopes: { "orders.read": "Read" } },
    passwordPolicy: { minimumLength: 14 },
    ...deletable,
  });
  new ServerClient(stack, "server", { name: "shop-server", userPool, key, ...deletable });
  const allowPublishFrom = ["budgets"] as const;
  const topic = { name: "shop", key, emails: "none", allowPublishFrom, ...deletable } as const;
  const { topicArn } = new AlarmTopic(stack, "topic", topic);
  new CostBudget(stack, "budget", { name: "shop", limitUsd: 150, thresholdsUsd: [50, 100, 150], topicArn });
  new Alarms(stack, "alarms", { name: "shop", topicArn, signals });
}

test("a replicated database, a cache of nodes and copied buckets live a whole life, with an empty second plan", async () => {
  const [applied] = await rehearse(synthesizeStack(define));
  const names = Object.values(applied.resources("aws_db_instance")).map(({ identifier }) => identifier);
  expect(names.sort()).toEqual(["shop", "shop-dr", "shop-replica-a", "shop-replica-b"]);
}, 300_000);
