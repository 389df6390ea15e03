import { CostBudget, type CostBudgetProps } from "../../../modules/account";
import { RestApi, type RestApiProps } from "../../../modules/api/rest";
import { RedisCluster, type RedisClusterProps } from "../../../modules/data/cache";
import { Table, type TableProps } from "../../../modules/data/dynamodb";
import { RdsInstance, type RdsInstanceProps } from "../../../modules/data/rds";
import type { Stack } from "./constructs";
import type { BadInput } from "./rows";

const key = { keyArn: "arn:aws:kms:us-east-1:111122223333:key/1", region: "us-east-1", grantUse: () => {} } as const;
const placement = {
  vpcId: "vpc-1",
  subnetIds: ["subnet-a", "subnet-b"],
  availabilityZones: ["us-east-1a", "us-east-1b"],
};

export const instance = (stack: Stack, differences: Partial<RdsInstanceProps> = {}) =>
  new RdsInstance(stack, "instance", {
    name: "shop-instance",
    engine: "postgres",
    engineVersion: "18.3",
    instanceClass: "db.t4g.medium",
    storage: { gb: 20 },
    databaseName: "shop",
    availability: "multi-az",
    credentials: "rds-managed",
    maxConnections: 100,
    placement,
    dataKey: key,
    logKey: key,
    backup: "hourly",
    ...differences,
  });

export const redisCluster = (stack: Stack, differences: Partial<RedisClusterProps> = {}) =>
  new RedisCluster(stack, "sessions", {
    name: "shop-sessions",
    engine: "redis",
    nodeType: "cache.t4g.small",
    shards: 2,
    replicasPerShard: 1,
    placement,
    dataKey: key,
    logKey: key,
    ...differences,
  });

export const table = (stack: Stack, differences: Partial<TableProps> = {}) =>
  new Table(stack, "table", {
    name: "shop-orders",
    partitionKey: { name: "orderId", type: "string" },
    key,
    backup: "hourly",
    ...differences,
  });

export const restApi = (stack: Stack, differences: Partial<RestApiProps> = {}) =>
  new RestApi(stack, "api", {
    name: "shop",
    stageName: "live",
    routes: [
      { routeKey: "GET /a", target: { type: "lambda", handler: "a" }, access: { type: "open", because: "A test" } },
    ],
    handlers: { a: restHandler(20) },
    cors: "none",
    throttling: { requestsPerSecond: 1, burst: 1 },
    webAclArn: "none",
    logKey: key,
    ...differences,
  });

const restHandler = (timeoutSeconds: number) => ({
  functionName: "a",
  aliasName: "live",
  invokeArn: "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/a/invocations",
  timeoutSeconds,
});

export const budget = (stack: Stack, differences: Partial<CostBudgetProps> = {}) =>
  new CostBudget(stack, "budget", {
    name: "shop",
    limitUsd: 150,
    thresholdsUsd: [50, 150],
    topicArn: "arn:aws:sns:us-east-1:111122223333:shop",
    ...differences,
  });

/** Database instances, tables, caches of nodes, REST APIs and budgets. */
export const DATA_ROWS: readonly BadInput[] = [
  {
    row: 24,
    what: "maintenance during the backup",
    at: "instance",
    property: "maintenanceWindow",
    value: "mon:02:30-mon:03:30",
    allowed: /no minute of the backup window, 02:00-03:00/,
    define: (stack) => instance(stack, { maintenanceWindow: "mon:02:30-mon:03:30" }),
  },
  {
    row: 27,
    what: "a table with a name of two characters",
    at: "table",
    property: "name",
    value: "ab",
    allowed: /at least 3 letters/,
    define: (stack) => table(stack, { name: "ab" }),
  },
  {
    row: 28,
    what: "a cache of nodes without a node to fail over to",
    at: "sessions",
    property: "replicasPerShard",
    value: 0,
    allowed: /from 1 to 5/,
    define: (stack) => redisCluster(stack, { replicasPerShard: 0 }),
  },
  {
    row: 52,
    what: "a cache whose answers live for two hours",
    at: "api",
    property: "cache.ttlSeconds",
    value: 7200,
    allowed: /from 1 to 3600/,
    define: (stack) => restApi(stack, { cache: { sizeGb: 0.5, ttlSeconds: 7200 } }),
  },
  {
    row: 52,
    what: "a function that works longer than a REST API waits",
    at: "api",
    property: "routes.GET /a.target.a.timeoutSeconds",
    value: 30,
    allowed: /from 1 to 29/,
    define: (stack) => restApi(stack, { handlers: { a: restHandler(30) } }),
  },
  {
    row: 55,
    what: "a budget that notifies beyond its limit",
    at: "budget",
    property: "thresholdsUsd",
    value: [50, 200],
    allowed: /at most limitUsd, 150/,
    define: (stack) => budget(stack, { thresholdsUsd: [50, 200] }),
  },
];
