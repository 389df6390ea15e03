import type { Signal } from "../core";

/** Signals of failed jobs. AWS Backup publishes them in the vault's region, as sums of failed jobs. */
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
      id: `${id}-copy-failed`,
      metricName: "NumberOfCopyJobsFailed",
      label: "Failed copies",
      why: "A copy between regions failed: the other region lacks a recovery point. Check the key and vault there.",
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
