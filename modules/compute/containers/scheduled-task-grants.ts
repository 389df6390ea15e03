import type { PolicyStatement, StackLocation } from "../../core";
import type { TaskCluster } from "./existing-ecs-cluster";
import type { FargateTask } from "./fargate-task";

/** Allows a schedule to run one revision of a task definition in one cluster, with the roles and tags of the task. */
export function runTaskStatements(
  task: FargateTask,
  { clusterArn, clusterName }: TaskCluster,
  { account, region, partition }: StackLocation,
): readonly PolicyStatement[] {
  return [
    {
      sid: "RunTask",
      actions: ["ecs:RunTask"],
      resources: [task.taskDefinitionArn],
      conditions: [{ test: "ArnEquals", variable: "ecs:cluster", values: [clusterArn] }],
    },
    {
      sid: "TagRuns",
      actions: ["ecs:TagResource"],
      resources: [`arn:${partition}:ecs:${region}:${account}:task/${clusterName}/*`],
      conditions: [{ test: "StringEquals", variable: "ecs:CreateAction", values: ["RunTask"] }],
    },
    {
      sid: "PassRolesToTasks",
      actions: ["iam:PassRole"],
      resources: [task.executionRoleArn, task.taskRoleArn],
      conditions: [{ test: "StringEquals", variable: "iam:PassedToService", values: ["ecs-tasks.amazonaws.com"] }],
    },
  ];
}
