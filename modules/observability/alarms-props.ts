import type { MathSignal, RegionalProvider, Signal } from "../core";

export interface AlarmsProps {
  /** Prefix of the alarm names `<name>-<signal id>`: at most 255 printable ASCII characters together. */
  readonly name: string;
  /**
   * Provider of another region than the stack's, for signals and topic of that region. @default the stack's region
   */
  readonly regional?: RegionalProvider;
  /** ARN of the topic that is notified when an alarm begins and ends; in the region of the alarms. */
  readonly topicArn: string;
  /** Signals of the modules, and expressions over several metrics; each becomes one alarm. */
  readonly signals: readonly (Signal | MathSignal)[];
  /** Thresholds by signal id, in the unit of the metric. @default the threshold of each signal */
  readonly thresholds?: Readonly<Record<string, number>>;
}

export const ALARMS_DEFAULTS = { thresholds: {} } as const;
