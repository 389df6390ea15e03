import type { RegionalProvider } from "../core";

/** Alarms by id, such as `Alarms`, or names of alarms that exist already. */
export interface NamedAlarms {
  /** Names by signal id. */
  readonly alarmNames: Readonly<Record<string, string>>;
}

/** Alarm that mutes the composite one, such as that of a maintenance window. */
export interface AlarmSuppressor {
  /** Signal id of the alarm. */
  readonly signalId: string;
  /** Seconds that the composite alarm waits for the suppressor before it notifies. @default 120 */
  readonly waitSeconds?: number;
  /** Seconds that it stays mute after the suppressor has ended. @default 120 */
  readonly extensionSeconds?: number;
}

export interface CompositeAlarmProps {
  /** Physical name: at most 255 printable ASCII characters. Another name replaces the alarm. */
  readonly name: string;
  /** Conclusion for the operator when the alarm fires: 1 to 1024 characters. */
  readonly why: string;
  /** Alarms of the region whose ids the conditions name. */
  readonly alarms: readonly NamedAlarms[];
  /** Signal ids of which one in ALARM suffices: 1 to 100. Either it or `allOf`. @default none */
  readonly anyOf?: readonly string[];
  /** Signal ids that must be in ALARM together: 1 to 100. Either it or `anyOf`. @default none */
  readonly allOf?: readonly string[];
  /** ARN of the topic that is notified when the alarm begins and ends; in the region of the alarms. */
  readonly topicArn: string;
  /** Alarm that mutes this one. @default none */
  readonly suppressor?: AlarmSuppressor;
  /** Region of the alarms and its provider. @default the stack's */
  readonly regional?: RegionalProvider;
}

export const SUPPRESSOR_DEFAULTS = { waitSeconds: 120, extensionSeconds: 120 } as const;

/** Names by signal id of several lists. */
export function namesOf(alarms: readonly NamedAlarms[]): Readonly<Record<string, string>> {
  return Object.assign({}, ...alarms.map(({ alarmNames }) => alarmNames)) as Record<string, string>;
}
