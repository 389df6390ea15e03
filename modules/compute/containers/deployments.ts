import type { EcsServiceConfig } from "@cdktf/provider-aws/lib/ecs-service";
import { withDefaults } from "../../core";
import {
  HEALTH_CHECK_GRACE_SECONDS,
  ROLLING_DEFAULTS,
  type FargateServiceProps,
  type RollingDeployment,
  type ServiceDeployment,
} from "./fargate-service-props";
import { CONTAINER } from "./fargate-task-props";

/** Arguments that AWS refuses to change by `UpdateService` once CodeDeploy deploys. */
const OWNED_BY_CODE_DEPLOY = [
  "task_definition",
  "load_balancer",
  "desired_count",
  "network_configuration",
  "platform_version",
] as const;

/** Arguments of a service whose later values Terraform ignores. */
export function ignoredArguments(deployment: ServiceDeployment): readonly string[] {
  if (deployment.controller === "code-deploy") return OWNED_BY_CODE_DEPLOY;
  return isDeployedByTerraform(deployment) ? [] : ["task_definition"];
}

/** Returns false where another program deploys the revisions of the task definition. */
export function isDeployedByTerraform(deployment: ServiceDeployment): boolean {
  return deployment.controller === "rolling" && withDefaults(deployment, ROLLING_DEFAULTS).deployedBy === "terraform";
}

/** Arguments of a service that follow from its deployment. */
export function deploymentArguments({
  deployment,
  healthCheckGraceSeconds = HEALTH_CHECK_GRACE_SECONDS,
}: FargateServiceProps): Partial<EcsServiceConfig> {
  if (deployment.controller === "rolling") return rollingArguments(deployment, healthCheckGraceSeconds);
  const { blueTargetGroupArn, port } = deployment.target;
  return {
    deploymentController: { type: "CODE_DEPLOY" },
    loadBalancer: [loadBalancerOf(blueTargetGroupArn, port)],
    healthCheckGracePeriodSeconds: healthCheckGraceSeconds,
    availabilityZoneRebalancing: "DISABLED",
    // ECS lists no deployments of CodeDeploy: the provider would wait for them until its timeout.
    waitForSteadyState: false,
  };
}

function rollingArguments(deployment: RollingDeployment, graceSeconds: number): Partial<EcsServiceConfig> {
  const { target, alarmNames, minimumHealthyPercent, maximumPercent } = withDefaults(deployment, ROLLING_DEFAULTS);
  return {
    deploymentController: { type: "ECS" },
    deploymentMinimumHealthyPercent: minimumHealthyPercent,
    deploymentMaximumPercent: maximumPercent,
    deploymentCircuitBreaker: { enable: true, rollback: true },
    alarms: alarmNames && { alarmNames: [...alarmNames], enable: true, rollback: true },
    loadBalancer: target && [loadBalancerOf(target.targetGroupArn, target.port)],
    healthCheckGracePeriodSeconds: target && graceSeconds,
    availabilityZoneRebalancing: "ENABLED",
    waitForSteadyState: true,
  };
}

function loadBalancerOf(targetGroupArn: string, containerPort: number) {
  return { targetGroupArn, containerName: CONTAINER, containerPort };
}
