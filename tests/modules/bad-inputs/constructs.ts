import { Construct } from "constructs";
import { HttpApi, type HttpApiProps } from "../../../modules/api/http";
import {
  EcsCluster,
  FargateService,
  type FargateServiceProps,
  type FargateTaskSettings,
} from "../../../modules/compute/containers";
import {
  ContainerFunction,
  type ConsumeSettings,
  type ContainerFunctionProps,
} from "../../../modules/compute/functions";
import {
  ApplicationLoadBalancer,
  type ApplicationLoadBalancerProps,
  type TargetGroupSettings,
} from "../../../modules/compute/load-balancing";
import type { AwsStack, Grantee, KeyReference, Signal } from "../../../modules/core";
import { AuroraCluster, type AuroraClusterProps } from "../../../modules/data/aurora";
import { ServerlessCache, type ServerlessCacheProps } from "../../../modules/data/cache";
import { Bucket, type BucketProps } from "../../../modules/data/storage";
import { ImageRepository, Pipeline, type PipelineProps, type PipelineStage } from "../../../modules/delivery";
import { HostedZone, type FailoverSettings } from "../../../modules/edge/dns";
import { WebAcl } from "../../../modules/edge/firewall";
import { UserPool, UserPoolClient } from "../../../modules/identity";
import { Queue, Schedule, type QueueProps, type ScheduleProps } from "../../../modules/messaging";
import { Network, type NetworkProps } from "../../../modules/network";
import { Alarms } from "../../../modules/observability";
import { BackupPlan, BackupVault, RestoreTesting, type BackupRule, type VaultLock } from "../../../modules/recovery";
import { EncryptionKey, Parameters } from "../../../modules/security";
import { StateMachine } from "../../../modules/workflow";

export type Stack = AwsStack<"us-east-1">;

const account = "111122223333";
const key: KeyReference<"us-east-1"> = {
  keyArn: `arn:aws:kms:us-east-1:${account}:key/1`,
  region: "us-east-1",
  grantUse: () => {},
};
const placement = {
  vpcId: "vpc-1",
  subnetIds: ["subnet-a", "subnet-b"],
  availabilityZones: ["us-east-1a", "us-east-1b"],
};

/** Each construct with valid settings, of which a row of the table replaces one. */
export const network = (stack: Stack, differences: Partial<NetworkProps> = {}) =>
  new Network(stack, "network", {
    name: "shop",
    cidr: "10.20.0.0/16",
    availabilityZones: ["us-east-1a", "us-east-1b"],
    logKey: key,
    ...differences,
  });

export const bucket = (stack: Stack, differences: Partial<BucketProps> = {}) =>
  new Bucket(stack, "bucket", { name: "shop-site", intent: "website", key: "s3-managed", ...differences });

export const database = (stack: Stack, differences: Partial<AuroraClusterProps> = {}) =>
  new AuroraCluster(stack, "database", {
    name: "shop-database",
    databaseName: "shop",
    minCapacityAcu: 1,
    maxCapacityAcu: 4,
    instances: 2,
    placement,
    dataKey: key,
    logKey: key,
    backup: "hourly",
    ...differences,
  });

export const cache = (stack: Stack, differences: Partial<ServerlessCacheProps> = {}) =>
  new ServerlessCache(stack, "cache", {
    name: "shop-cache",
    engine: "redis",
    maxStorageGb: 10,
    maxEcpuPerSecond: 5_000,
    placement,
    dataKey: key,
    ...differences,
  });

export const lambda = (stack: Stack, differences: Partial<ContainerFunctionProps> = {}) =>
  new ContainerFunction(stack, "function", {
    name: "shop-api",
    image: `${account}.dkr.ecr.us-east-1.amazonaws.com/shop:1.4.2`,
    command: ["api.handler"],
    placement,
    logKey: key,
    ...differences,
  });

