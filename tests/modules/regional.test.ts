import fs from "node:fs";
import path from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Construct } from "constructs";
import { ApiGatewayLogging } from "../../modules/account";
import { HttpApi } from "../../modules/api/http";
import { ContainerFunction, FunctionInvocation, ZipFunction } from "../../modules/compute/functions";
import {
  SecurityGroup,
  useProviderOf,
  type AwsStack,
  type KeyReference,
  type RegionalProvider,
} from "../../modules/core";
import { AuroraCluster } from "../../modules/data/aurora";
import { ServerlessCache } from "../../modules/data/cache";
import { Bucket } from "../../modules/data/storage";
import { BuildProject, ImageReplication, ImageRepository, Pipeline, SourceConnection } from "../../modules/delivery";
import { Distribution } from "../../modules/edge/cdn";
import { Certificate, HostedZone } from "../../modules/edge/dns";
import { WebAcl } from "../../modules/edge/firewall";
import { UserPool, UserPoolClient } from "../../modules/identity";
import { Queue, Schedule } from "../../modules/messaging";
import { Network } from "../../modules/network";
import { AlarmTopic, Alarms } from "../../modules/observability";
import { BackupPlan, BackupVault, RestoreTesting } from "../../modules/recovery";
import { EncryptionKey, GeneratedSecret, Parameters } from "../../modules/security";
import { StateMachine } from "../../modules/workflow";
import { synthesizeStack } from "../../testing";

type Regional = RegionalProvider<"eu-west-1">;
type Build = (stack: Construct, regional: Regional) => unknown;

const account = "111122223333";
const key: KeyReference<"eu-west-1"> = {
  keyArn: `arn:aws:kms:eu-west-1:${account}:key/1`,
  region: "eu-west-1",
  grantUse: () => {},
};
const placement = {
  vpcId: "vpc-0a1b",
  subnetIds: ["subnet-0a", "subnet-0b"],
  availabilityZones: ["eu-west-1a", "eu-west-1b"],
};
const grantInvoke = (): void => {};
const grantReadWrite = (): void => {};
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
  region: "eu-west-1",
} as const;

