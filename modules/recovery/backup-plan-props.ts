import type { RegionalProvider, ServiceRole } from "../core";
import type { BackupRule } from "./backup-rule";
import type { VaultLock } from "./backup-vault-props";

/** Resources of a plan: those with the tag, and those in the list. */
export interface BackupSelection {
  /** Tag of the stack's region and account, for resource types that the account has opted in to AWS Backup. */
  readonly tag: { readonly key: string; readonly value: string };
  /** ARNs that are selected without a tag: at most 500, or 30 if one has a wildcard. */
  readonly arns: readonly string[];
}

/** A vault of the plan's region: a `BackupVault`, or `{ vaultName }` for an existing one. */
export interface PlanVault {
  /** Physical name of the vault, in the region of the plan. */
  readonly vaultName: string;
  /** Retention of the rules is compared with its bounds. @default "none" */
  readonly lock?: "none" | VaultLock;
}

export interface BackupPlanProps {
  /** Physical name: at most 50 letters, digits, ., _ and -. The role is called `<name>-role`. */
  readonly name: string;
  /** Provider of another region than the stack's, for plan, vault and resources. @default the stack's region */
  readonly regional?: RegionalProvider;
  /** Vault that receives the backups. */
  readonly vault: PlanVault;
  /** At least one rule, at most one of them continuous. */
  readonly rules: readonly BackupRule[];
  /** Resources of the plan: those with a tag, and those with an ARN. */
  readonly selection: BackupSelection;
  /** Role of another plan, for plans that share one. @default a role for this plan */
  readonly role?: ServiceRole;
  /**
   * `included` allows the role to back up buckets, which need an AWS-managed policy of their own, if the tag selects
   * buckets. Buckets in `selection.arns` include it. @default "excluded"
   */
  readonly buckets?: "included" | "excluded";
  /**
   * Recovery point objective in minutes for the plan's region. Synthesis fails if no rule achieves it: hourly
   * snapshots do not achieve an hour. @default no objective
   */
  readonly recoveryPointObjectiveMinutes?: number;
}

export const BACKUP_PLAN_DEFAULTS = { buckets: "excluded" } as const;
