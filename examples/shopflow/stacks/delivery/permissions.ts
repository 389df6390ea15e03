import type { AwsStack, Grantee } from "groundplan/core";
import type { DeployedTasks } from "groundplan/delivery";
import type { Environment } from "../../environments";
import { names } from "../names";

/** Tasks of a service, by the names that `FargateService` gives their roles. */
export function tasksOf({ account, partition }: AwsStack, taskFamily: string): DeployedTasks {
  const role = `arn:${partition}:iam::${account}:role/${taskFamily}`;
  return { taskFamily, taskRoleArn: `${role}-task`, executionRoleArn: `${role}-execution` };
}

/** Allows a build to read the templates of one environment, to register revisions, and to run a task of the worker. */
export function allowPreparation(stack: AwsStack, environment: Environment, build: Grantee): void {
  const { account, partition, region } = stack;
  const ecs = `arn:${partition}:ecs:${region}:${account}`;
  const { taskFamily, taskRoleArn, executionRoleArn } = tasksOf(stack, names.worker(environment));
  const cluster = names.cluster(environment);
  const revisions = `${ecs}:task-definition/${taskFamily}:*`;
  build.addStatement({
    sid: "ReadTemplates",
    actions: ["ssm:GetParameter"],
    resources: [`arn:${partition}:ssm:${region}:${account}:parameter${names.deployment(environment)}/*`],
  });
  build.addStatement({
    sid: "DescribeTemplates",
    actions: ["ecs:DescribeTaskDefinition"],
    resources: ["*"],
    unscopedBecause: "ECS describes task definitions of the whole account only",
  });
  build.addStatement({ sid: "RegisterRevisions", actions: ["ecs:RegisterTaskDefinition"], resources: [revisions] });
  build.addStatement({
    sid: "Migrate",
    actions: ["ecs:RunTask"],
    resources: [revisions],
    conditions: [{ test: "ArnEquals", variable: "ecs:cluster", values: [`${ecs}:cluster/${cluster}`] }],
  });
  build.addStatement({
    sid: "FollowMigration",
    actions: ["ecs:DescribeTasks"],
    resources: [`${ecs}:task/${cluster}/*`],
  });
  build.addStatement({
    sid: "PassRolesOfWorker",
    actions: ["iam:PassRole"],
    resources: [executionRoleArn, taskRoleArn],
    conditions: [{ test: "StringEquals", variable: "iam:PassedToService", values: ["ecs-tasks.amazonaws.com"] }],
  });
}

/** Allows a build to update the worker of one environment. */
export function allowWorkerDeployment(stack: AwsStack, environment: Environment, build: Grantee): void {
  const { account, partition, region } = stack;
  const service = `service/${names.cluster(environment)}/${names.worker(environment)}`;
  build.addStatement({
    sid: "UpdateWorker",
    actions: ["ecs:DescribeServices", "ecs:UpdateService"],
    resources: [`arn:${partition}:ecs:${region}:${account}:${service}`],
  });
}
