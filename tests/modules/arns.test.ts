import fs from "node:fs";
import path from "node:path";
import { App, TerraformVariable } from "cdktf";
import ts from "typescript";
import { OperatorRole } from "../../modules/account";
import { EcsCluster, ScheduledTask } from "../../modules/compute/containers";
import { ZipFunction } from "../../modules/compute/functions";
import { AwsStack, ServiceRole, arn, type KeyReference } from "../../modules/core";
import { BlueGreenDeployment, DeploymentRole } from "../../modules/delivery";
import { Distribution } from "../../modules/edge/cdn";
import { Table } from "../../modules/data/dynamodb";
import { BucketReplication } from "../../modules/data/storage";
import { Certificate, HostedZone } from "../../modules/edge/dns";
import { WebAcl } from "../../modules/edge/firewall";
import { ServerClient } from "../../modules/identity";
import { Queue } from "../../modules/messaging";
import { EventBus } from "../../modules/messaging/events";
import { Topic } from "../../modules/messaging/topics";
import { AlarmTopic, Alarms } from "../../modules/observability";
import { BackupPlan, RestoreTesting } from "../../modules/recovery";
import { synthesizeStack } from "../../testing";
import { ARNS_BY_AREA } from "./arns-by-area";
import { instance } from "./bad-inputs/data-rows";
import * as made from "./bad-inputs/constructs";
import { blueGreenTarget, container, createService, logKey as ownKey, target } from "./compute/containers/services";
import { account, constructsIn } from "./regional-constructs";
import { NOT_COMPARED } from "./unrestricted-arns";

type Define = (stack: made.Stack) => unknown;

const grantNothing = (): void => {};
const elsewhere = (service: string, resource: string): string => `arn:aws:${service}:eu-west-1:${account}:${resource}`;
const otherKey = { keyArn: elsewhere("kms", "key/1"), region: "eu-west-1", grantUse: grantNothing } as KeyReference;
const keyOfWebAcl = otherKey as KeyReference<"us-east-1">;
const otherRole = "arn:aws:iam::999999999999:role/app";
const queueArn = elsewhere("sqs", "orders");
const consumed = { queueArn, visibilityTimeoutSeconds: 180, grantConsume: grantNothing };
const failures = { queueArn, grantSend: grantNothing };
const project = { projectName: "a", projectArn: elsewhere("codebuild", "project/a"), addStatement: grantNothing };
const site = { bucketName: "a", bucketArn: "arn:aws:s3:::a", bucketRegionalDomainName: "a", allowReadBy: grantNothing };
const logBucket = { bucketArn: "arn:aws:s3:::l", allowLogDeliveryFrom: () => [] };

const distribution = (stack: made.Stack, differences: object): Distribution =>
  new Distribution(stack, "distribution", {
    name: "shop",
    regional: stack.providerIn("us-east-1"),
    site,
    webAclArn: "none",
    logBucket,
    ...differences,
  });
const plan = (stack: made.Stack, arns: readonly string[]): BackupPlan =>
  new BackupPlan(stack, "plan", {
    name: "shop",
    vault: { vaultName: "shop" },
    rules: [{ name: "daily", schedule: "cron(0 3 * * ? *)", deleteAfterDays: 35 }],
    selection: { tag: { key: "backup", value: "shop" }, arns },
  });

const replication: Define = (stack) => {
  const bucket = { bucketName: "a", bucketArn: "arn:aws:s3:::a", isVersioned: true };
  const source = { ...bucket, region: "us-east-1" } as const;
  const destination = { ...bucket, region: "us-west-2", key: otherKey } as const;
  return new BucketReplication(stack, "replication", { name: "a", source, destination });
};

const targetGroupArn = elsewhere("elasticloadbalancing", "targetgroup/shop/0a1b");
const served = { container: { ...container, port: 3000 } };

const eventRule = (stack: made.Stack) =>
  new EventBus(stack, "events", { name: "shop" }).addRule("paid", {
    name: "paid",
    pattern: { source: ["shop"] },
    samples: { matches: [{ source: "shop", "detail-type": "Paid", detail: {} }], ignores: [] },
  });