/** A function of 30 seconds that consumes a queue. */
export const consumer = (
  stack: Stack,
  {
    visibilityTimeoutSeconds = 180,
    ...differences
  }: Partial<ConsumeSettings> & { visibilityTimeoutSeconds?: number } = {},
) => {
  const orders = Object.assign(new Construct(stack, "orders"), {
    queueArn: `arn:aws:sqs:us-east-1:${account}:orders`,
    visibilityTimeoutSeconds,
    grantConsume: (grantee: Grantee) =>
      grantee.addStatement({ sid: "Consume", actions: ["sqs:ReceiveMessage"], resources: ["arn:aws:sqs:::orders"] }),
  });
  lambda(stack).consumeFrom(orders, { batchSize: 10, maxConcurrency: 2, ...differences });
};

export const loadBalancer = (stack: Stack, differences: Partial<ApplicationLoadBalancerProps> = {}) =>
  new ApplicationLoadBalancer(stack, "load-balancer", {
    name: "shop",
    placement,
    exposure: { from: "internal" },
    certificate: { certificateArn: `arn:aws:acm:us-east-1:${account}:certificate/1`, region: "us-east-1" },
    accessLogs: { bucketName: "logs", allowLoadBalancerLogs: () => [] },
    webAclArn: "none",
    ...differences,
  });

export const targetGroup = (stack: Stack, differences: Partial<TargetGroupSettings> = {}) =>
  loadBalancer(stack).addTargetGroup("api", {
    name: "shop-api",
    port: 3000,
    priority: 1,
    health: { path: "/health" },
    ...differences,
  });

/** Settings of a task that every cluster can run. */
export const task = (stack: Stack): FargateTaskSettings => ({
  name: "shop-api",
  cluster: EcsCluster.fromName(stack, "containers", "shop"),
  container: { image: `${account}.dkr.ecr.us-east-1.amazonaws.com/shop@sha256:${"0".repeat(64)}` },
  size: { cpu: 512, memoryMib: 1024 },
  placement,
  logKey: key,
});

export const service = (stack: Stack, differences: Partial<FargateServiceProps> = {}) =>
  new FargateService(stack, "service", { ...task(stack), deployment: { controller: "rolling" }, ...differences });

export const queue = (stack: Stack, differences: Partial<QueueProps> = {}) =>
  new Queue(stack, "queue", { name: "shop-orders", key, ...differences });

export const schedule = (stack: Stack, differences: Partial<ScheduleProps> = {}) =>
  new Schedule(stack, "schedule", {
    name: "shop-outbox",
    expression: "rate(1 minute)",
    deadLetterQueue: "none",
    target: {
      aliasArn: `arn:aws:lambda:us-east-1:${account}:function:outbox:live`,
      grantInvoke: (role: Grantee) =>
        role.addStatement({ sid: "Invoke", actions: ["lambda:InvokeFunction"], resources: ["arn:aws:lambda:::1"] }),
    },
    ...differences,
  });

export const webAcl = (stack: Stack, requestsPerFiveMinutes = 1000) =>
  new WebAcl(stack, "web-acl", {
    name: "shop",
    logKey: key,
    regional: stack.providerIn("us-east-1"),
    requestsPerFiveMinutes,
  });

export const alias = (stack: Stack, recordName = "www.example.com") =>
  HostedZone.fromId(stack, "zone", { domainName: "example.com", zoneId: "Z0123456789" }).addAlias(recordName, {
    domainName: "d111.cloudfront.net",
    hostedZoneId: "Z2FDTNDATAQYW2",
  });

export const failover = (stack: Stack, differences: Partial<FailoverSettings> = {}) =>
  HostedZone.fromId(stack, "zone", { domainName: "example.com", zoneId: "Z0123456789" }).addFailover(
    "api.example.com",
    {
      role: "primary",
      target: { domainName: "d-1.execute-api.us-east-1.amazonaws.com", hostedZoneId: "Z1UJRXOUMOOFQ8" },
      healthCheck: { healthCheckId: "1", endpointNames: ["use1.api.example.com"] },
      ...differences,
    },
  );

