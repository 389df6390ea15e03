import type { Construct } from "constructs";
import {
  AwsStack,
  Validation,
  arn,
  each,
  integer,
  isKnown,
  oneOf,
  physicalName,
  providerOfRegion,
  requireProps,
  satisfying,
  type Rule,
} from "../../core";
import { ROLLING_DEFAULTS, type FargateServiceProps, type ServiceDeployment } from "./fargate-service-props";
import { FARGATE_TASK_PROPS, fargateTaskRules } from "./fargate-task-validation";

const MAX_GRACE_SECONDS = 2_147_483_647;

/**
 * Checks the limits of `RegisterTaskDefinition` and `CreateService`.
 *
 * @throws InputError with every problem of the props.
 */
export function validateFargateService(scope: Construct, id: string, props: FargateServiceProps): void {
  requireProps(scope, id, props, {
    ...FARGATE_TASK_PROPS,
    deployment: "object",
  });
  const { region } = props.regional ?? AwsStack.of(scope);
  const { container, deployment, exec } = props;
  const validation = new Validation(scope, id)
    .props(props, {
      ...fargateTaskRules(region, props),
      desiredTasks: integer(0, 5_000, "choose the number of tasks"),
      healthCheckGraceSeconds: [integer(0, MAX_GRACE_SECONDS, "choose seconds"), onlyWithTarget(deployment)],
      exec: oneOf<string>(["disabled", "enabled"], "choose one"),
      "deployment.controller": oneOf<string>(["rolling", "code-deploy"], "choose one"),
      regional: providerOfRegion(),
    })
    .check(
      exec !== "enabled" || container.rootFileSystem === "writable",
      "exec",
      exec,
      "disabled with a read-only root file system",
      'set container.rootFileSystem to "writable", or leave ECS Exec disabled',
    );
  checkTarget(validation, props, region);
  checkRolling(validation, deployment);
  validation.throwIfInvalid();
}

function onlyWithTarget({ target }: ServiceDeployment): Rule<number> {
  return satisfying(
    () => target !== undefined,
    "nothing for a service without a target",
    "omit it: only the health check of a target group has a grace period",
  );
}

function checkTarget(validation: Validation, { container, deployment }: FargateServiceProps, region: string): void {
  const { controller, target } = deployment;
  validation.check(
    controller !== "code-deploy" || target !== undefined,
    "deployment.target",
    target,
    "target groups, which CodeDeploy requires",
    "pass addBlueGreenTargetGroups of a load balancer",
  );
  if (!target) return;
  const [key, targetGroup] =
    deployment.controller === "code-deploy"
      ? (["blueTargetGroupArn", deployment.target.blueTargetGroupArn] as const)
      : (["targetGroupArn", deployment.target!.targetGroupArn] as const);
  validation
    .apply(`deployment.target.${key}`, targetGroup, targetGroupArn(region))
    .check(
      container.port === target.port,
      "container.port",
      container.port ?? "no port",
      `${target.port}, the port of the target group`,
      "let container and target group use one port",
    );
}

function targetGroupArn(region: string): Rule<string> {
  const resource = /targetgroup\/[\w-]+\/[0-9a-f]+/;
  return arn({ of: "a target group", service: "elasticloadbalancing", resource, region }, "pass one of this region");
}

function checkRolling(validation: Validation, deployment: ServiceDeployment): void {
  if (deployment.controller !== "rolling") return;
  const { minimumHealthyPercent = ROLLING_DEFAULTS.minimumHealthyPercent } = deployment;
  const { maximumPercent = ROLLING_DEFAULTS.maximumPercent, alarmNames } = deployment;
  const leastMaximum = isKnown(minimumHealthyPercent) ? Math.max(101, minimumHealthyPercent + 1) : 101;
  validation
    .apply("deployment.deployedBy", deployment.deployedBy, oneOf<string>(["terraform", "pipeline"], "choose one"))
    .apply(
      "deployment.minimumHealthyPercent",
      minimumHealthyPercent,
      integer(0, 200, "choose the share of tasks that stays"),
    )
    .apply(
      "deployment.maximumPercent",
      maximumPercent,
      // Above 100, because ECS rebalances zones by starting a task before it stops one.
      integer(leastMaximum, 400, "leave room for new tasks beside the old ones"),
    )
    .apply(
      "deployment.alarmNames",
      alarmNames,
      satisfying<readonly string[]>(({ length }) => length > 0, "at least one name", "omit it if there are no alarms"),
      each(physicalName("alarm name", "alarmNames")),
    );
}
