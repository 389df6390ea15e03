import type { BackupPlanRule } from "@cdktf/provider-aws/lib/backup-plan";
import { fields, integer, isKnown, matching, satisfying, withDefaults, type Rule } from "../core";
import type { VaultLock } from "./backup-vault-props";
import { recoveryPoint } from "./rpo";
import { SCHEDULE, longestGapMinutes } from "./schedule";
import { vaultArnRule } from "./vault-arn";

/** Schedule, retention and copy of the backups of a plan. */
export interface BackupRule {
  /** `hourly`, `daily`...: 1 to 50 letters, digits, ., _ and -, unique in the plan. */
  readonly name: string;
  /** AWS cron expression in UTC with six fields, at most hourly: `cron(0 * * * ? *)`. */
  readonly schedule: string;
  /**
   * Days until a backup and its copy are deleted: 1 to 36,500, at most 35 with `continuous`; with cold storage at
   * least 90 more than `coldStorageAfterDays`.
   */
  readonly deleteAfterDays: number;
  /**
   * ARN of a vault of the same account in another region, which receives a copy of every backup. Copies of Aurora are
   * always full: about $14 a month of transfer per GB of database with hourly backups, and storage. @default no copy
   */
  readonly copyTo?: string;
  /**
   * Days until a backup and its copy move to cold storage, whose minimum is 90 days: 1 to 36,410. AWS ignores it for
   * types without cold storage, such as RDS and Aurora. @default never
   */
  readonly coldStorageAfterDays?: number;
  /** Minutes in which a due backup must start, or it expires: 60 to 43,200. @default 60 */
  readonly startWindowMinutes?: number;
  /**
   * Minutes in which a started backup must complete, or it is cancelled: at least 60 more than `startWindowMinutes`,
   * at most 43,200. @default 180
   */
  readonly completionWindowMinutes?: number;
  /**
   * Point-in-time recovery for the types that support it (Aurora, RDS, S3), kept 1 to 35 days; snapshots for others.
   * AWS Backup then owns the backup window and retention of the database. @default false
   */
  readonly continuous?: boolean;
}

export const BACKUP_RULE_DEFAULTS = {
  startWindowMinutes: 60,
  completionWindowMinutes: 180,
  continuous: false,
} as const;

const MAX_RETENTION_DAYS = 36_500;
const MAX_CONTINUOUS_DAYS = 35;
const COLD_STORAGE_DAYS = 90;
const MAX_WINDOW_MINUTES = 43_200;
const MIN_WINDOW_MINUTES = 60;

/** The rule as a block of `aws_backup_plan`. Copies have the lifecycle of the backups. */
export function toTerraform(backupRule: BackupRule, vaultName: string): BackupPlanRule {
  const rule = withDefaults(backupRule, BACKUP_RULE_DEFAULTS);
  const lifecycle = { deleteAfter: rule.deleteAfterDays, coldStorageAfter: rule.coldStorageAfterDays };
  return {
    ruleName: rule.name,
    targetVaultName: vaultName,
    schedule: rule.schedule,
    startWindow: rule.startWindowMinutes,
    completionWindow: rule.completionWindowMinutes,
    enableContinuousBackup: rule.continuous,
    lifecycle,
    copyAction: rule.copyTo === undefined ? undefined : [{ destinationVaultArn: rule.copyTo, lifecycle }],
  };
}

/** Worst-case recovery point of the rule in the plan's region, in minutes. */
export function worstCaseRpoMinutes(rule: BackupRule): number {
  const periodMinutes = longestGapMinutes(rule.schedule);
  return recoveryPoint({ ...withDefaults(rule, BACKUP_RULE_DEFAULTS), periodMinutes });
}

/** Facts of a plan that its rules are compared with. */
export interface RuleLocation {
  readonly account: string;
  readonly region: string;
  /** Lock of the plan's vault. */
  readonly lock: "none" | VaultLock;
}

/** Limits of `BackupRule` in AWS Backup's API, and settings that AWS reports only when a job fails. */
export function backupRule({ account, region, lock }: RuleLocation): Rule<BackupRule> {
  return fields((rule) => {
    const { startWindowMinutes } = withDefaults(rule, BACKUP_RULE_DEFAULTS);
    return {
      schedule: SCHEDULE,
      name: matching(/^[\w.-]{1,50}$/, "1 to 50 letters, digits, ., _ and -", "rename the rule"),
      deleteAfterDays: [...(rule.continuous ? [CONTINUOUS_RETENTION] : retention(rule)), ...lockBounds(lock)],
      coldStorageAfterDays: rule.continuous ? NO_COLD_STORAGE : COLD_STORAGE,
      startWindowMinutes: integer(MIN_WINDOW_MINUTES, MAX_WINDOW_MINUTES, "give backups an hour to start"),
      completionWindowMinutes: integer(
        startWindowMinutes + MIN_WINDOW_MINUTES,
        MAX_WINDOW_MINUTES,
        "let backups run for at least an hour after the start window",
      ),
      copyTo: [vaultArnRule(), anotherRegionThan(region), sameAccountAs(account)],
    };
  });
}

const CONTINUOUS_RETENTION = integer(1, MAX_CONTINUOUS_DAYS, "keep longer backups by a rule without continuous");
const COLD_STORAGE = integer(1, MAX_RETENTION_DAYS - COLD_STORAGE_DAYS, "remove it to keep backups in warm storage");
const NO_COLD_STORAGE: Rule<number> = satisfying(
  () => false,
  "nothing, since continuous backups stay in warm storage",
  "remove it, or move it to a rule without continuous",
);

function retention({ coldStorageAfterDays }: BackupRule): Rule<number>[] {
  const range = integer(1, MAX_RETENTION_DAYS, "choose the retention of a backup");
  if (coldStorageAfterDays === undefined) return [range];
  const shortest = coldStorageAfterDays + COLD_STORAGE_DAYS;
  const allowed = `at least ${shortest}, ${COLD_STORAGE_DAYS} days after coldStorageAfterDays`;
  return [range, satisfying((days) => days >= shortest, allowed, "keep the backup longer or out of cold storage")];
}

function anotherRegionThan(planRegion: string): Rule<string> {
  return satisfying(
    (arn) => arn.split(":")[3] !== planRegion,
    `a vault in another region than the plan's, ${planRegion}`,
    "copy to the recovery region; a copy in the same region is lost with the original",
  );
}

function sameAccountAs(account: string): Rule<string> {
  return satisfying(
    (arn) => !isKnown(account) || arn.split(":")[4] === account,
    `a vault of account ${account}`,
    "copy within the account: AWS Backup cannot copy RDS and Aurora to another account and region in one job",
  );
}

/** A job whose retention is outside the bounds of the vault's lock fails. */
function lockBounds(lock: "none" | VaultLock): Rule<number>[] {
  if (lock === "none") return [];
  const { minRetentionDays, maxRetentionDays } = lock;
  const allowed = `${minRetentionDays} to ${maxRetentionDays} days, the bounds of the vault's lock`;
  const accepts = (days: number): boolean => days >= minRetentionDays && days <= maxRetentionDays;
  return [satisfying(accepts, allowed, "change the retention, or use a vault with another lock")];
}