/** Every interface of props with `regional`, and a construct with it. */
const REGIONAL: Readonly<Record<string, Build>> = {
  AlarmTopicProps: (scope, regional) => new AlarmTopic(scope, "topic", { name: "shop", key, emails: "none", regional }),
  AlarmsProps: (scope, regional) =>
    new Alarms(scope, "alarms", {
      name: "shop",
      topicArn: "arn:aws:sns:eu-west-1:111122223333:a",
      signals: [signal],
      regional,
    }),
  ApiGatewayLoggingProps: (scope, regional) => new ApiGatewayLogging(scope, "logging", { name: "shop", regional }),
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
  BucketProps: (scope, regional) =>
    new Bucket(scope, "bucket", { name: "a-bucket", intent: "content", key, cors: [CORS], regional }),
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
    const image = `${account}.dkr.ecr.eu-west-1.amazonaws.com/a:1`;
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
  EncryptionKeyProps: (scope, regional) =>
    new EncryptionKey(scope, "key", { name: "shop", description: "Data", services: ["logs"], regional }),
  ExistingCacheAttributes: (scope, regional) =>
    ServerlessCache.fromAttributes(scope, "cache", {
      securityGroupId: "sg-0a",
      endpointAddress: "a.example.com",
      cacheArn: "arn:aws:elasticache:eu-west-1:111122223333:serverlesscache:a",
      userArn: "arn:aws:elasticache:eu-west-1:111122223333:user:a",
      regional,
    }).allowFrom({ peerName: "app", securityGroupId: "sg-0b" }),
  ExistingClusterAttributes: (scope, regional) =>
    AuroraCluster.fromAttributes(scope, "cluster", {
      securityGroupId: "sg-0a",
      writerEndpoint: "a.example.com",
      credentialsSecretArn: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:a",
      dataKey: key,
      regional,
    }).allowFrom({ peerName: "app", securityGroupId: "sg-0b" }),
  GeneratedSecretProps: (scope, regional) =>
    new GeneratedSecret(scope, "secret", { name: "shop", description: "Header", key, regional }),
  HttpApiProps: (scope, regional) =>
    new HttpApi(scope, "api", {
      name: "shop",
      stageName: "live",
      routes: [{ routeKey: "GET /a" }],
      handler: { functionName: "a", aliasName: "live", invokeArn: "arn:aws:apigateway:1", timeoutSeconds: 20 },
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
      availabilityZones: ["eu-west-1a", "eu-west-1b"],
      interfaceEndpoints: ["ssm"],
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
      source: { connectionArn: "arn:aws:codestar-connections:eu-west-1:1:c", repository: "a/b", branch: "main" },
      stages: [{ name: "Approve", action: { type: "approval", message: "Look" } }],
      notifications: { topicArn: "arn:aws:sns:eu-west-1:111122223333:a" },
      regional,
    }),
  QueueProps: (scope, regional) => new Queue(scope, "queue", { name: "shop", key, regional }),
  RestoreTestingProps: (scope, regional) =>
    new RestoreTesting(scope, "testing", {
      name: "shop",
      schedule: "cron(0 5 ? * SUN *)",
      vaultArns: [`arn:aws:backup:eu-west-1:${account}:backup-vault:shop`],
      resourceTypes: ["Aurora"],
      regional,
    }),
  ScheduleProps: (scope, regional) =>
    new Schedule(scope, "schedule", {
      name: "shop",
      expression: "rate(1 minute)",
      deadLetterQueue: "none",
      target: { aliasArn: `arn:aws:lambda:eu-west-1:${account}:function:a:live`, grantInvoke },
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
  UserPoolProps: (scope, regional) => {
    const resourceServer = { identifier: "a", scopes: { read: "Read" } };
    const userPool = new UserPool(scope, "pool", { name: "shop", domainPrefix: "shop", resourceServer, regional });
    const client = new UserPoolClient(scope, "client", { name: "shop", userPool, scopes: ["openid"] });
    client.allowReturnTo("https://a.example.com");
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

const CORS = { allowedOrigins: ["https://a.example.com"], allowedMethods: ["GET"] } as const;

/** Constructs of us-east-1 only, some of whose resources are global. */
const US_EAST_1: Readonly<Record<string, Build>> = {
  DistributionProps: (scope, regional) =>
    new Distribution(scope, "distribution", {
      name: "shop",
      regional: regional as RegionalProvider as RegionalProvider<"us-east-1">,
      site: {
        bucketName: "a",
        bucketArn: "arn:aws:s3:::a",
        bucketRegionalDomainName: "a.s3.us-east-1.amazonaws.com",
        allowReadBy: () => {},
      },
      webAclArn: "none",
      logBucket: { bucketArn: "arn:aws:s3:::l", allowLogDeliveryFrom: () => [] },
    }),
  HostedZoneProps: (scope, regional) =>
    new HostedZone(scope, "zone", {
      domainName: "example.com",
      regional: regional as RegionalProvider as RegionalProvider<"us-east-1">,
      logKey: { ...key, region: "us-east-1" },
    }),
  WebAclProps: (scope, regional) =>
    new WebAcl(scope, "web-acl", {
      name: "shop",
      regional: regional as RegionalProvider as RegionalProvider<"us-east-1">,
      logKey: { ...key, region: "us-east-1" },
      requestsPerFiveMinutes: 100,
    }),
};

/** Interfaces of props without `regional`, each with the reason. */
const WITHOUT_REGION: Readonly<Record<string, string>> = {
  AwsStackProps: "has the region itself",
  DashboardProps: "dashboards are global",
  DeploymentRoleProps: "IAM is global",
  ExistingCertificateProps: "the ARN names the region",
  ExistingZoneProps: "Route 53 is global",
  FunctionInvocationProps: "uses the region of its function",
  OperatorRoleProps: "IAM is global",
  RecoveryPointProps: "creates nothing",
  RecoveryTimeProps: "creates nothing",
  ServiceRoleProps: "IAM is global",
  UserPoolClientProps: "uses the region of its pool",
};

/** Names of the interfaces of props in modules, by the presence of `regional`. */
function interfacesOfProps(): { readonly regional: string[]; readonly others: string[] } {
  const folder = path.resolve(__dirname, "../../modules");
  const files = fs.readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  const declared = files.flatMap((file) => [
    ...fs.readFileSync(path.join(folder, file), "utf8").matchAll(/^export interface (\w+)([^{]*)\{\n([\s\S]*?)^\}/gm),
  ]);
  const has = ([, , heading, body]: RegExpMatchArray): boolean =>
    heading!.includes("extends FunctionProps") || /^ {2}readonly regional\??:/m.test(body!);
  const names = (list: RegExpMatchArray[]): string[] => list.map(([, name]) => name!).sort();
  const props = declared.filter(([, name]) => /(?:Props|Attributes)$/.test(name!) && name !== "FunctionProps");
  return { regional: names(props.filter(has)), others: names(props.filter((each) => !has(each))) };
}

function synthesizeElsewhere(build: Build): ReturnType<typeof synthesizeStack> {
  return synthesizeStack((stack: AwsStack) => build(stack, stack.providerIn("eu-west-1")));
}

test("props of every construct name its region, or there is a reason why not", () => {
  const { regional, others } = interfacesOfProps();
  expect(Object.keys({ ...REGIONAL, ...US_EAST_1 }).sort()).toEqual(regional);
  expect(others.filter((name) => name.endsWith("Props"))).toEqual(Object.keys(WITHOUT_REGION).sort());
});

describe.each(Object.entries(REGIONAL))("%s.regional", (_name, build) => {
  test("gives every AWS resource the provider of its region, and no ARN or policy the stack's region", () => {
    const { resource = {}, data } = synthesizeElsewhere(build).config;
    const { terraform_data: terraform = {}, ...aws } = resource;
    const providers = (blocks: object[]) => blocks.map((block) => (block as { provider?: string }).provider);
    expect(new Set(providers(Object.values(aws).flatMap(Object.values)))).toEqual(new Set(["aws.eu-west-1"]));
    expect(providers(Object.values(terraform)).filter(Boolean)).toEqual([]);
    expect(JSON.stringify({ resource, data })).not.toContain("us-east-1");
  });
});

test.each(Object.entries({ ...REGIONAL, ...US_EAST_1 }))("%s.regional names the region of its provider", (_, build) => {
  const wrong = (stack: AwsStack): unknown => {
    const provider = new AwsProvider(stack, "other", { region: "eu-west-3", alias: "other" });
    return build(stack, { region: "eu-west-1", provider });
  };
  expect(() => synthesizeStack(wrong)).toThrow(
    /regional.region: got "eu-west-1"; allowed: eu-west-3, the region of the provider; pass a region together/,
  );
});

test("a provider whose region is unknown until plan is accepted", () => {
  const stack = synthesizeStack((scope: AwsStack) => {
    const provider = new AwsProvider(scope, "other", { alias: "other" });
    new Queue(scope, "queue", { name: "shop", key, regional: { region: "eu-west-1", provider } });
  });
  expect(stack.resource("aws_sqs_queue", /^queue_[^d]/)).toMatchObject({ provider: "aws.other" });
});

test("signals and graphs of another region name it, so that alarms of the stack's region refuse them", () => {
  synthesizeStack((scope: AwsStack) => {
    const elsewhere = new Queue(scope, "queue", { name: "shop", key, regional: scope.providerIn("eu-west-1") });
    expect(elsewhere.signals.map(({ region }) => region)).toEqual(["eu-west-1", "eu-west-1"]);
    expect(elsewhere.graphs.flatMap(({ metrics }) => metrics)[0]).toMatchObject({ region: "eu-west-1" });
    const own = new Queue(scope, "own", { name: "other", key: { ...key, region: "us-east-1" } });
    expect(own.signals[0]).not.toHaveProperty("region");
  });
});

test("a construct of another region moves everything in it that names no region of its own", () => {
  const stack = synthesizeStack((scope: AwsStack) => {
    const group = new Construct(scope, "group");
    useProviderOf(group, scope.providerIn("eu-west-1"));
    new Queue(group, "moved", { name: "moved", key });
    const inner = { key: { ...key, region: "eu-west-2" }, regional: scope.providerIn("eu-west-2") } as const;
    new Queue(group, "other", { name: "other", ...inner });
    expect(() => new Queue(group, "wrong", { name: "wrong", key: { ...key, region: "us-east-1" } })).toThrow(
      /group\/wrong: key.region: got "us-east-1"; allowed: eu-west-1/,
    );
  });
  expect(stack.resource("aws_sqs_queue", /moved_queue/)).toMatchObject({ provider: "aws.eu-west-1" });
  expect(stack.resource("aws_sqs_queue", /other_queue/)).toMatchObject({ provider: "aws.eu-west-2" });
});