/** Constructs of us-east-1 whose keys are of another region. */
const withOtherKey = constructsIn("us-east-1", "eu-west-1");

const listenerArn = "arn:aws:elasticloadbalancing:us-east-1:111122223333:listener/app/shop/0a/0b";
const deployment = (stack: AwsStack, listener: "listenerArn" | "testListenerArn") =>
  new BlueGreenDeployment(stack, "deployment", {
    name: "shop",
    service: {
      clusterName: "shop",
      serviceName: "shop",
      controller: "code-deploy",
      taskFamily: "shop",
      taskRoleArn: otherRole,
      executionRoleArn: otherRole,
    },
    targets: {
      blueTargetGroupName: "blue",
      greenTargetGroupName: "green",
      listenerArn,
      testListenerArn: listenerArn,
      loadBalancerArnSuffix: "app/shop/0a",
      [listener]: elsewhere("elasticloadbalancing", "listener/app/shop/0a/0b"),
    },
    alarmNames: ["errors"],
  });

/** A construct of us-east-1 with an ARN or key of another region or account, for each prop that AWS restricts. */
const COMPARED: Readonly<Record<string, readonly [property: string, define: Define]>> = {
  "AlarmTopicProps.key": [
    "key.region",
    (stack) => new AlarmTopic(stack, "topic", { name: "shop", key: otherKey, emails: "none" }),
  ],
  "AlarmsProps.topicArn": [
    "topicArn",
    (stack) => new Alarms(stack, "alarms", { name: "a", topicArn: elsewhere("sns", "a"), signals: [] }),
  ],
  "ApiDomain.certificateArn": [
    "customDomain.certificateArn",
    (stack) =>
      made.api(stack, { customDomain: { name: "api.example.com", certificateArn: elsewhere("acm", "certificate/1") } }),
  ],
  "ApplicationLoadBalancerProps.certificate": [
    "certificate.certificateArn",
    (stack) =>
      made.loadBalancer(stack, {
        certificate: { certificateArn: elsewhere("acm", "certificate/1"), region: "us-east-1" },
      }),
  ],
  "ApplicationLoadBalancerProps.webAclArn": [
    "webAclArn",
    (stack) => made.loadBalancer(stack, { webAclArn: elsewhere("wafv2", "regional/webacl/shop/1") }),
  ],
  "BlueGreenTarget.blueTargetGroupArn": [
    "deployment.target.blueTargetGroupArn",
    (stack) => {
      const pair = Object.assign(blueGreenTarget(stack), { blueTargetGroupArn: targetGroupArn });
      return createService(stack, { ...served, deployment: { controller: "code-deploy", target: pair } });
    },
  ],
  "DeploymentTargets.listenerArn": ["targets.listenerArn", (stack) => deployment(stack, "listenerArn")],
  "DeploymentTargets.testListenerArn": ["targets.testListenerArn", (stack) => deployment(stack, "testListenerArn")],
  "EcsClusterProps.logKey": ["logKey.region", withOtherKey["EcsClusterProps"]!],
  "FargateTaskSettings.logKey": ["logKey.region", (stack) => createService(stack, { logKey: otherKey })],
  "ServiceTarget.targetGroupArn": [
    "deployment.target.targetGroupArn",
    (stack) => {
      const group = Object.assign(target(stack), { targetGroupArn });
      return createService(stack, { ...served, deployment: { controller: "rolling", target: group } });
    },
  ],
  "TaskCluster.clusterArn": [
    "cluster.clusterArn",
    (stack) => {
      const cluster = new EcsCluster(stack, "containers", { name: "shop", logKey: ownKey });
      return createService(stack, {
        cluster: Object.assign(cluster, { clusterArn: elsewhere("ecs", "cluster/shop") }),
      });
    },
  ],
  "ApprovalAction.topicArn": [
    "stages.Ask.topicArn",
    (stack) =>
      made.pipeline(stack, [
        { name: "Ask", action: { type: "approval", message: "Look", topicArn: elsewhere("sns", "a") } },
      ]),
  ],
  "AuroraClusterProps.dataKey": ["dataKey.region", (stack) => made.database(stack, { dataKey: otherKey })],
  "AuroraClusterProps.logKey": ["logKey.region", (stack) => made.database(stack, { logKey: otherKey })],
  "AuroraClusterProps.restoreFromSnapshotArn": [
    "restoreFromSnapshotArn",
    (stack) => made.database(stack, { restoreFromSnapshotArn: elsewhere("rds", "cluster-snapshot:a") }),
  ],
  "AwsStackProps.permissionsBoundaryArn": [
    "permissionsBoundaryArn",
    () =>
      new AwsStack(new App(), "test", {
        account,
        region: "us-east-1",
        tags: { Environment: "dev", Project: "a", Owner: "b" },
        state: "local",
        permissionsBoundaryArn: "arn:aws:iam::999999999999:policy/boundary",
      }),
  ],
  "BackupCopies.key": [
    "backupCopies.key.region",
    (stack) => instance(stack, { backupCopies: { regional: stack.providerIn("us-west-2"), key: otherKey } }),
  ],
  "BackupRule.copyTo": [
    "rules.hourly.copyTo",
    (stack) => made.backupPlan(stack, { copyTo: `arn:aws:backup:us-east-1:${account}:backup-vault:shop` }),
  ],
  "BackupSelection.arns": ["selection.arns", (stack) => plan(stack, [elsewhere("rds", "cluster:shop")])],
  "BackupVaultProps.key": ["key.region", withOtherKey["BackupVaultProps"]!],
  "BucketProps.key": ["key.region", (stack) => made.bucket(stack, { key: otherKey })],
  "BuildProjectProps.artifactKey": ["artifactKey.region", withOtherKey["BuildProjectProps"]!],
  "BuildProjectProps.logKey": ["logKey.region", withOtherKey["BuildProjectProps"]!],
  "RdsInstanceProps.dataKey": ["dataKey.region", withOtherKey["RdsInstanceProps"]!],
  "RdsInstanceProps.logKey": ["logKey.region", withOtherKey["RdsInstanceProps"]!],
  "RdsInstanceProps.restoreFromSnapshotArn": [
    "restoreFromSnapshotArn",
    (stack) => instance(stack, { restoreFromSnapshotArn: elsewhere("rds", "snapshot:a") }),
  ],
  "RdsReadReplicaProps.dataKey": ["dataKey.region", withOtherKey["RdsReadReplicaProps"]!],
  "RdsReadReplicaProps.logKey": ["logKey.region", withOtherKey["RdsReadReplicaProps"]!],
  "RedisClusterProps.dataKey": ["dataKey.region", withOtherKey["RedisClusterProps"]!],
  "RedisClusterProps.logKey": ["logKey.region", withOtherKey["RedisClusterProps"]!],
  "ReplicaBucket.key": ["destination.key.region", replication],
  "ServerClientProps.key": [
    "key.region",
    (stack) => new ServerClient(stack, "server", { name: "a", userPool: made.userPool(stack), key: otherKey }),
  ],
  "ClaimsFunction.aliasArn": [
    "addClaimsBy.aliasArn",
    (stack) =>
      made
        .userPool(stack)
        .addClaimsBy({ functionName: "a", aliasName: "live", aliasArn: elsewhere("lambda", "function:a:live") }),
  ],
  "CustomDomain.certificate": [
    "customDomain.certificate.region",
    (stack) => {
      const certificateArn: string = elsewhere("acm", "certificate/1");
      const certificate = Certificate.fromArn(stack, "certificate", { certificateArn });
      return distribution(stack, { customDomain: { names: [], certificate } });
    },
  ],
  "DeploymentRoleProps.trustedRoleArns": [
    "trustedRoleArns",
    (stack) =>
      new DeploymentRole(stack, "deploy", {
        name: "shop",
        description: "Deploys",
        trustedAccount: account,
        trustedRoleArns: [otherRole],
        statements: [{ sid: "A", actions: ["sns:Publish"], resources: ["arn:aws:sns:us-east-1:1:a"] }],
      }),
  ],
  "DistributionProps.webAclArn": [
    "webAclArn",
    (stack) => distribution(stack, { webAclArn: elsewhere("wafv2", "global/webacl/shop/1") }),
  ],
  "EventQueue.queueArn": [
    "consumeFrom.queueArn",
    (stack) => {
      const queue = Object.assign(Queue.fromArn(stack, "orders", queueArn), consumed);
      made.lambda(stack).consumeFrom(queue, { batchSize: 1, maxConcurrency: 2 });
    },
  ],
  "FailureQueue.queueArn": [
    "limitAsyncInvocation.onFailure.queueArn",
    (stack) =>
      made
        .lambda(stack)
        .limitAsyncInvocation({ maximumRetryAttempts: 0, maximumEventAgeSeconds: 60, onFailure: failures }),
  ],
  "FunctionProps.logKey": ["logKey.region", (stack) => made.lambda(stack, { logKey: otherKey })],
  "GeneratedSecretProps.key": ["key.region", withOtherKey["GeneratedSecretProps"]!],
  "HostedZoneProps.logKey": [
    "logKey.region",
    (stack) =>
      new HostedZone(stack, "zone", {
        domainName: "example.com",
        regional: stack.providerIn("us-east-1"),
        logKey: keyOfWebAcl,
      }),
  ],
  "HttpApiProps.logKey": ["logKey.region", (stack) => made.api(stack, { logKey: otherKey })],
  "ImageRepositoryProps.key": ["key.region", withOtherKey["ImageRepositoryProps"]!],
  "NetworkProps.logKey": ["logKey.region", (stack) => made.network(stack, { logKey: otherKey })],
  "NotificationTopic.topicArn": [
    "notifications.topicArn",
    (stack) => made.pipeline(stack, [], { notifications: { topicArn: elsewhere("sns", "a") } }),
  ],
  "OperatorRoleProps.restoreRoleArn": [
    "restoreRoleArn",
    (stack) =>
      new OperatorRole(stack, "operator", {
        name: "shop",
        trustedPrincipalArns: [otherRole],
        logGroupPrefixes: ["/aws/lambda/shop"],
        restoreRoleArn: otherRole,
      }),
  ],
  "PipelineProject.projectArn": [
    "stages.Build.project.projectArn",
    (stack) => made.pipeline(stack, [{ name: "Build", action: { type: "build", project } }]),
  ],
  "PipelineProps.key": ["key.region", withOtherKey["PipelineProps"]!],
  "QueueProps.key": ["key.region", (stack) => made.queue(stack, { key: otherKey })],
  ...ARNS_BY_AREA,
  "RestoreTestingProps.vaultArns": [
    "vaultArns",
    (stack) =>
      new RestoreTesting(stack, "testing", {
        name: "shop",
        schedule: "cron(0 5 ? * SUN *)",
        vaultArns: [elsewhere("backup", "backup-vault:shop")],
        resourceTypes: ["Aurora"],
      }),
  ],
  "RouteHandler.invokeArn": [
    "handler.invokeArn",
    (stack) => {
      const invokeArn = `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/a/invocations`;
      made.api(stack, { handler: { functionName: "a", aliasName: "live", invokeArn, timeoutSeconds: 20 } });
    },
  ],
  "S3Code.codeSigningConfigArn": [
    "codeSigningConfigArn",
    (stack) =>
      new ZipFunction(stack, "fn", {
        name: "shop",
        handler: "a.b",
        runtime: "nodejs22.x",
        logKey: { ...otherKey, region: "us-east-1" },
        code: {
          s3: {
            bucketName: "a-code",
            key: "a.zip",
            codeSigningConfigArn: elsewhere("lambda", "code-signing-config:csc-0123456789abcdef0"),
          },
        },
      }),
  ],
  "ExistingTableSettings.streamArn": [
    "streamArn",
    (stack) => {
      const streamArn = elsewhere("dynamodb", "table/shop/stream/1");
      Table.fromArn(stack, "table", `arn:aws:dynamodb:us-east-1:${account}:table/shop`, { streamArn });
    },
  ],
  "ScheduleProps.key": ["key.region", (stack) => made.schedule(stack, { key: otherKey })],
  "ScheduleTarget.aliasArn": [
    "target.aliasArn",
    (stack) =>
      made.schedule(stack, { target: { aliasArn: elsewhere("lambda", "function:a:live"), grantInvoke: grantNothing } }),
  ],
  "ServerlessCacheProps.dataKey": ["dataKey.region", (stack) => made.cache(stack, { dataKey: otherKey })],
  "ServiceRoleProps.managedPolicyArns": [
    "managedPolicyArns.extra",
    (stack) =>
      new ServiceRole(stack, "role", {
        name: "shop",
        description: "A",
        service: "lambda.amazonaws.com",
        managedPolicyArns: { extra: "arn:aws:iam::999999999999:policy/extra" },
      }),
  ],
  "StateMachineProps.logKey": ["logKey.region", withOtherKey["StateMachineProps"]!],
  "TableProps.key": ["key.region", withOtherKey["TableProps"]!],
  "RegionalWebAclProps.logKey": ["logKey.region", withOtherKey["RegionalWebAclProps"]!],
  "EventBusProps.key": ["key.region", (stack) => new EventBus(stack, "events", { name: "shop", key: otherKey })],
  "TopicProps.key": ["key.region", (stack) => new Topic(stack, "topic", { name: "shop", key: otherKey })],
  "TargetFunction.aliasArn": [
    "invoke.aliasArn",
    (stack) =>
      eventRule(stack).invoke(
        { node: { id: "a" }, functionName: "a", aliasName: "live", aliasArn: elsewhere("lambda", "function:a:live") },
        { deadLetterQueue: "none" },
      ),
  ],
  "TargetStateMachine.stateMachineArn": [
    "start",
    (stack) => {
      const stateMachineArn = elsewhere("states", "stateMachine:a");
      eventRule(stack).start(
        { node: { id: "a" }, stateMachineArn, grantStart: grantNothing },
        { deadLetterQueue: "none" },
      );
    },
  ],
  "TargetTopic.topicArn": [
    "publishTo.topicArn",
    (stack) =>
      eventRule(stack).publishTo(Topic.fromArn(stack, "a", elsewhere("sns", "a")), { deadLetterQueue: "none" }),
  ],
  "UndeliveredQueue.queueArn": [
    "deadLetterQueue.queueArn",
    (stack) => made.schedule(stack, { deadLetterQueue: failures }),
  ],
  "UnstartedQueue.queueArn": [
    "deadLetterQueue.queueArn",
    (stack) =>
      new ScheduledTask(stack, "task", {
        ...made.task(stack),
        expression: "rate(1 day)",
        deadLetterQueue: failures,
      }),
  ],
  "WebAclProps.logKey": [
    "logKey.region",
    (stack) =>
      new WebAcl(stack, "web-acl", {
        name: "shop",
        regional: stack.providerIn("us-east-1"),
        logKey: keyOfWebAcl,
        requestsPerFiveMinutes: 100,
      }),
  ],
};

