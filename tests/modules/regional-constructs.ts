import { TerraformVariable } from "cdktf";
import type { Construct } from "constructs";
import { ApiGatewayLogging } from "../../modules/account";
import { HttpApi } from "../../modules/api/http";
import { EcsCluster, FargateService, ScheduledTask, ServiceScaling } from "../../modules/compute/containers";
import { ContainerFunction, FunctionInvocation, NodeFunction, ZipFunction } from "../../modules/compute/functions";
import { ApplicationLoadBalancer } from "../../modules/compute/load-balancing";
import {
  PolicyDocument,
  SecurityGroup,
  dnsSuffixOf,
  partitionOf,
  type AwsRegion,
  type KeyReference,
  type RegionalProvider,
} from "../../modules/core";
import { AuroraCluster } from "../../modules/data/aurora";
import { RdsInstance, RdsReadReplica } from "../../modules/data/rds";
import { RedisCluster, ServerlessCache } from "../../modules/data/cache";
import { Table } from "../../modules/data/dynamodb";
import { Bucket, BucketReplication } from "../../modules/data/storage";
import {
  BlueGreenDeployment,
  BuildProject,
  ImageReplication,
  ImageRepository,
  Pipeline,
  SourceConnection,
} from "../../modules/delivery";
import { Certificate } from "../../modules/edge/dns";
import { RegionalWebAcl } from "../../modules/edge/firewall";
import { AmplifySite } from "../../modules/edge/hosting";
import { UserPool, UserPoolClient } from "../../modules/identity";
import { Queue, Schedule } from "../../modules/messaging";
import { ApiDestination, EventBus } from "../../modules/messaging/events";
import { Topic } from "../../modules/messaging/topics";
import { Network } from "../../modules/network";
import { AlarmTopic, Alarms } from "../../modules/observability";
import { BackupPlan, BackupVault, RestoreTesting } from "../../modules/recovery";
import { EncryptionKey, GeneratedSecret, Parameters } from "../../modules/security";
import { StateMachine } from "../../modules/workflow";
import { analyticsIn } from "./regional-analytics";
import { auditIn } from "./regional-audit";
import { restApisIn } from "./regional-rest-apis";
import { standbyConstructsIn } from "./regional-standby-constructs";

/** Creates a construct whose resources are of the region. */
export type Build = (scope: Construct, regional?: RegionalProvider) => unknown;

export const account = "111122223333";
const CORS = { allowedOrigins: ["https://a.example.com"], allowedMethods: ["GET"] } as const;
const grantInvoke = (): void => {};
const grantReadWrite = (): void => {};

