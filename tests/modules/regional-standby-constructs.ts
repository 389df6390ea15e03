import { FeatureFlags } from "../../modules/configuration";
import { dnsSuffixOf, type AwsRegion, type KeyReference, type Placement } from "../../modules/core";
import { TableCache } from "../../modules/data/dax";
import { TableReplica } from "../../modules/data/dynamodb";
import { DatabaseProxy } from "../../modules/data/proxy";
import { GradualDeployment } from "../../modules/delivery";
import { IdentityPool } from "../../modules/identity";
import { NetworkAcl } from "../../modules/network";
import { Canary, CompositeAlarm } from "../../modules/observability";
import { SecretRotation } from "../../modules/security";
import type { Build } from "./regional-constructs";

/** Region of constructs, and its key and subnets. */
interface Region {
  readonly region: AwsRegion;
  readonly partition: string;
  readonly key: KeyReference;
  readonly placement: Placement;
}

const account = "111122223333";
const grantRead = (): void => {};
const grantReadWrite = (): void => {};

/** Constructs of two-region systems: replicas, caches, proxies, deployments and flags. */
export function standbyConstructsIn({ region, partition, key, placement }: Region): Readonly<Record<string, Build>> {
  return {
    CanaryProps: (scope, regional) =>
      new Canary(scope, "canary", {
        name: "checkout",
        runtime: "syn-nodejs-3.1",
        code: { bucketName: "code", key: `syn-nodejs-3.1/${"0".repeat(64)}.zip` },
        handler: "checkout.handler",
        everyMinutes: 5,
        artifacts: { bucketName: "artifacts", grantReadWrite },
        key,
        regional,
      }),
    CompositeAlarmProps: (scope, regional) =>
      new CompositeAlarm(scope, "checkout", {
        name: "checkout",
        why: "Customers cannot pay",
        alarms: [{ alarmNames: { errors: "errors" } }],
        anyOf: ["errors"],
        topicArn: `arn:${partition}:sns:${region}:${account}:critical`,
        regional,
      }),
    DatabaseProxyProps: (scope, regional) =>
      new DatabaseProxy(scope, "proxy", {
        name: "shop",
        engine: "postgres",
        target: { instanceIdentifier: "shop", writerEndpoint: "a.example.com" },
        secrets: { app: { secretArn: `arn:${partition}:secretsmanager:${region}:${account}:secret:a`, grantRead } },
        placement,
        logKey: key,
        regional,
      }),
    TableCacheProps: (scope, regional) => {
      const tableArn = `arn:${partition}:dynamodb:${region}:${account}:table/orders`;
      const tables = { orders: { tableArn, grantReadWrite } };
      return new TableCache(scope, "cache", {
        name: "shop",
        nodeType: "dax.t3.small",
        nodes: 3,
        placement,
        tables,
        regional,
      });
    },
    TableReplicaProps: (scope, regional) =>
      new TableReplica(scope, "replica", {
        source: {
          tableArn: `arn:${partition}:dynamodb:eu-central-1:${account}:table/orders`,
          tableName: "orders",
          region: "eu-central-1",
          stream: "new-and-old-images",
          billing: "on-demand",
        },
        key,
        backup: "none",
        regional,
      }),
    FeatureFlagsProps: (scope, regional) =>
      new FeatureFlags(scope, "flags", {
        name: "shop",
        environmentName: "prod",
        profiles: { web: { plans: { description: "Plans", enabled: false } } },
        rollbackAlarmArns: [`arn:${partition}:cloudwatch:${region}:${account}:alarm:errors`],
        key,
        regional,
      }),
    IdentityPoolProps: (scope, regional) => {
      const client = { clientId: "client", providerName: `cognito-idp.${region}.${dnsSuffixOf(region)}/${region}_a` };
      new IdentityPool(scope, "pool", { name: "shop", clients: [client], roles: "by-group", regional }).addRole(
        "users",
        {
          name: "users",
          description: "Users",
        },
      );
    },
    NetworkAclProps: (scope, regional) =>
      new NetworkAcl(scope, "acl", {
        name: "shop",
        tier: "private",
        network: { vpcId: "vpc-1", vpcCidr: "10.0.0.0/16", publicPlacement: placement, privatePlacement: placement },
        regional,
      }),
    SecretRotationProps: (scope, regional) =>
      new SecretRotation(scope, "rotation", {
        secret: { secretArn: `arn:${partition}:secretsmanager:${region}:${account}:secret:a`, grantRotate: () => {} },
        rotateBy: {
          functionName: "rotate",
          aliasName: "live",
          aliasArn: `arn:${partition}:lambda:${region}:${account}:function:rotate:live`,
          addStatement: () => {},
        },
        regional,
      }),
    GradualDeploymentProps: (scope, regional) => {
      const beforeAllowTraffic = { functionName: "test", addStatement: () => {} };
      const shifted = { functionName: "shop", aliasName: "live" };
      const settings = { name: "shop", function: shifted, alarmNames: ["errors"], regional };
      return new GradualDeployment(scope, "deployment", { ...settings, hooks: { beforeAllowTraffic } });
    },
  };
}
