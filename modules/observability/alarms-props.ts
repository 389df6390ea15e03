import type { Signal } from "../core";

export interface AlarmsProps {
  /** Prefix of the alarm names `<name>-<signal id>`: at most 255 printable ASCII characters together. */
  readonly name: string;
  /** ARN of the topic that is notified when an alarm begins and ends. */
  readonly topicArn: string;
  /** Signals of the modules; each becomes one alarm. */
  readonly signals: readonly Signal[];
  /** Thresholds by signal id, in the unit of the metric. @default the threshold of each signal */
  readonly thresholds?: Readonly<Record<string, number>>;
}

export const ALARMS_DEFAULTS = { thresholds: {} } as const;
