import type { PolicyStatement, StackLocation } from "../core";
import type { BlueGreenDeploymentProps, DeploymentTargets } from "./blue-green-deployment-props";

/** Allows CodeDeploy to replace the tasks of one service and to move the traffic of its listeners. */
export function blueGreenStatements(
  { service, targets }: BlueGreenDeploymentProps,
  { account, region, partition }: StackLocation,
): readonly PolicyStatement[] {
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
    {
      sid: "ReadAlarms",
      actions: ["cloudwatch:DescribeAlarms"],
      resources: [`arn:${partition}:cloudwatch:${region}:${account}:alarm:*`],
    },
    {
      sid: "PassRolesToTasks",
      actions: ["iam:PassRole"],
      resources: [service.executionRoleArn, service.taskRoleArn],
      conditions: [{ test: "StringEquals", variable: "iam:PassedToService", values: ["ecs-tasks.amazonaws.com"] }],
    },
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
