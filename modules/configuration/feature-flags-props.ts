import type { KeyReference, RegionalProvider } from "../core";

/** One feature flag with its first value. */
export interface FeatureFlag {
  /** Effect of the flag, shown to those who switch it. At most 1024 characters. */
  readonly description: string;
  /** Value of the first deployment, and of every deployment after a change of the definitions. */
  readonly enabled: boolean;
  /** Values that functions read together with the flag, by name. AppConfig keeps their types. @default none */
  readonly attributes?: Readonly<Record<string, string | number | boolean>>;
}

/** Flags by name: a lower-case letter, then lower-case letters, digits, _ and -. */
export type Flags = Readonly<Record<string, FeatureFlag>>;

/** Deployment strategies of AppConfig itself, by the way in which readers receive new values. */
export const ROLL_OUTS = {
  "all-at-once": "AppConfig.AllAtOnce",
  "canary-10-percent-20-minutes": "AppConfig.Canary10Percent20Minutes",
  "linear-20-percent-every-6-minutes": "AppConfig.Linear20PercentEvery6Minutes",
  "linear-50-percent-every-30-seconds": "AppConfig.Linear50PercentEvery30Seconds",
} as const;

/** Way in which readers receive new values. */
export type RollOut = keyof typeof ROLL_OUTS;

export interface FeatureFlagsProps {
  /** Physical name of the application and prefix of its role: at most 52 letters, digits and `+=,.@_-`. */
  readonly name: string;
  /** Name of the environment whose readers receive the flags: 1 to 64 characters. */
  readonly environmentName: string;
  /**
   * Flags by the name of their configuration profile, which readers ask for. An environment accepts one deployment at
   * a time, so profiles are deployed in this order.
   */
  readonly profiles: Readonly<Record<string, Flags>>;
  /**
   * ARNs of CloudWatch alarms in the region of the flags that roll a deployment back: 1 to 5, or `none`. Terraform does
   * not see a rollback.
   */
  readonly rollbackAlarmArns: readonly string[] | "none";
  /** Key of the flags' region that encrypts them. */
  readonly key: KeyReference;
  /** Steps of a deployment. @default "canary-10-percent-20-minutes" */
  readonly rollOut?: RollOut;
  /** Region of the flags and its provider. @default the stack's */
  readonly regional?: RegionalProvider;
}

export const FEATURE_FLAGS_DEFAULTS = { rollOut: "canary-10-percent-20-minutes" } as const;