/** Every interface of props with `regional`, and a construct with it. */
export function constructsIn(region: AwsRegion, keyRegion = region): Readonly<Record<string, Build>> {
  const partition = partitionOf(region);
  const alias = `arn:${partition}:lambda:${region}:${account}:function:a:live`;
  const key: KeyReference = {
    keyArn: `arn:${partition}:kms:${keyRegion}:${account}:key/1`,
    region: keyRegion,
    grantUse: () => {},
    admit: () => true,
  };
  const placement = {
    vpcId: "vpc-0a1b",
    subnetIds: ["subnet-0a", "subnet-0b"],
    availabilityZones: [`${region}a`, `${region}b`],
  };
  const signal = {
    id: "errors",
    why: "Requests fail",
    namespace: "AWS/Lambda",
    metricName: "Errors",
    dimensions: {},
    statistic: "Sum",
    label: "Errors",
    threshold: 5,
    comparison: "above",
    periodSeconds: 60,
    evaluationPeriods: 1,
    missingData: "notBreaching",
    region,
  } as const;

  return {
    AmplifySiteProps: (scope, regional) =>
      new AmplifySite(scope, "site", { name: "shop", customDomain: { domainName: "shop.example.com" }, regional }),
    AlarmTopicProps: (scope, regional) =>
      new AlarmTopic(scope, "topic", { name: "shop", key, emails: "none", regional }),
    AlarmsProps: (scope, regional) =>
      new Alarms(scope, "alarms", {
        name: "shop",
        topicArn: `arn:${partition}:sns:${region}:${account}:a`,
        signals: [signal],
        regional,
      }),
    ApiGatewayLoggingProps: (scope, regional) => new ApiGatewayLogging(scope, "logging", { name: "shop", regional }),
    ApplicationLoadBalancerProps: (scope, regional) =>
      new ApplicationLoadBalancer(scope, "balancer", {
        name: "shop",
        placement,
        exposure: { from: "internal" },
        certificate: { certificateArn: `arn:${partition}:acm:${region}:${account}:certificate/1`, region },
        accessLogs: new Bucket(scope, "balancer-logs", { name: "balancer-logs", intent: "logs", regional }),
        webAclArn: "none",
        regional,
      }).addBlueGreenTargetGroups("api", {
        name: "shop",
        port: 80,
        priority: 1,
        testPort: 8443,
        health: { path: "/" },
      }),
    AuroraClusterProps: (scope, regional) =>
      new AuroraCluster(scope, "cluster", {
        name: "shop",
        databaseName: "shop",
        minCapacityAcu: 1,
        maxCapacityAcu: 2,
        instances: 1,
        placement,
        dataKey: key,
        logKey: key,
        backup: "none",
        regional,
      }),
    BackupPlanProps: (scope, regional) =>
      new BackupPlan(scope, "plan", {
        name: "shop",
        vault: { vaultName: "shop" },
        rules: [{ name: "daily", schedule: "cron(0 3 * * ? *)", deleteAfterDays: 35 }],
        selection: { tag: { key: "backup", value: "a" }, arns: [] },
        regional,
      }),
    BackupVaultProps: (scope, regional) => new BackupVault(scope, "vault", { name: "shop", key, regional }),
    BlueGreenDeploymentProps: (scope, regional) =>
      new BlueGreenDeployment(scope, "deployment", {
        name: "shop",
        service: {
          clusterName: "shop",
          serviceName: "shop",
          controller: "code-deploy",
          taskFamily: "shop",
          taskRoleArn: `arn:${partition}:iam::${account}:role/task`,
          executionRoleArn: `arn:${partition}:iam::${account}:role/execution`,
        },
        targets: {
          blueTargetGroupName: "blue",
          greenTargetGroupName: "green",
          listenerArn: `arn:${partition}:elasticloadbalancing:${region}:${account}:listener/app/shop/0a/0b`,
          testListenerArn: `arn:${partition}:elasticloadbalancing:${region}:${account}:listener/app/shop/0a/0c`,
          loadBalancerArnSuffix: "app/shop/0a",
        },
        alarmNames: ["errors"],
        regional,
      }),
    BucketProps: (scope, regional) =>
      new Bucket(scope, "bucket", { name: "a-bucket", intent: "content", key, cors: [CORS], regional }),
    BucketReplicationProps: (scope, regional) => {
      const bucketIn = (other: AwsRegion) => ({
        bucketName: other,
        bucketArn: `arn:${partition}:s3:::${other}`,
        region: other,
        isVersioned: true,
      });
      const buckets = { source: bucketIn(region), destination: bucketIn("eu-central-1") };
      return new BucketReplication(scope, "replication", { name: "shop", ...buckets, regional });
    },
    BuildProjectProps: (scope, regional) =>
      new BuildProject(scope, "build", {
        name: "shop",
        description: "Builds",
        buildSpec: { build: ["make"] },
        logKey: key,
        artifactKey: key,
        regional,
      }),
    CertificateProps: (scope, regional) =>
      new Certificate(scope, "certificate", { domainName: "a.example.com", zoneId: "Z0123456789", regional }),
    ContainerFunctionProps: (scope, regional) => {
      const image = `${account}.dkr.ecr.${region}.${dnsSuffixOf(region)}/a:1`;
      const target = new ContainerFunction(scope, "fn", {
        name: "shop",
        image,
        command: ["a"],
        placement,
        logKey: key,
        regional,
      });
      return new FunctionInvocation(scope, "migration", { target, triggers: { image } });
    },
    EcsClusterProps: (scope, regional) => new EcsCluster(scope, "containers", { name: "shop", logKey: key, regional }),
    FargateServiceProps: (scope, regional) => {
      const service = new FargateService(scope, "service", {
        name: "shop",
        cluster: new EcsCluster(scope, "containers", { name: "shop", logKey: key, regional }),
        container: {
          image: `${account}.dkr.ecr.${region}.${dnsSuffixOf(region)}/a@sha256:${"0".repeat(64)}`,
          rootFileSystem: "writable",
        },
        size: { cpu: 256, memoryMib: 512 },
        placement,
        deployment: { controller: "rolling" },
        exec: "enabled",
        logKey: key,
        regional,
      });
      return new ServiceScaling(scope, "scaling", {
        name: "shop",
        service,
        minTasks: 2,
        maxTasks: 4,
        steps: { cpuPercent: { high: 70, low: 30 } },
      });
    },
    ScheduledTaskProps: (scope, regional) =>
      new ScheduledTask(scope, "task", {
        name: "shop",
        cluster: new EcsCluster(scope, "containers", { name: "shop", logKey: key, regional }),
        container: { image: `${account}.dkr.ecr.${region}.${dnsSuffixOf(region)}/a@sha256:${"0".repeat(64)}` },
        tracing: {
          collector: "adot",
          image: `${account}.dkr.ecr.${region}.${dnsSuffixOf(region)}/otel@sha256:${"0".repeat(64)}`,
        },
        size: { cpu: 256, memoryMib: 512 },
        placement,
        expression: "rate(1 day)",
        deadLetterQueue: new Queue(scope, "unstarted", { name: "unstarted", key, regional }),
        logKey: key,
        regional,
      }),
    EncryptionKeyProps: (scope, regional) =>
      new EncryptionKey(scope, "key", { name: "shop", description: "Data", services: ["logs"], regional }),
    ExistingCacheAttributes: (scope, regional) =>
      ServerlessCache.fromAttributes(scope, "cache", {
        securityGroupId: "sg-0a",
        endpointAddress: "a.example.com",
        cacheArn: `arn:${partition}:elasticache:${region}:${account}:serverlesscache:a`,
        userArn: `arn:${partition}:elasticache:${region}:${account}:user:a`,
        regional,
      }).allowFrom({ peerName: "app", securityGroupId: "sg-0b" }),
    ExistingClusterAttributes: (scope, regional) =>
      AuroraCluster.fromAttributes(scope, "cluster", {
        securityGroupId: "sg-0a",
        writerEndpoint: "a.example.com",
        credentialsSecretArn: `arn:${partition}:secretsmanager:${region}:${account}:secret:a`,
        dataKey: key,
        regional,
      }).allowFrom({ peerName: "app", securityGroupId: "sg-0b" }),
    ExistingInstanceAttributes: (scope, regional) =>
      RdsInstance.fromAttributes(scope, "instance", {
        securityGroupId: "sg-0a",
        engine: "mysql",
        writerEndpoint: "a.example.com",
        credentialsSecretArn: `arn:${partition}:secretsmanager:${region}:${account}:secret:a`,
        dataKey: key,
        resourceId: "db-1",
        regional,
      }).allowFrom({ peerName: "app", securityGroupId: "sg-0b" }),
    GeneratedSecretProps: (scope, regional) =>
      new GeneratedSecret(scope, "secret", { name: "shop", description: "Header", key, regional }),
    HttpApiProps: (scope, regional) =>
      new HttpApi(scope, "api", {
        name: "shop",
        stageName: "live",
        routes: [{ routeKey: "GET /a" }],
        handler: {
          functionName: "a",
          aliasName: "live",
          invokeArn: `arn:${partition}:apigateway:${region}:lambda:path/2015-03-31/functions/${alias}/invocations`,
          timeoutSeconds: 20,
        },
        cors: { allowOrigins: [], allowMethods: [], allowHeaders: [] },
        throttling: { requestsPerSecond: 1, burst: 1 },
        logKey: key,
        regional,
      }),
    ImageReplicationProps: (scope, regional) => {
      const settings = { name: "shop-images", key, pullAccounts: [account], regional };
      const source = new ImageRepository(scope, "images", settings);
      const elsewhere = Object.assign(Object.create(source) as ImageRepository, { region: "eu-west-2" });
      return new ImageReplication(scope, "replication", { source, copy: elsewhere, regional });
    },
    ImageRepositoryProps: (scope, regional) =>
      new ImageRepository(scope, "images", { name: "a-images", key, pullAccounts: [account], regional }),
    NetworkProps: (scope, regional) =>
      new Network(scope, "network", {
        name: "shop",
        cidr: "10.0.0.0/16",
        availabilityZones: [`${region}a`, `${region}b`],
        interfaceEndpoints: ["ssm", "sqs"],
        logKey: key,
        regional,
      }),
    ParametersProps: (scope, regional) =>
      new Parameters(scope, "parameters", { path: "/a", values: { b: "c" }, regional }),
    PipelineProps: (scope, regional) =>
      new Pipeline(scope, "pipeline", {
        name: "shop",
        key,
        artifactBucket: { bucketName: "artifacts", grantReadWrite },
        source: {
          connectionArn: `arn:${partition}:codestar-connections:${region}:${account}:connection/1`,
          repository: "a/b",
          branch: "main",
        },
        stages: [{ name: "Approve", action: { type: "approval", message: "Look" } }],
        notifications: { topicArn: `arn:${partition}:sns:${region}:${account}:a` },
        regional,
      }),
    ApiDestinationProps: (scope, regional) => {
      const value = new TerraformVariable(scope, "token", { type: "string" }).stringValue;
      const credentials = { kind: "api-key", header: "X-Token", value } as const;
      return new ApiDestination(scope, "crm", { name: "a", url: "https://a.example.com", credentials, regional });
    },
    EventBusProps: (scope, regional) => {
      const lost = new Queue(scope, "lost", { name: "lost", key, regional });
      const bus = new EventBus(scope, "events", { name: "shop", key, deadLetterQueue: lost, regional });
      const rule = bus.addRule("paid", {
        name: "paid",
        pattern: { source: ["shop"] },
        samples: { matches: [{ source: "shop", "detail-type": "Paid", detail: {} }], ignores: [] },
      });
      rule.sendTo(lost, { deadLetterQueue: lost });
      rule.forwardTo(bus, { deadLetterQueue: "none" });
    },
    TopicProps: (scope, regional) => {
      const lost = new Queue(scope, "lost", { name: "lost", key, regional });
      const topic = new Topic(scope, "topic", { name: "shop", key, regional });
      topic.sendTo(lost, { deadLetterQueue: lost });
      topic.mailTo("ops@example.com");
    },
    RegionalWebAclProps: (scope, regional) => {
      const acl = new RegionalWebAcl(scope, "acl", {
        name: "shop",
        logKey: key,
        trustedIpRanges: ["10.0.0.0/8"],
        regional,
      });
      acl.protect("live", `arn:${partition}:apigateway:${region}::/restapis/0a1b2c/stages/live`);
    },
    QueueProps: (scope, regional) => new Queue(scope, "queue", { name: "shop", key, regional }),
    RdsInstanceProps: (scope, regional) =>
      new RdsInstance(scope, "database", {
        name: "shop",
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
        backup: "none",
        regional,
      }),
    RdsReadReplicaProps: (scope, regional) =>
      new RdsReadReplica(scope, "replica", {
        name: "shop",
        source: {
          instanceArn: `arn:${partition}:rds:eu-central-1:${account}:db:shop`,
          region: "eu-central-1",
          engine: "postgres",
          engineVersion: "18.3",
          instanceClass: "db.t4g.medium",
          storage: { gb: 20 },
          maxConnections: 100,
          acceptsReplicas: true,
        },
        placement,
        dataKey: key,
        logKey: key,
        regional,
      }),
    RedisClusterProps: (scope, regional) =>
      new RedisCluster(scope, "cluster", {
        name: "shop",
        engine: "valkey",
        nodeType: "cache.t4g.small",
        shards: 1,
        replicasPerShard: 1,
        placement,
        dataKey: key,
        logKey: key,
        regional,
      }),
    ...analyticsIn(region, key),
    ...standbyConstructsIn({ region, partition, key, placement }),
    ...auditIn(key),
    ...restApisIn(region, key),
    RestoreTestingProps: (scope, regional) =>
      new RestoreTesting(scope, "testing", {
        name: "shop",
        schedule: "cron(0 5 ? * SUN *)",
        vaultArns: [`arn:${partition}:backup:${region}:${account}:backup-vault:shop`],
        resourceTypes: ["Aurora"],
        regional,
      }),
    ScheduleProps: (scope, regional) =>
      new Schedule(scope, "schedule", {
        name: "shop",
        expression: "rate(1 minute)",
        deadLetterQueue: "none",
        target: { aliasArn: `arn:${partition}:lambda:${region}:${account}:function:a:live`, grantInvoke },
        regional,
      }),
    SecurityGroupProps: (scope, regional) => {
      const group = { name: "shop", description: "A", vpcId: "vpc-0a1b", peerName: "app" };
      const app = new SecurityGroup(scope, "group", { ...group, regional });
      SecurityGroup.fromId(scope, "database", "sg-0a1b", regional).allowTcpFrom(app, 5432);
    },
    ServerlessCacheProps: (scope, regional) =>
      new ServerlessCache(scope, "cache", {
        name: "a-cache",
        engine: "valkey",
        maxStorageGb: 1,
        maxEcpuPerSecond: 1_000,
        placement,
        dataKey: key,
        regional,
      }),
    SourceConnectionProps: (scope, regional) => new SourceConnection(scope, "connection", { name: "shop", regional }),
    StateMachineProps: (scope, regional) =>
      new StateMachine(scope, "workflow", {
        name: "shop",
        logKey: key,
        definition: JSON.stringify({ StartAt: "Done", States: { Done: { Type: "Succeed" } } }),
        regional,
      }),
    TableProps: (scope, regional) => {
      const table = new Table(scope, "table", {
        name: "shop",
        partitionKey: { name: "id", type: "string" },
        capacity: {
          billing: "provisioned",
          read: { minUnits: 1, maxUnits: 2 },
          write: { minUnits: 1, maxUnits: 2 },
        },
        contributorInsights: "enabled",
        key,
        backup: "none",
        regional,
      });
      const granted = new PolicyDocument(scope, "granted");
      table.grantRead({ addStatement: (statement) => granted.add(statement) });
    },
    UserPoolProps: (scope, regional) => {
      const resourceServer = { identifier: "a", scopes: { read: "Read" } };
      const userPool = new UserPool(scope, "pool", { name: "shop", domainPrefix: "shop", resourceServer, regional });
      const client = new UserPoolClient(scope, "client", { name: "shop", userPool, scopes: ["openid"] });
      client.allowReturnTo("https://a.example.com");
    },
    NodeFunctionProps: (scope, regional) => {
      const code = { bucketName: "a-code", key: "a-0.1.0.zip" };
      return new NodeFunction(scope, "fn", { name: "shop", code, logKey: key, regional });
    },
    ZipFunctionProps: (scope, regional) => {
      const code = { s3: { bucketName: "a-code", key: "a.zip" } };
      return new ZipFunction(scope, "fn", {
        name: "shop",
        code,
        handler: "a.b",
        runtime: "nodejs22.x",
        logKey: key,
        regional,
      });
    },
  };
}
