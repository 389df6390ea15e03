import type { Grantee, RegionalProvider } from "../../core";

/** Function whose alias CodeDeploy moves, such as a `NodeFunction`. */
export interface ShiftedFunction {
  /** Name of the function, in the region of the deployment. */
  readonly functionName: string;
  /** Alias that callers invoke. */
  readonly aliasName: string;
  /**
   * Makes Terraform ignore the version of the alias from now on. An alias that Terraform moves leaves CodeDeploy
   * nothing to do.
   * @default the owner of the alias ignores it
   */
  leaveAliasToCodeDeploy?(): void;
}

/** Function that CodeDeploy invokes during a deployment, and that reports `Succeeded` or `Failed` to it. */
export interface HookFunction extends Grantee {
  /** Name of the function. CodeDeploy invokes its unpublished version. */
  readonly functionName: string;
}

/** Functions by the moment at which CodeDeploy invokes them. */
export interface DeploymentHooks {
  /** Runs before the first request reaches the new version: tests it, without traffic of customers. @default none */
  readonly beforeAllowTraffic?: HookFunction;
  /** Runs after all requests reach the new version. @default none */
  readonly afterAllowTraffic?: HookFunction;
}

/** Predefined configurations of CodeDeploy by the way in which they move traffic to a new version. */
export const VERSION_SHIFTS = {
  "all-at-once": "CodeDeployDefault.LambdaAllAtOnce",
  "canary-10-percent-5-minutes": "CodeDeployDefault.LambdaCanary10Percent5Minutes",
  "canary-10-percent-10-minutes": "CodeDeployDefault.LambdaCanary10Percent10Minutes",
  "canary-10-percent-15-minutes": "CodeDeployDefault.LambdaCanary10Percent15Minutes",
  "canary-10-percent-30-minutes": "CodeDeployDefault.LambdaCanary10Percent30Minutes",
  "linear-10-percent-every-1-minute": "CodeDeployDefault.LambdaLinear10PercentEvery1Minute",
  "linear-10-percent-every-2-minutes": "CodeDeployDefault.LambdaLinear10PercentEvery2Minutes",
  "linear-10-percent-every-3-minutes": "CodeDeployDefault.LambdaLinear10PercentEvery3Minutes",
  "linear-10-percent-every-10-minutes": "CodeDeployDefault.LambdaLinear10PercentEvery10Minutes",
} as const;

/** Way in which traffic moves to a new version. */
export type VersionShift = keyof typeof VERSION_SHIFTS;

export interface GradualDeploymentProps {
  /** Physical name of application and deployment group: at most 53 letters, digits, _ and -. Prefix of the role. */
  readonly name: string;
  /** Function that CodeDeploy deploys. */
  readonly function: ShiftedFunction;
  /**
   * Names of alarms that stop a deployment and roll it back: 1 to 10. Alarms on the alias (`Resource` is
   * `<function>:<alias>`) judge the requests of callers; alarms on the function alone also count the hooks.
   */
  readonly alarmNames: readonly string[];
  /**
   * Steps of the traffic. `all-at-once` with a hook before the traffic is a blue/green deployment: the hook, not
   * customers, finds the faults. @default "canary-10-percent-5-minutes"
   */
  readonly shift?: VersionShift;
  /** Functions that test the new version. @default none */
  readonly hooks?: DeploymentHooks;
  /** Region of the function and its provider. @default the stack's */
  readonly regional?: RegionalProvider;
}

export const GRADUAL_DEPLOYMENT_DEFAULTS = {
  shift: "canary-10-percent-5-minutes",
  hooks: {},
} as const satisfies Partial<GradualDeploymentProps>;