/** Members of all interfaces in modules that take an ARN, a key or a certificate. */
function membersWithArns(): string[] {
  const folder = path.resolve(__dirname, "../../modules");
  const files = fs.readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  return files.flatMap((file) => membersIn(fs.readFileSync(path.join(folder, file), "utf8"))).sort();
}

function membersIn(text: string): string[] {
  const { statements } = ts.createSourceFile("props.ts", text, ts.ScriptTarget.ES2022, true);
  return statements.filter(ts.isInterfaceDeclaration).flatMap(({ name, members }) =>
    members
      .filter(ts.isPropertySignature)
      .filter(
        (member) =>
          /(?:[aA]rns?|copyTo)$/.test(member.name.getText()) ||
          /\b(?:Key|Certificate)Reference\b/.test(member.type?.getText() ?? ""),
      )
      .map((member) => `${name.text}.${member.name.getText()}`),
  );
}

test("every member with an ARN is compared with the region of its construct, or there is a reason why not", () => {
  expect(Object.keys({ ...COMPARED, ...NOT_COMPARED }).sort()).toEqual(membersWithArns());
});

test("a member with an ARN is found by its name or type", () => {
  const text = "interface A {\n  readonly b: KeyReference;\n  readonly topicArn?: string;\n  readonly name: string;\n}";
  expect(membersIn(text)).toEqual(["A.b", "A.topicArn"]);
});

