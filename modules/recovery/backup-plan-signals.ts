import { isKnown, withDefaults, type Signal } from "../core";
import { BACKUP_RULE_DEFAULTS, type BackupRule } from "./backup-rule";
import { longestGapMinutes } from "./schedule";

const HOUR_MINUTES = 60;
const HOUR_SECONDS = 3_600;
/** Hours that one alarm can evaluate: seven days (`PutMetricAlarm`). */
const MAX_HOURS = 168;
/** Hours that a copy between regions may take before it counts as missing. */
const COPY_HOURS = 1;

/**
 * Signals of missing backups, and of failed and missing copies to each destination vault.
 *
 * AWS Backup publishes job counts only when they are not zero, so that a job that never runs has no metric: only a
 * missing completed job tells. Copy jobs are counted under the name of the destination vault, in the plan's region.
 * Schedules with gaps of seven days or more exceed what an alarm can evaluate and have no `missing` signals.
 */
export function backupPlanSignals(id: string, vaultName: string, rules: readonly BackupRule[]): readonly Signal[] {
  const destinations = new Set(rules.map(({ copyTo }) => copyTo).filter((arn) => arn !== undefined && isKnown(arn)));
  return [
    ...missing(`${id}-backup-missing`, "NumberOfBackupJobsCompleted", vaultName, hoursBetween(rules), {
      label: "Completed backups",
      why: "No backup completed for longer than the schedule allows. Check the opt-in of the resource type, the tag and the role of the plan.",
    }),
    ...[...destinations].flatMap((arn) =>
      copySignals(
        id,
        arn!,
        rules.filter(({ copyTo }) => copyTo === arn),
      ),
    ),
  ];
}

function copySignals(id: string, destinationArn: string, rules: readonly BackupRule[]): Signal[] {
  const [, , , region, , , vaultName] = destinationArn.split(":");
  const hours = hoursBetween(rules) + COPY_HOURS;
  return [
    {
      ...jobs("NumberOfCopyJobsFailed", vaultName!),
      id: `${id}-copy-failed-${region}`,
      label: "Failed copies",
      why: `A copy to ${region} failed: that region lacks a recovery point. Check the key and the vault there.`,
      threshold: 1,
      comparison: "at-or-above",
      evaluationPeriods: 1,
      missingData: "notBreaching",
    },
    ...missing(`${id}-copy-missing-${region}`, "NumberOfCopyJobsCompleted", vaultName!, hours, {
      label: "Completed copies",
      why: `No copy to ${region} completed for longer than the schedule allows: a loss of the region would lose more data than planned.`,
    }),
  ];
}

function missing(
  id: string,
  metricName: string,
  vaultName: string,
  hours: number,
  text: { readonly label: string; readonly why: string },
): Signal[] {
  if (hours > MAX_HOURS) return [];
  const silence = { threshold: 1, comparison: "below", evaluationPeriods: hours, missingData: "breaching" } as const;
  return [{ ...jobs(metricName, vaultName), ...text, ...silence, id }];
}

function jobs(metricName: string, BackupVaultName: string) {
  const dimensions = { BackupVaultName };
  return { namespace: "AWS/Backup", metricName, dimensions, statistic: "Sum", periodSeconds: HOUR_SECONDS } as const;
}

/** Whole hours in which at least one backup of the rules must complete. */
function hoursBetween(rules: readonly BackupRule[]): number {
  const minutes = rules.map((rule) => {
    const { schedule, startWindowMinutes } = withDefaults(rule, BACKUP_RULE_DEFAULTS);
    return longestGapMinutes(schedule) + startWindowMinutes;
  });
  return Math.ceil(Math.min(...minutes) / HOUR_MINUTES);
}
