import { App, TerraformOutput, TerraformVariable } from "cdktf";
import { ContainerFunction } from "../../modules/compute/functions";
import { AwsStack, ServiceRole } from "../../modules/core";
import { AuroraCluster } from "../../modules/data/aurora";
import { Table } from "../../modules/data/dynamodb";
import { RdsInstance } from "../../modules/data/rds";
import { ServerlessCache } from "../../modules/data/cache";
import { ImageRepository } from "../../modules/delivery";
import { AlarmTopic, Alarms } from "../../modules/observability";
import { StateMachine } from "../../modules/workflow";
import { synthesizeStack } from "../../testing";
import { testRole } from "../support/synth";
import * as made from "./bad-inputs/constructs";

const STACK = {
  account: "111122223333",
  region: "us-east-1",
  tags: { Environment: "test", Project: "shop", Owner: "tests" },
  state: "local",
} as const;
const peer = { peerName: "app", securityGroupId: "sg-0a1b" };
const dataKey = {
  keyArn: "arn:aws:kms:us-east-1:111122223333:key/1",
  region: "us-east-1",
  grantUse: () => {},
} as const;
const securityGroupId = "sg-0123456789abcdef0";

describe("resources that exist already", () => {
  test("an Aurora cluster lets peers connect and roles read its credentials", () => {
    const credentialsSecretArn = "arn:aws:secretsmanager:us-east-1:111122223333:secret:legacy";
    const stack = synthesizeStack((scope) => {
      const attributes = { securityGroupId, writerEndpoint: "legacy.example.com", credentialsSecretArn, dataKey };
      const cluster = AuroraCluster.fromAttributes(scope, "legacy", attributes);
      expect(cluster).toMatchObject({ writerEndpoint: "legacy.example.com", port: 5432 });
      cluster.allowFrom(peer);
      cluster.grantReadCredentials(testRole(scope));
      AuroraCluster.fromAttributes(scope, "mysql", { ...attributes, port: 3306 }).allowFrom(peer);
    });
    expect(stack.resource("aws_vpc_security_group_ingress_rule", "legacy")).toMatchObject({
      security_group_id: securityGroupId,
      from_port: 5432,
    });
    expect(stack.resource("aws_vpc_security_group_ingress_rule", "mysql")).toMatchObject({ from_port: 3306 });
    expect(stack.statements("role_permissions")[0]).toMatchObject({ resources: [credentialsSecretArn] });
    expect(stack.resources("aws_rds_cluster")).toEqual({});
  });

  test("an RDS instance needs an engine and a port that exist", () => {
    const attributes = {
      securityGroupId,
      engine: "oracle",
      writerEndpoint: "db",
      dataKey,
      resourceId: "db-A",
      port: 0,
    };
    const credentialsSecretArn = "arn:aws:secretsmanager:us-east-1:111122223333:secret:legacy";
    const create = () =>
      synthesizeStack((scope) => {
        RdsInstance.fromAttributes(scope, "legacy", { ...attributes, credentialsSecretArn } as never);
      });
    expect(create).toThrow('engine: got "oracle"; allowed: postgres, mysql; name the engine of the instance');
    expect(create).toThrow("port: got 0; allowed: a whole number from 1 to 65535; pass the port of the database");
  });

  test("an RDS instance lets peers connect, and roles sign in and read its credentials", () => {
    const credentialsSecretArn = "arn:aws:secretsmanager:us-east-1:111122223333:secret:legacy";
    const stack = synthesizeStack((scope) => {
      const resourceId = "db-ABCDEFGHIJKL";
      const settings = { securityGroupId, engine: "mysql", writerEndpoint: "legacy.example.com", dataKey } as const;
      const instance = RdsInstance.fromAttributes(scope, "legacy", { ...settings, credentialsSecretArn, resourceId });
      expect(instance).toMatchObject({ writerEndpoint: "legacy.example.com", port: 3306, credentialsSecretArn });
      instance.allowFrom(peer);
      instance.grantConnect(testRole(scope), "app");
      instance.grantReadCredentials(ServiceRole.fromArn(scope, "reader", "arn:aws:iam::111122223333:role/reader"));
      RdsInstance.fromAttributes(scope, "other", {
        ...settings,
        credentialsSecretArn,
        resourceId,
        port: 3307,
      }).allowFrom(peer);
    });
    expect(stack.resource("aws_vpc_security_group_ingress_rule", "legacy")).toMatchObject({ from_port: 3306 });
    expect(stack.resource("aws_vpc_security_group_ingress_rule", "other")).toMatchObject({ from_port: 3307 });
    expect(stack.statements("role_permissions")).toMatchObject([
      {
        sid: "ConnectLegacy",
        actions: ["rds-db:connect"],
        resources: ["arn:aws:rds-db:us-east-1:111122223333:dbuser:db-ABCDEFGHIJKL/app"],
      },
    ]);
    expect(stack.statements("reader_permissions")[0]).toMatchObject({ resources: [credentialsSecretArn] });
  });

  test("a cache lets peers connect and roles authenticate", () => {
    const cacheArn = "arn:aws:elasticache:us-east-1:111122223333:serverlesscache:legacy";
    const userArn = "arn:aws:elasticache:us-east-1:111122223333:user:legacy";
    const stack = synthesizeStack((scope) => {
      const attributes = { securityGroupId, endpointAddress: "legacy.example.com", cacheArn, userArn };
      const cache = ServerlessCache.fromAttributes(scope, "legacy", attributes);
      cache.allowFrom(peer);
      cache.grantConnect(testRole(scope));
    });
    expect(stack.resource("aws_vpc_security_group_ingress_rule")).toMatchObject({ from_port: 6379 });
    expect(stack.statements("role_permissions")).toEqual([
      { sid: "ConnectLegacy", effect: "Allow", actions: ["elasticache:Connect"], resources: [cacheArn, userArn] },
    ]);
  });

  test("a table grants items, an index and the stream, with and without a key", () => {
    const tableArn = "arn:aws:dynamodb:us-east-1:111122223333:table/legacy";
    const streamArn = `${tableArn}/stream/2026-11-30T00:00:00.000`;
    const stack = synthesizeStack((scope) => {
      const role = testRole(scope);
      const table = Table.fromArn(scope, "legacy", tableArn, { key: dataKey, streamArn });
      expect(table).toMatchObject({ tableName: "legacy", tableArn, streamArn });
      table.grantReadIndex(role, "by-date");
      table.grantReadStream(role);
      const unknown = new TerraformVariable(scope, "arn", { type: "string" }).stringValue;
      const { tableName } = Table.fromArn(scope, "unknown", unknown);
      new TerraformOutput(scope, "name", { value: tableName });
      Table.fromArn(scope, "plain", tableArn).grantActions(role, ["GetItem"]);
    });
    expect(stack.statements("role_permissions").map(({ sid, resources }) => [sid, resources])).toEqual([
      ["ReadByDateOfLegacy", [`${tableArn}/index/by-date`]],
      ["DecryptLegacy", [dataKey.keyArn]],
      ["ReadStreamOfLegacy", [streamArn]],
      ["ListStreams", ["*"]],
      ["GetItemPlain", [tableArn]],
    ]);
    expect(stack.config.output?.["name"]?.["value"]).toBe('${element(split("/", var.arn), 1)}');
    const create = (arn: string, settings = {}) => synthesizeStack((scope) => Table.fromArn(scope, "a", arn, settings));
    expect(() => create("arn:aws:s3:::legacy")).toThrow(
      /test\/a: tableArn: got .*; allowed: the ARN of a DynamoDB table/,
    );
    expect(() => create(tableArn, { streamArn: tableArn })).toThrow(
      /streamArn: got .*; allowed: a stream of the table/,
    );
    const grantUnnamed = () =>
      synthesizeStack((scope) => Table.fromArn(scope, "a", tableArn).grantReadIndex(testRole(scope), "a/b"));
    expect(grantUnnamed).toThrow(/indexName: got "a\/b"; allowed: the name of an index/);
  });

  test("a state machine can be started", () => {
    const stateMachineArn = "arn:aws:states:us-east-1:111122223333:stateMachine:legacy";
    const stack = synthesizeStack((scope) => {
      const machine = StateMachine.fromArn(scope, "legacy", stateMachineArn);
      expect(machine).toMatchObject({ stateMachineArn, type: "STANDARD" });
      expect(StateMachine.fromArn(scope, "express", stateMachineArn, { type: "EXPRESS" }).type).toBe("EXPRESS");
      machine.grantStart(testRole(scope));
    });
    expect(stack.statements("role_permissions")).toEqual([
      { sid: "StartLegacy", effect: "Allow", actions: ["states:StartExecution"], resources: [stateMachineArn] },
    ]);
    const create = (arn: string, settings = {}) =>
      synthesizeStack((scope) => StateMachine.fromArn(scope, "a", arn, settings));
    expect(() => create("legacy")).toThrow(
      /test\/a: stateMachineArn: got "legacy"; allowed: the ARN of a state machine/,
    );
    expect(() => create(stateMachineArn, { type: "FAST" })).toThrow(/type: got "FAST"; allowed: STANDARD, EXPRESS/);
  });

  test("a function can be invoked by its alias, known or not", () => {
    const aliasArn = "arn:aws:lambda:us-east-1:111122223333:function:legacy:live";
    const stack = synthesizeStack((scope) => {
      const fn = ContainerFunction.fromAliasArn(scope, "legacy", aliasArn);
      expect(fn).toMatchObject({ functionName: "legacy", aliasName: "live", timeoutSeconds: 30 });
      expect(fn.invokeArn).toBe(
        `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${aliasArn}/invocations`,
      );
      fn.grantInvoke(testRole(scope));
      const unknown = new TerraformVariable(scope, "arn", { type: "string" }).stringValue;
      const { functionName } = ContainerFunction.fromAliasArn(scope, "unknown", unknown, 10);
      new TerraformOutput(scope, "name", { value: functionName });
    });
    expect(stack.statements("role_permissions")).toEqual([expect.objectContaining({ resources: [aliasArn] })]);
    expect(stack.config.output?.["name"]?.["value"]).toBe('${element(split(":", var.arn), 6)}');
    const noAlias = "arn:aws:lambda:us-east-1:111122223333:function:legacy";
    expect(() => synthesizeStack((scope) => ContainerFunction.fromAliasArn(scope, "legacy", noAlias))).toThrow(
      /test\/legacy: aliasArn: got .*; allowed: the ARN of a function's alias/,
    );
  });

  test("images of a repository can be pulled and pushed", () => {
    const repositoryArn = "arn:aws:ecr:us-east-1:111122223333:repository/legacy";
    const stack = synthesizeStack((scope) =>
      ImageRepository.fromArn(scope, "legacy", repositoryArn).grantPush(testRole(scope)),
    );
    expect(stack.statements("role_permissions").map(({ sid }) => sid)).toEqual([
      "LoginToRegistry",
      "PullLegacy",
      "PushLegacy",
    ]);
    const url = "111122223333.dkr.ecr.us-east-1.amazonaws.com/legacy";
    expect(() => synthesizeStack((scope) => ImageRepository.fromArn(scope, "legacy", url))).toThrow(
      /test\/legacy: repositoryArn: got .*; allowed: the ARN of an ECR repository/,
    );
  });

  test("alarms notify a topic of their own region", () => {
    const [topicArn, elsewhere] = ["us-east-1", "eu-west-1"].map(
      (region) => `arn:aws:sns:${region}:111122223333:legacy`,
    );
    const { signals } = made.queue(new AwsStack(new App(), "other", STACK));
    const notifying = (arn: string) => () =>
      synthesizeStack((scope) => {
        const topic = AlarmTopic.fromArn(scope, "legacy", arn);
        new Alarms(scope, "alarms", { name: "shop", signals, topicArn: topic.topicArn });
      });
    expect(notifying(topicArn!)().resource("aws_cloudwatch_metric_alarm", "age")).toMatchObject({
      alarm_actions: [topicArn],
    });
    expect(notifying(elsewhere!)).toThrow(
      /test\/alarms: topicArn: got .*eu-west-1.*; allowed: the ARN of an SNS topic in us-east-1/,
    );
    expect(notifying("legacy")).toThrow(/test\/legacy: topicArn: got "legacy"; allowed: the ARN of an SNS topic; pass/);
  });
});
