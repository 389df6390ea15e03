import { sidOf, type PolicyStatement, type StackLocation } from "../../core";
import type { BlueGreenDeploymentProps, DeployedTasks, DeploymentTargets } from "./blue-green-deployment-props";
import { readAlarms } from "./code-deploy-role";
import { startStatements, type Deployments } from "./deployment-start";

/** Allows CodeDeploy to replace the tasks of one service and to move the traffic of its listeners. */
export function blueGreenStatements(
  { service, targets }: BlueGreenDeploymentProps,
  stack: StackLocation,
): readonly PolicyStatement[] {
  const { account, region, partition } = stack;
  const path = `${service.clusterName}/${service.serviceName}`;
  const ecs = `arn:${partition}:ecs:${region}:${account}`;
  const rules = `arn:${partition}:elasticloadbalancing:${region}:${account}:listener-rule/${targets.loadBalancerArnSuffix}/*`;
  return [
    {
      sid: "ReplaceTasks",
      actions: ["ecs:CreateTaskSet", "ecs:DeleteTaskSet", "ecs:DescribeServices", "ecs:UpdateServicePrimaryTaskSet"],
      resources: [`${ecs}:service/${path}`, `${ecs}:task-set/${path}/*`],
    },
    ...trafficStatements(targets, rules),
    readAlarms(stack),
    passRoles("PassRolesToTasks", [service.executionRoleArn, service.taskRoleArn]),
  ];
}

function passRoles(sid: string, resources: readonly string[]): PolicyStatement {
  const conditions = [
    { test: "StringEquals", variable: "iam:PassedToService", values: ["ecs-tasks.amazonaws.com"] },
  ] as const;
  return { sid, actions: ["iam:PassRole"], resources, conditions };
}

/** Allows a pipeline to register a task definition and to deploy it. */
export function deployStatements(
  owner: Deployments,
  { taskFamily, taskRoleArn, executionRoleArn }: DeployedTasks,
  stack: StackLocation,
): readonly PolicyStatement[] {
  const { account, region, partition } = stack;
  return [
    ...startStatements(owner, stack),
    {
      sid: sidOf("RegisterTasksOf", owner),
      actions: ["ecs:RegisterTaskDefinition"],
      resources: [`arn:${partition}:ecs:${region}:${account}:task-definition/${taskFamily}:*`],
    },
    passRoles(sidOf("PassRolesOf", owner), [executionRoleArn, taskRoleArn]),
  ];
}

/** @param rules - ARN pattern of the rules of the load balancer. */
function trafficStatements(targets: DeploymentTargets, rules: string): readonly PolicyStatement[] {
  return [
    {
      sid: "ReadLoadBalancer",
      actions: [
        "elasticloadbalancing:DescribeListeners",
        "elasticloadbalancing:DescribeRules",
        "elasticloadbalancing:DescribeTargetGroups",
        "elasticloadbalancing:DescribeTargetHealth",
      ],
      resources: ["*"],
      unscopedBecause: "Elastic Load Balancing describes resources for whole accounts only",
    },
    {
      sid: "MoveTraffic",
      actions: ["elasticloadbalancing:ModifyListener", "elasticloadbalancing:ModifyRule"],
      resources: [targets.listenerArn, targets.testListenerArn, rules],
    },
  ];
}
