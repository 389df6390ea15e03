/**
 * Limits of AWS Backup lifecycles (`BackupRule`, `Lifecycle`): recovery points are retained for up to 100 years, and
 * for at least 90 days in cold storage, which is billed for 90 days in any case.
 */
export const BACKUP_RETENTION = { maxDays: 36_500, coldStorageDays: 90, maxDaysBeforeColdStorage: 36_410 } as const;