test.each(Object.entries(COMPARED))("%s of another region or account is refused", (_name, [property, define]) => {
  expect(() => synthesizeStack(define)).toThrow(`: ${property}: got "`);
});

test("an existing role of another account is refused", () => {
  expect(() => synthesizeStack((stack) => ServiceRole.fromArn(stack, "role", otherRole))).toThrow(
    `test/role: roleArn: got "${otherRole}"; allowed: the ARN of an IAM role of account`,
  );
});

test("a key of another region cannot encrypt the environment of a function", () => {
  expect(() => synthesizeStack((stack: made.Stack) => made.lambda(stack).encryptEnvironment(otherKey))).toThrow(
    'encryptEnvironment.region: got "eu-west-1"; allowed: us-east-1; pass one of this region.',
  );
});

test("a resource of the same stack in another region is refused, although its ARN is unknown until plan", () => {
  const define = (stack: made.Stack): void => {
    const key = { ...otherKey, region: "eu-west-1" } as KeyReference;
    const queue = new Queue(stack, "orders", { name: "shop", key, regional: stack.providerIn("eu-west-1") });
    made.lambda(stack).consumeFrom(queue, { batchSize: 1, maxConcurrency: 2 });
  };
  expect(() => synthesizeStack(define)).toThrow('consumeFrom.region: got "eu-west-1"; allowed: us-east-1');
});

