import type { RegionalProvider, ServiceRole } from "../core";
import type { BackupRule } from "./backup-rule";

/** Resources of a plan: those with the tag, and those in the list. */
export interface BackupSelection {
  /** Tag of the stack's region and account, for resource types that the account has opted in to AWS Backup. */
  readonly tag: { readonly key: string; readonly value: string };
  /** ARNs that are selected without a tag: at most 500, or 30 if one has a wildcard. */
  readonly arns: readonly string[];
}

export interface BackupPlanProps {
  /** Physical name: at most 50 letters, digits, ., _ and -. The role is called `<name>-role`. */
  readonly name: string;
  /** Provider of another region than the stack's, for plan, vault and resources. @default the stack's region */
  readonly regional?: RegionalProvider;
  /** Name of the vault that receives the backups. */
  readonly vaultName: string;
  /** At least one rule, at most one of them continuous. */
  readonly rules: readonly BackupRule[];
  readonly selection: BackupSelection;
  /** Role of another plan, for plans that share one. @default a role for this plan */
  readonly role?: ServiceRole;
  /**
   * Recovery point objective in minutes for the plan's region. Synthesis fails if no rule achieves it: hourly snapshots
   * do not achieve an hour. @default no objective
   */
  readonly recoveryPointObjectiveMinutes?: number;
}
