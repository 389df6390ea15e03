import type { IConstruct } from "constructs";
import type { Peer, RegionalProvider } from "../../core";
import type { FargateTaskSettings } from "./fargate-task-props";

/** A target group that the tasks of a service register in, such as one of an `ApplicationLoadBalancer`. */
export interface ServiceTarget extends IConstruct {
  readonly targetGroupArn: string;
  /** Port of the targets, that of the container. */
  readonly port: number;
  /** Peer from which the requests come. */
  readonly loadBalancer: Peer;
}

/** Two target groups and two listeners, between which CodeDeploy moves the traffic. */
export interface BlueGreenTarget extends IConstruct {
  /** Group of the first deployment. */
  readonly blueTargetGroupArn: string;
  /** Port of the targets, that of the container. */
  readonly port: number;
  /** Peer from which the requests come. */
  readonly loadBalancer: Peer;
}

/** ECS replaces tasks step by step and returns to the old revision if new tasks do not start or an alarm fires. */
export interface RollingDeployment {
  /** Controller of the deployments. */
  readonly controller: "rolling";
  /**
   * `terraform` deploys each new task definition and waits until the service is stable. With `pipeline`, Terraform
   * creates the service with the first task definition and leaves later ones, of which the first is the template, to
   * a pipeline. @default "terraform"
   */
  readonly deployedBy?: "terraform" | "pipeline";
  /** Target group of the tasks. @default none: a worker */
  readonly target?: ServiceTarget;
  /** Share of the desired tasks that stays healthy, in percent: 0 to 200. @default 100 */
  readonly minimumHealthyPercent?: number;
  /** Share of the desired tasks that may run at once, in percent: more than the minimum, up to 400. @default 200 */
  readonly maximumPercent?: number;
  /** Names of alarms that stop and roll back a deployment. @default none: only tasks that do not start do */
  readonly alarmNames?: readonly string[];
}

/**
 * CodeDeploy starts new tasks beside the old ones and moves the traffic. Terraform creates the service with the first
 * task definition, and then leaves task definition, subnets and target group to CodeDeploy.
 */
export interface CodeDeployDeployment {
  /** Controller of the deployments. */
  readonly controller: "code-deploy";
  /** Target groups of the tasks, such as `BlueGreenTargetGroups`. */
  readonly target: BlueGreenTarget;
}

/** Controller of deployments, with the arguments that ECS accepts for it. */
export type ServiceDeployment = RollingDeployment | CodeDeployDeployment;

export interface FargateServiceProps extends FargateTaskSettings {
  /** Controller of deployments and targets of the tasks. */
  readonly deployment: ServiceDeployment;
  /** Number of tasks: 0 to 5000. With a `ServiceScaling` the number at creation only. @default 2 */
  readonly desiredTasks?: number;
  /**
   * Seconds after the start of a task in which failed health checks of the target group do not stop it: 0 to
   * 2147483647. Only with a target. @default 60
   */
  readonly healthCheckGraceSeconds?: number;
  /**
   * ECS Exec: sessions in running containers, logged by the cluster. Requires a writable root file system.
   * @default "disabled"
   */
  readonly exec?: "disabled" | "enabled";
  /** Region of the service and its provider. @default the stack's */
  readonly regional?: RegionalProvider;
}

export const FARGATE_SERVICE_DEFAULTS = {
  desiredTasks: 2,
  exec: "disabled",
} as const satisfies Partial<FargateServiceProps>;

export const ROLLING_DEFAULTS = {
  deployedBy: "terraform",
  minimumHealthyPercent: 100,
  maximumPercent: 200,
} as const satisfies Partial<RollingDeployment>;

/** Name of the rule that counts failed deployments. */
export const failedDeploymentsRule = (name: string): string => `${name}-failed`;

/** Default of `healthCheckGraceSeconds` for services with a target. */
export const HEALTH_CHECK_GRACE_SECONDS = 60;
