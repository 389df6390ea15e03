/** Times that decide how much data a backup rule can lose, in minutes. */
export interface RecoveryPointProps {
  /** Longest time between two scheduled backups. */
  readonly periodMinutes: number;
  /** Longest delay of a backup's start. */
  readonly startWindowMinutes: number;
  /** Longest duration of a started backup. */
  readonly completionWindowMinutes: number;
  /** True if the transaction log is backed up between snapshots. */
  readonly continuous: boolean;
  /** Measured time to copy a recovery point to another region; AWS promises none. @default the plan's region */
  readonly copyMinutes?: number;
}

/** Times of a replica that follows its source: of a table, a database or a bucket. */
export interface ReplicationTimes {
  /** Greatest lag in minutes: the threshold of the alarm on it, or the time that AWS promises. */
  readonly lagMinutes: number;
  /** Minutes for which a lag grows before the alarm reports it: period times evaluation periods. 0 for a promise. */
  readonly undetectedMinutes: number;
}

/** Replication time control of S3: AWS promises 15 minutes for 99.9 % of the objects of a month. */
export const REPLICATION_TIME_CONTROL = { lagMinutes: 15, undetectedMinutes: 0 } as const satisfies ReplicationTimes;

/** Lag of a continuous backup: "the last five minutes" of RDS, Aurora and DynamoDB. S3 has 15. */
const CONTINUOUS_LAG_MINUTES = 5;

/**
 * Worst-case recovery point in minutes: the greatest age of the newest usable data at the moment of a loss.
 *
 * A snapshot holds the data of the moment it starts. Just before the next one is usable, the newest usable one is a
 * period plus the whole delay of the next one old: its start window, duration and copy. Continuous backup helps only
 * in its own region: a copy in another region is a snapshot.
 *
 * A replica lacks what its lag holds back. The lag grows by at most a minute in a minute, so that it is the threshold
 * of its alarm and the time until the alarm at worst. Of several replicated parts of a system the greatest counts.
 *
 * @example an alarm above 5 minutes after two periods of 5: 5 + 10 = 15 minutes.
 * @example hourly snapshots, one hour to start, three to finish: 60 + 60 + 180 = 300 minutes, not 60.
 */
export function recoveryPoint(props: RecoveryPointProps | ReplicationTimes): number {
  if ("lagMinutes" in props) return props.lagMinutes + props.undetectedMinutes;
  const { periodMinutes, startWindowMinutes, completionWindowMinutes, continuous, copyMinutes } = props;
  if (continuous && copyMinutes === undefined) return CONTINUOUS_LAG_MINUTES;
  return periodMinutes + startWindowMinutes + completionWindowMinutes + (copyMinutes ?? 0);
}
