/** Durations of the steps of a recovery in minutes, from the runbook and from restore tests. */
export interface RecoveryTimeProps {
  /** Time until an alarm reports the loss: period times evaluation periods. */
  readonly detectMinutes: number;
  /** Time to decide, and to find and describe the recovery point. */
  readonly decideMinutes: number;
  /** Measured duration of the restore, which grows with the size of the database. */
  readonly restoreMinutes: number;
  /** Duration of everything that is deployed after the restore. */
  readonly deployMinutes: number;
  /** Time to verify the restored system. */
  readonly verifyMinutes: number;
  /** Time until clients reach the restored system, DNS and distribution included. */
  readonly switchMinutes: number;
}

/** Recovery time in minutes: the sum of the steps, which follow one another. */
export function recoveryTime(props: RecoveryTimeProps): number {
  const { detectMinutes, decideMinutes, restoreMinutes, deployMinutes, verifyMinutes, switchMinutes } = props;
  return detectMinutes + decideMinutes + restoreMinutes + deployMinutes + verifyMinutes + switchMinutes;
}
