import type { Environment } from "../../environments";
import { recoveryPoint, recoveryPoints, recoveryTime, type BackupRule } from "../../modules/recovery";

/** Objectives of the source document, in minutes. */
const DEMANDED = { recoveryPoint: 60, recoveryTime: 240 } as const;

/**
 * Assumed duration of a copy between regions. AWS promises none, and a copy of Aurora is always full: replace it by the
 * duration of the copy jobs of the environment.
 */
const COPY_MINUTES = 60;

/** Minutes of the failover runbook, at the upper end of its ranges. The restore is the longest. */
const FAILOVER = {
  detectMinutes: 10,
  decideMinutes: 35,
  restoreMinutes: 60,
  deployMinutes: 30,
  verifyMinutes: 15,
  switchMinutes: 20,
} as const;

/** Minutes of the section "Restore in the same region". */
const RESTORE = { ...FAILOVER, decideMinutes: 100, switchMinutes: 0 } as const;

/** Markdown page with the recovery objectives that each environment achieves. */
export function objectivesPage(environments: readonly Environment[]): string {
  const protectedOnes = environments.filter(({ standbyFor }) => standbyFor === "none");
  const rows = protectedOnes.flatMap((environment) => rowsOf(environment, environments));
  return `# Recovery objectives

\`npm run objectives -- --update\` writes this page from \`environments/\`. The source document demands an RPO of ${hours(DEMANDED.recoveryPoint)} and an RTO of
${hours(DEMANDED.recoveryTime)}. See [decision 0026](../decisions/0026-recovery-objectives.md) and [decision 0061](../decisions/0061-attested-objectives.md).

| environment | loss of | restored from | RPO, worst case | RTO | restore test |
| --- | --- | --- | --- | --- | --- |
${rows.map((cells) => `| ${cells.join(" | ")} |`).join("\n")}

- RPO of a recovery point: its period, ${RULE.startWindowMinutes} minutes to start and ${RULE.completionWindowMinutes} minutes to complete, and for another region ${COPY_MINUTES} minutes to copy.
- RTO of the database: ${sumOf(RESTORE)}, by the
  section "Restore in the same region" of the [runbook](../runbooks/failover.md).
- RTO of the region: ${sumOf(FAILOVER)}, by the steps of
  the runbook. Without a standby, nothing is prepared in the other region, and no RTO is promised.
- The time of the copy and of the restore are assumptions until you measure them: \`aws backup list-copy-jobs\` and \`aws backup list-restore-jobs\` return
  the durations of weekly restore tests and of each copy. Replace them in \`stacks/recovery/objectives-page.ts\`.
`;
}

const RULE = { startWindowMinutes: 60, completionWindowMinutes: 180 } as const;

function rowsOf(environment: Environment, environments: readonly Environment[]): string[][] {
  const { name, region, recoveryRegion, database, backups } = environment;
  const rules = Object.entries(backups).map(([rule, backup]) => ruleOf(rule, backup, recoveryRegion));
  const continuous = recoveryPoint({ ...RULE, periodMinutes: 0, continuous: true });
  const standby = environments.find(({ standbyFor }) => standbyFor === name);
  const days = `any time of the last ${database.backupRetentionDays} days`;
  return [
    [
      name,
      `the database in ${region}`,
      `continuous backup, ${days}`,
      minutes(continuous),
      minutes(recoveryTime(RESTORE)),
      "none",
    ],
    ...recoveryPoints(rules, COPY_MINUTES).flatMap(({ rule, regionMinutes, otherRegionMinutes }) => [
      [
        name,
        `the database in ${region}`,
        `${rule} recovery point`,
        minutes(regionMinutes),
        minutes(recoveryTime(RESTORE)),
        `weekly, in ${region}`,
      ],
      ...(otherRegionMinutes === Infinity
        ? []
        : [
            [
              name,
              region,
              `copy of the ${rule} recovery point`,
              minutes(otherRegionMinutes),
              standby ? `${minutes(recoveryTime(FAILOVER))} in ${standby.name}` : "no standby",
              `weekly, in ${recoveryRegion}`,
            ],
          ]),
    ]),
  ];
}

function ruleOf(
  name: string,
  { schedule, deleteAfterDays, copy }: Environment["backups"]["hourly"],
  region: string,
): BackupRule {
  const copyTo = copy === "none" ? undefined : `arn:aws:backup:${region}:000000000000:backup-vault:recovery`;
  return { name, schedule, deleteAfterDays, copyTo };
}

function sumOf(times: Readonly<Record<string, number>>): string {
  const steps = Object.entries(times).filter(([, value]) => value > 0);
  return steps.map(([name, value]) => `${value} min ${name.replace("Minutes", "")}`).join(", ");
}

function minutes(value: number): string {
  return value < 120 ? `${value} min` : `${value} min (${hours(value)})`;
}

function hours(value: number): string {
  return `${Math.round((value / 60) * 10) / 10} h`;
}