test("an ARN or a region that is unknown until plan is accepted", () => {
  const rule = arn(
    { of: "a queue", service: "sqs", resource: /a/, region: "us-east-1", accounts: [account] },
    "pass one",
  );
  expect(rule(`arn:aws:sqs:us-east-1:${account}:a`)).toEqual([]);
  expect(rule(`arn:aws:sqs:us-east-2:${account}:a`)).toHaveLength(1);
  synthesizeStack((stack: made.Stack) => {
    const { stringValue } = new TerraformVariable(stack, "variable", { type: "string" });
    const anywhere = { of: "a queue", service: "sqs", resource: /a/, region: stringValue, accounts: [stringValue] };
    expect(arn(anywhere, "pass one")(`arn:aws-cn:sqs:cn-north-1:${account}:a`)).toEqual([]);
    const key = { ...otherKey, region: "us-east-1" } as KeyReference<"us-east-1">;
    const queue = Queue.fromArn(stack, "orders", stringValue, { key });
    made.lambda(stack).consumeFrom(queue, { batchSize: 1, maxConcurrency: 2 });
  });
});

test.each(["arn:aws:s3:::files", "arn:aws:rds:*:*:cluster:shop-*", `arn:aws:rds:us-east-1:${account}:cluster:shop`])(
  "a backup plan selects %s",
  (selected) => {
    expect(() => synthesizeStack((stack: made.Stack) => plan(stack, [selected]))).not.toThrow();
  },
);

test.each(["*", "shop", "arn:aws:rds", "arn:other:rds:us-east-1:1:a"])("a backup plan refuses %s", (selected) => {
  expect(() => synthesizeStack((stack: made.Stack) => plan(stack, [selected]))).toThrow(
    `selection.arns: got "${selected}"`,
  );
});

test("the key and the bucket of a state are of one region and partition", () => {
  const stackWith = (kmsKeyId: string, region: "us-east-1" | "cn-north-1") => () =>
    new AwsStack(new App(), "test", {
      account,
      region: "us-east-1",
      tags: { Environment: "dev", Project: "a", Owner: "b" },
      state: { bucket: "states", region, kmsKeyId },
    });
  expect(stackWith(elsewhere("kms", "key/1"), "us-east-1")).toThrow(
    /state.kmsKeyId: .*the alias or the ARN of a KMS key in us-east-1/,
  );
  expect(stackWith("alias/states", "cn-north-1")).toThrow(
    /state.region: got "cn-north-1"; allowed: a region of aws, the/,
  );
  expect(stackWith("alias/states", "us-east-1")).not.toThrow();
});
