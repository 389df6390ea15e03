/** What decides how much data a backup rule can lose. All times in minutes. */
export interface RecoveryPointProps {
  /** Longest time between two scheduled backups. */
  readonly periodMinutes: number;
  /** How late a backup may start. */
  readonly startWindowMinutes: number;
  /** How long a started backup may take. */
  readonly completionWindowMinutes: number;
  /** Whether the transaction log is backed up between the snapshots. */
  readonly continuous: boolean;
  /** Time to copy a recovery point to another region, from measurement: AWS promises none. @default the source region is asked for */
  readonly copyMinutes?: number;
}

/** How far a continuous backup lags behind the database: "the last five minutes" of RDS, Aurora and DynamoDB. S3 takes 15. */
const CONTINUOUS_LAG_MINUTES = 5;

/**
 * The worst-case recovery point in minutes: how old the newest usable data can be at the moment of the loss.
 *
 * A snapshot shows the data of the moment it starts. Just before the next one is usable, the newest usable one is a period plus
 * the next one's whole delay old: the time it may start late, run, and be copied. Continuous backup only helps in its own region: what
 * is copied to another region is a snapshot, so there the arithmetic of snapshots holds.
 *
 * @example hourly snapshots, one hour to start, three to finish: 60 + 60 + 180 = 300 minutes, not 60.
 */
export function recoveryPoint(props: RecoveryPointProps): number {
  const { periodMinutes, startWindowMinutes, completionWindowMinutes, continuous, copyMinutes } = props;
  if (continuous && copyMinutes === undefined) return CONTINUOUS_LAG_MINUTES;
  return periodMinutes + startWindowMinutes + completionWindowMinutes + (copyMinutes ?? 0);
}
