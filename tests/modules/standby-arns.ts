import { FeatureFlags } from "../../modules/configuration";
import { TableCache } from "../../modules/data/dax";
import { DatabaseProxy } from "../../modules/data/proxy";
import { CompositeAlarm } from "../../modules/observability";
import { RestoreTesting } from "../../modules/recovery";
import { SecretRotation } from "../../modules/security";
import type { Stack } from "./bad-inputs/constructs";
import { account, constructsIn } from "./regional-constructs";

const elsewhere = (service: string, resource: string): string => `arn:aws:${service}:eu-west-1:${account}:${resource}`;
const key = { keyArn: `arn:aws:kms:us-east-1:${account}:key/1`, region: "us-east-1", grantUse: () => {} } as const;
const placement = {
  vpcId: "vpc-1",
  subnetIds: ["subnet-a", "subnet-b"],
  availabilityZones: ["us-east-1a", "us-east-1b"],
};

const withOtherTableKey = (stack: Stack): RestoreTesting =>
  new RestoreTesting(stack, "testing", {
    name: "shop",
    schedule: "cron(0 5 ? * SUN *)",
    vaultArns: [`arn:aws:backup:us-east-1:${account}:backup-vault:shop`],
    resourceTypes: ["DynamoDB"],
    tableKey: { ...key, region: "eu-west-1" },
  });

const rotation = (stack: Stack, part: { readonly elsewhere: "secret" | "function" }): SecretRotation => {
  const regionOf = (name: string): string => (part.elsewhere === name ? "eu-west-1" : "us-east-1");
  return new SecretRotation(stack, "rotation", {
    secret: {
      secretArn: `arn:aws:secretsmanager:${regionOf("secret")}:${account}:secret:a`,
      grantRotate: () => {},
    },
    rotateBy: {
      functionName: "rotate",
      aliasName: "live",
      aliasArn: `arn:aws:lambda:${regionOf("function")}:${account}:function:rotate:live`,
      addStatement: () => {},
    },
  });
};

/** Constructs of us-east-1 whose keys are of another region. */
const withOtherKey = constructsIn("us-east-1", "eu-west-1");

/** Props of replicas, caches, proxies, flags and composite alarms with an ARN or key of another region. */
export const STANDBY_ARNS: Readonly<Record<string, readonly [property: string, define: (stack: Stack) => unknown]>> = {
  "CachedTable.tableArn": [
    "tables.orders.tableArn",
    (stack) =>
      new TableCache(stack, "cache", {
        name: "shop",
        nodeType: "dax.t3.small",
        nodes: 3,
        placement,
        tables: { orders: { tableArn: elsewhere("dynamodb", "table/orders"), grantReadWrite: () => {} } },
      }),
  ],
  "CanaryProps.key": ["key.region", withOtherKey["CanaryProps"]!],
  "CompositeAlarmProps.topicArn": [
    "topicArn",
    (stack) =>
      new CompositeAlarm(stack, "checkout", {
        name: "checkout",
        why: "Customers cannot pay",
        alarms: [{ alarmNames: { errors: "errors" } }],
        anyOf: ["errors"],
        topicArn: elsewhere("sns", "critical"),
      }),
  ],
  "DatabaseProxyProps.logKey": ["logKey.region", withOtherKey["DatabaseProxyProps"]!],
  "FeatureFlagsProps.key": ["key.region", withOtherKey["FeatureFlagsProps"]!],
  "FeatureFlagsProps.rollbackAlarmArns": [
    "rollbackAlarmArns",
    (stack) =>
      new FeatureFlags(stack, "flags", {
        name: "shop",
        environmentName: "prod",
        profiles: { web: { plans: { description: "Plans", enabled: false } } },
        rollbackAlarmArns: [elsewhere("cloudwatch", "alarm:errors")],
        key,
      }),
  ],
  "ProxySecret.secretArn": [
    "secrets.app.secretArn",
    (stack) =>
      new DatabaseProxy(stack, "proxy", {
        name: "shop",
        engine: "postgres",
        target: { instanceIdentifier: "shop", writerEndpoint: "a.example.com" },
        secrets: { app: { secretArn: elsewhere("secretsmanager", "secret:a"), grantRead: () => {} } },
        placement,
        logKey: key,
      }),
  ],
  "RestoreTestingProps.tableKey": ["tableKey.region", withOtherTableKey],
  "RotatedSecret.secretArn": ["secret.secretArn", (stack) => rotation(stack, { elsewhere: "secret" })],
  "RotationFunction.aliasArn": ["rotateBy.aliasArn", (stack) => rotation(stack, { elsewhere: "function" })],
  "TableReplicaProps.key": ["key.region", withOtherKey["TableReplicaProps"]!],
};
