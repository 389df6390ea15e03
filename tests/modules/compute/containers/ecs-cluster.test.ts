import { ECS_CLUSTER_DEFAULTS, EcsCluster, type EcsClusterProps } from "../../../../modules/compute/containers";
import type { AwsStack } from "../../../../modules/core";
import { synthesizeStack } from "../../../../testing";
import { testRole } from "../../../support/synth";

const logKey: EcsClusterProps["logKey"] = {
  keyArn: "arn:aws:kms:us-east-1:111122223333:key/1",
  region: "us-east-1",
  grantUse: (grantee) =>
    grantee.addStatement({ sid: "UseKey", actions: ["kms:Decrypt"], resources: ["arn:aws:kms:us-east-1:1:key/1"] }),
};

const createCluster = (stack: AwsStack, differences: Partial<EcsClusterProps> = {}) =>
  new EcsCluster(stack, "containers", { name: "shop", logKey, ...differences });
const synthesizeCluster = (differences: Partial<EcsClusterProps> = {}) =>
  synthesizeStack((stack) => createCluster(stack, differences));

describe("EcsCluster", () => {
  test("uses Container Insights and logs ECS Exec sessions with the key", () => {
    const stack = synthesizeCluster();
    expect(stack.resource("aws_ecs_cluster")).toMatchObject({
      name: "shop",
      setting: [{ name: "containerInsights", value: "enabled" }],
      configuration: {
        execute_command_configuration: {
          kms_key_id: "arn:aws:kms:us-east-1:111122223333:key/1",
          logging: "OVERRIDE",
          log_configuration: { cloud_watch_encryption_enabled: true },
        },
      },
    });
    expect(stack.resource("aws_cloudwatch_log_group")).toMatchObject({
      name: "/aws/ecs/shop/exec",
      retention_in_days: 365,
      kms_key_id: "arn:aws:kms:us-east-1:111122223333:key/1",
    });
    expect(stack.resource("aws_ecs_cluster_capacity_providers")).toMatchObject({ capacity_providers: ["FARGATE"] });
  });

  test("has these defaults, and other values where they are set", () => {
    expect(ECS_CLUSTER_DEFAULTS).toEqual({
      insights: "enabled",
      capacityProviders: ["FARGATE"],
      execLogRetentionDays: 365,
    });
    const stack = synthesizeCluster({
      insights: "enhanced",
      capacityProviders: ["FARGATE", "FARGATE_SPOT"],
      execLogRetentionDays: 30,
    });
    expect(stack.resource("aws_ecs_cluster")).toMatchObject({ setting: [{ value: "enhanced" }] });
    expect(stack.resource("aws_ecs_cluster_capacity_providers")).toMatchObject({
      capacity_providers: ["FARGATE", "FARGATE_SPOT"],
    });
    expect(stack.resource("aws_cloudwatch_log_group")).toMatchObject({ retention_in_days: 30 });
  });

  test("lets a task role open ECS Exec sessions, write their log and use the key", () => {
    const stack = synthesizeStack((scope) => createCluster(scope).grantExec(testRole(scope)));
    expect(stack.statements("role_permissions").map(({ sid }) => sid)).toEqual([
      expect.stringMatching(/^OpenExecChannels/),
      expect.stringMatching(/^FindExecLog/),
      expect.stringMatching(/^WriteExecLog/),
      "UseKey",
    ]);
  });

  test.each<[Partial<EcsClusterProps>, RegExp]>([
    [
      { name: "my shop" },
      /containers: name: got "my shop"; allowed: a cluster name of at most 255 characters: letters, digits, _ and -/,
    ],
    [{ insights: "off" as "enabled" }, /insights: got "off"; allowed: enabled, enhanced/],
    [{ capacityProviders: [] }, /capacityProviders: got \[\]; allowed: FARGATE, FARGATE_SPOT or both/],
    [{ capacityProviders: ["FARGATE", "FARGATE"] }, /capacityProviders: got "FARGATE"; allowed: every value once/],
    [{ capacityProviders: ["my-asg" as "FARGATE"] }, /capacityProviders: got "my-asg"; allowed: FARGATE, FARGATE_SPOT/],
    [{ execLogRetentionDays: 8 as 7 }, /execLogRetentionDays: got 8/],
    [{ logKey: { ...logKey, region: "eu-west-1" } }, /logKey.region: got "eu-west-1"; allowed: us-east-1/],
  ])("refuses %j", (differences, message) => {
    expect(() => synthesizeCluster(differences)).toThrow(message);
  });
});

describe("a cluster that exists already", () => {
  test("has the ARN of the stack's account and region, and the log group of an EcsCluster", () => {
    const stack = synthesizeStack((scope) => {
      const cluster = EcsCluster.fromName(scope, "legacy", "legacy");
      expect(cluster.clusterArn).toBe("arn:aws:ecs:us-east-1:111122223333:cluster/legacy");
      cluster.grantExec(testRole(scope));
    });
    expect(stack.statements("role_permissions")).toHaveLength(3);
    expect(stack.statements("role_permissions")[2]).toMatchObject({
      actions: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
      resources: ["arn:aws:logs:us-east-1:111122223333:log-group:/aws/ecs/legacy/exec:*"],
    });
  });

  test("lets task roles use the key of its sessions", () => {
    const stack = synthesizeStack((scope) =>
      EcsCluster.fromName(scope, "legacy", "legacy", logKey).grantExec(testRole(scope)),
    );
    expect(stack.statements("role_permissions")).toContainEqual(expect.objectContaining({ sid: "UseKey" }));
  });

  test("is refused by a name that no cluster has", () => {
    expect(() => synthesizeStack((scope) => EcsCluster.fromName(scope, "legacy", "a/b"))).toThrow(
      /legacy: clusterName: got "a\/b"; allowed: a cluster name of at most 255 characters: letters, digits, _ and -/,
    );
  });
});