export const alarms = (stack: Stack, differences: Partial<Signal> = {}) =>
  new Alarms(stack, "alarms", {
    name: "shop",
    topicArn: `arn:aws:sns:us-east-1:${account}:alarms`,
    signals: [
      {
        id: "errors",
        why: "Requests fail",
        namespace: "AWS/Lambda",
        metricName: "Errors",
        dimensions: {},
        statistic: "Sum",
        label: "Errors",
        threshold: 5,
        comparison: "at-or-above",
        periodSeconds: 300,
        evaluationPeriods: 2,
        missingData: "notBreaching",
        ...differences,
      },
    ],
  });

export const backupPlan = (stack: Stack, differences: Partial<BackupRule> = {}, objectiveMinutes?: number) =>
  new BackupPlan(stack, "plan", {
    name: "shop",
    vault: { vaultName: "shop" },
    rules: [{ name: "hourly", schedule: "cron(0 * * * ? *)", deleteAfterDays: 7, ...differences }],
    selection: { tag: { key: "backup", value: "shop" }, arns: [] },
    recoveryPointObjectiveMinutes: objectiveMinutes,
  });

export const backupVault = (stack: Stack, lock: "none" | VaultLock = "none") =>
  new BackupVault(stack, "vault", { name: "shop", key, lock });

export const restoreTesting = (stack: Stack, differences: { name?: string; schedule?: string } = {}) =>
  new RestoreTesting(stack, "restore-testing", {
    name: "shop",
    schedule: "cron(0 5 ? * SUN *)",
    vaultArns: [`arn:aws:backup:us-east-1:${account}:backup-vault:shop`],
    resourceTypes: ["Aurora"],
    ...differences,
  });

export const workflow = (
  stack: Stack,
  definition: unknown = { StartAt: "Done", States: { Done: { Type: "Succeed" } } },
) =>
  new StateMachine(stack, "workflow", {
    name: "shop-payment",
    logKey: key,
    definition: typeof definition === "string" ? definition : JSON.stringify(definition),
  });

export const encryptionKey = (stack: Stack, deletionWindowDays = 30) =>
  new EncryptionKey(stack, "key", {
    name: "shop",
    description: "Data at rest",
    deletionWindowDays,
  });

export const parameters = (stack: Stack, path = "/shop/dev", value = "6379") =>
  new Parameters(stack, "parameters", { path, values: { port: value } });

export const userPool = (stack: Stack, domainPrefix = "shop-dev") =>
  new UserPool(stack, "user-pool", {
    name: "shop",
    domainPrefix,
    resourceServer: { identifier: "shop", scopes: { "orders.read": "Read orders" } },
  });

export const returningClient = (stack: Stack, siteUrl = "https://shop.example.com") =>
  new UserPoolClient(stack, "client", {
    name: "shop",
    userPool: userPool(stack),
    scopes: ["openid"],
  }).allowReturnTo(siteUrl);

export const api = (stack: Stack, differences: Partial<HttpApiProps> = {}) =>
  new HttpApi(stack, "api", {
    name: "shop",
    stageName: "dev",
    routes: [{ routeKey: "GET /health" }],
    handler: {
      functionName: "shop-api",
      aliasName: "live",
      invokeArn: "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/a/invocations",
      timeoutSeconds: 20,
    },
    cors: { allowOrigins: ["https://shop.example.com"], allowMethods: ["GET"], allowHeaders: [] },
    throttling: { requestsPerSecond: 100, burst: 200 },
    logKey: key,
    ...differences,
  });

export const pipeline = (
  stack: Stack,
  stages: readonly PipelineStage[] = [{ name: "Approve", action: { type: "approval", message: "Look" } }],
  differences: Partial<PipelineProps> = {},
) =>
  new Pipeline(stack, "pipeline", {
    name: "shop",
    key,
    artifactBucket: { bucketName: "artifacts", grantReadWrite: () => {} },
    source: {
      connectionArn: `arn:aws:codestar-connections:us-east-1:${account}:connection/1`,
      repository: "a/b",
      branch: "main",
    },
    stages,
    ...differences,
  });

export const images = (stack: Stack, name = "shop-api") =>
  new ImageRepository(stack, "images", {
    name,
    key,
    pullAccounts: [account],
  });
