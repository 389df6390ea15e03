import type { BackupPlanRule } from "@cdktf/provider-aws/lib/backup-plan";
import type { AwsRegion, Validation } from "../core";
import { recoveryPoint } from "./rpo";
import { checkSchedule, longestGapMinutes } from "./schedule";

/** When backups are made, how long they are kept and where they are copied. */
export interface BackupRule {
  /** `hourly`, `daily`...: 1 to 50 letters, digits, ., _ and -, unique in the plan. */
  readonly name: string;
  /** AWS cron expression in UTC with six fields, at most hourly: `cron(0 * * * ? *)`. */
  readonly schedule: string;
  /** Days until a backup and its copy are deleted: 1 to 36,500; with cold storage at least 90 more than `coldStorageAfterDays`. */
  readonly deleteAfterDays: number;
  /** ARN of a vault in another region that every backup is copied to. @default no copy */
  readonly copyTo?: string;
  /**
   * Days until a backup and its copy move to cold storage, which keeps them for 90 days at least. Ignored by AWS for types without cold
   * storage, RDS and Aurora among them. @default never
   */
  readonly coldStorageAfterDays?: number;
  /** Minutes in which a due backup must start before it is given up: 60 or more. @default 60 */
  readonly startWindowMinutes?: number;
  /** Minutes in which a started backup must complete before it is cancelled: at least 60 more than `startWindowMinutes`. @default 180 */
  readonly completionWindowMinutes?: number;
  /**
   * Point-in-time recovery for the types that have it (Aurora, RDS, S3), kept 1 to 35 days; snapshots for the others. AWS Backup then
   * owns the database's backup window and retention. @default false
   */
  readonly continuous?: boolean;
}

export const BACKUP_RULE_DEFAULTS = {
  startWindowMinutes: 60,
  completionWindowMinutes: 180,
  continuous: false,
} as const;

type CompleteRule = BackupRule & Required<Pick<BackupRule, keyof typeof BACKUP_RULE_DEFAULTS>>;

/** The rule with its defaults; an explicit undefined counts as absent. */
function complete(rule: BackupRule): CompleteRule {
  const {
    startWindowMinutes = BACKUP_RULE_DEFAULTS.startWindowMinutes,
    completionWindowMinutes = BACKUP_RULE_DEFAULTS.completionWindowMinutes,
    continuous = BACKUP_RULE_DEFAULTS.continuous,
  } = rule;
  return { ...rule, startWindowMinutes, completionWindowMinutes, continuous };
}

/** The rule as a block of `aws_backup_plan`. The lifecycle of copies is that of the backups. */
export function toTerraform(rule: BackupRule, vaultName: string): BackupPlanRule {
  const { startWindowMinutes, completionWindowMinutes, continuous } = complete(rule);
  const lifecycle = { deleteAfter: rule.deleteAfterDays, coldStorageAfter: rule.coldStorageAfterDays };
  return {
    ruleName: rule.name,
    targetVaultName: vaultName,
    schedule: rule.schedule,
    startWindow: startWindowMinutes,
    completionWindow: completionWindowMinutes,
    enableContinuousBackup: continuous,
    lifecycle,
    copyAction: rule.copyTo === undefined ? undefined : [{ destinationVaultArn: rule.copyTo, lifecycle }],
  };
}

/** Worst case of the rule in the region of the plan. */
export function worstCaseRpoMinutes(rule: BackupRule): number {
  return recoveryPoint({ ...complete(rule), periodMinutes: longestGapMinutes(rule.schedule) });
}

/** Limits of the `BackupRule` of AWS Backup's API, and mistakes that it only reports when a job fails. */
export function checkRule(validation: Validation, rule: BackupRule, planRegion: AwsRegion): void {
  const { startWindowMinutes, completionWindowMinutes } = complete(rule);
  const property = (name: string): string => `rules.${rule.name}.${name}`;
  checkSchedule(validation, property("schedule"), rule.schedule);
  validation
    .matches(property("name"), rule.name, /^[\w.-]{1,50}$/, "1 to 50 letters, digits, ., _ and -", "rename the rule")
    .integer(property("deleteAfterDays"), rule.deleteAfterDays, 1, 36_500, "choose how long a backup is kept")
    .integer(property("startWindowMinutes"), startWindowMinutes, 60, 43_200, "give backups an hour to start")
    .integer(
      property("completionWindowMinutes"),
      completionWindowMinutes,
      startWindowMinutes + 60,
      43_200,
      "let backups run for an hour more than they may start late",
    );
  checkLifecycle(validation, rule, property);
  checkCopy(validation, rule, planRegion, property("copyTo"));
}

function checkLifecycle(validation: Validation, rule: BackupRule, property: (name: string) => string): void {
  const { deleteAfterDays, coldStorageAfterDays } = rule;
  if (complete(rule).continuous) {
    validation
      .integer(property("deleteAfterDays"), deleteAfterDays, 1, 35, "keep longer backups by a rule without continuous")
      .check(
        coldStorageAfterDays === undefined,
        property("coldStorageAfterDays"),
        coldStorageAfterDays,
        "nothing, since continuous backups stay in warm storage",
        "remove it, or move it to a rule without continuous",
      );
    return;
  }
  if (coldStorageAfterDays === undefined) return;
  validation
    .integer(property("coldStorageAfterDays"), coldStorageAfterDays, 1, 36_410, "remove it to keep backups warm")
    .check(
      () => deleteAfterDays >= coldStorageAfterDays + 90,
      property("deleteAfterDays"),
      deleteAfterDays,
      `at least ${coldStorageAfterDays + 90}, 90 days after coldStorageAfterDays`,
      "keep the backup longer or out of cold storage",
    );
}

function checkCopy(validation: Validation, { copyTo }: BackupRule, planRegion: AwsRegion, property: string): void {
  if (copyTo === undefined) return;
  const vault = /^arn:aws:backup:[a-z0-9-]+:\d{12}:backup-vault:[A-Za-z0-9_-]{2,50}$/;
  validation
    .matches(property, copyTo, vault, "the ARN of a backup vault", "use vaultArn(...)")
    .check(
      () => !copyTo.startsWith(`arn:aws:backup:${planRegion}:`),
      property,
      copyTo,
      `a vault in another region than the plan's, ${planRegion}`,
      "copy to the recovery region; a copy beside the original is lost with it",
    );
}
