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

/** Lag of a continuous backup: "the last five minutes" of RDS, Aurora and DynamoDB. S3 has 15. */
const CONTINUOUS_LAG_MINUTES = 5;

/**
 * Worst-case recovery point in minutes: the greatest age of the newest usable data at the moment of a loss.
 *
 * A snapshot holds the data of the moment it starts. Just before the next one is usable, the newest usable one is a
 * period plus the whole delay of the next one old: its start window, duration and copy. Continuous backup helps only
 * in its own region: a copy in another region is a snapshot.
 *
 * @example hourly snapshots, one hour to start, three to finish: 60 + 60 + 180 = 300 minutes, not 60.
 */
export function recoveryPoint(props: RecoveryPointProps): number {
  const { periodMinutes, startWindowMinutes, completionWindowMinutes, continuous, copyMinutes } = props;
  if (continuous && copyMinutes === undefined) return CONTINUOUS_LAG_MINUTES;
  return periodMinutes + startWindowMinutes + completionWindowMinutes + (copyMinutes ?? 0);
}
