import type { Signal } from "../core";

/**
 * Signals of failed and expired jobs, published in the vault's region. Copies into the vault are signals of the plans
 * that copy: AWS Backup publishes them in the region of the plan.
 */
export function backupVaultSignals(id: string, vaultName: string): readonly Signal[] {
  const failure = {
    namespace: "AWS/Backup",
    dimensions: { BackupVaultName: vaultName },
    statistic: "Sum",
    threshold: 1,
    comparison: "at-or-above",
    periodSeconds: 3600,
    evaluationPeriods: 1,
    missingData: "notBreaching",
  } as const;
  return [
    {
      ...failure,
      id: `${id}-backup-failed`,
      metricName: "NumberOfBackupJobsFailed",
      label: "Failed backups",
      why: "A backup job failed: the newest recovery point is older than the plan promises. Read the job's message in AWS Backup.",
    },
    {
      ...failure,
      id: `${id}-backup-expired`,
      metricName: "NumberOfBackupJobsExpired",
      label: "Expired backups",
      why: "A backup job could not start within its window, which does not count as failed: look for a longer job of the same resource.",
    },
    {
      ...failure,
      id: `${id}-restore-failed`,
      metricName: "NumberOfRestoreJobsFailed",
      label: "Failed restores",
      why: "A restore, perhaps a test, failed: treat the backups as missing until the job's message is understood.",
    },
  ];
}
