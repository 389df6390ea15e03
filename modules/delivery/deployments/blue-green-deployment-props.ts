import type { RegionalProvider } from "../../core";

/** Tasks that are deployed: whoever registers their definition passes their roles to ECS. */
export interface DeployedTasks {
  /** Family of the task definitions. */
  readonly taskFamily: string;
  /** ARN of the role of the application. */
  readonly taskRoleArn: string;
  /** ARN of the role that starts tasks. */
  readonly executionRoleArn: string;
}

/** ECS service that CodeDeploy deploys, such as a `FargateService` with the controller `code-deploy`. */
export interface DeployedService extends DeployedTasks {
  /** Name of the cluster of the service. */
  readonly clusterName: string;
  /** Name of the service. */
  readonly serviceName: string;
  /** Controller of its deployments; ECS refuses CodeDeploy for services with another one. */
  readonly controller: string;
}

/** Two target groups and the listeners that both forward to the serving one, such as `BlueGreenTargetGroups`. */
export interface DeploymentTargets {
  /** Name of the group of the first deployment. */
  readonly blueTargetGroupName: string;
  /** Name of the other group. */
  readonly greenTargetGroupName: string;
  /** ARN of the listener of production traffic, in the region of the service. */
  readonly listenerArn: string;
  /** ARN of the listener of tests, in the region of the service. */
  readonly testListenerArn: string;
  /** Value of the dimension `LoadBalancer` of CloudWatch metrics. */
  readonly loadBalancerArnSuffix: string;
}

/** Predefined configurations of CodeDeploy by the way in which they move traffic. */
export const TRAFFIC_SHIFTS = {
  "all-at-once": "CodeDeployDefault.ECSAllAtOnce",
  "canary-10-percent-5-minutes": "CodeDeployDefault.ECSCanary10Percent5Minutes",
  "canary-10-percent-15-minutes": "CodeDeployDefault.ECSCanary10Percent15Minutes",
  "linear-10-percent-every-1-minute": "CodeDeployDefault.ECSLinear10PercentEvery1Minutes",
  "linear-10-percent-every-3-minutes": "CodeDeployDefault.ECSLinear10PercentEvery3Minutes",
} as const;

/** Way in which traffic moves to new tasks. */
export type TrafficShift = keyof typeof TRAFFIC_SHIFTS;

export interface BlueGreenDeploymentProps {
  /** Physical name of application and deployment group: at most 53 letters, digits, _ and -. Prefix of the role. */
  readonly name: string;
  /** Service that CodeDeploy deploys. */
  readonly service: DeployedService;
  /** Target groups of the service. */
  readonly targets: DeploymentTargets;
  /** Names of alarms that stop a deployment and roll it back: 1 to 10. */
  readonly alarmNames: readonly string[];
  /**
   * Steps of the traffic. With `all-at-once` the alarms judge the new tasks after all requests reach them.
   * @default "canary-10-percent-5-minutes"
   */
  readonly shift?: TrafficShift;
  /**
   * Minutes that the old tasks remain after the traffic has moved: 0 to 2880. A rollback within them starts no task;
   * both fleets are billed. @default 15
   */
  readonly terminationWaitMinutes?: number;
  /** Region of the service and its provider. @default the stack's */
  readonly regional?: RegionalProvider;
}

export const BLUE_GREEN_DEPLOYMENT_DEFAULTS = {
  shift: "canary-10-percent-5-minutes",
  terminationWaitMinutes: 15,
} as const satisfies Partial<BlueGreenDeploymentProps>;
