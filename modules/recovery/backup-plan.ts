import { BackupPlan as AwsBackupPlan } from "@cdktf/provider-aws/lib/backup-plan";
import { BackupSelection as AwsBackupSelection } from "@cdktf/provider-aws/lib/backup-selection";
import { Construct } from "constructs";
import {
  Validation,
  checkName,
  type Grantee,
  type PolicyStatement,
  type RegionalProvider,
  type ServiceRole,
} from "../core";
import { createBackupRole } from "./backup-role";
import { checkRule, toTerraform, worstCaseRpoMinutes, type BackupRule } from "./backup-rule";

/** What a plan backs up: everything with the tag, and everything in the list. */
export interface BackupSelection {
  /** Resources of the account and region with this very tag, of the types that the account has opted in to AWS Backup. */
  readonly tag: { readonly key: string; readonly value: string };
  /** Resources that must not depend on a tag: at most 500 ARNs, or 30 if one has a wildcard. */
  readonly arns: readonly string[];
}

export interface BackupPlanProps {
  /** Physical name: at most 50 letters, digits, ., _ and -. The role becomes `<name>-role`. */
  readonly name: string;
  /** The only account for which AWS Backup may assume the role: 12 digits. */
  readonly account: string;
  /** The provider of the region that the plan, its vault and the resources live in. */
  readonly regional: RegionalProvider;
  /** The vault that backups are put in. */
  readonly vaultName: string;
  /** When backups are made and how long they are kept. At least one, at most one of them continuous. */
  readonly rules: readonly BackupRule[];
  readonly selection: BackupSelection;
  /** A role made elsewhere, for plans that share one. @default a role of the plan's own */
  readonly role?: ServiceRole;
  /**
   * The most data, in minutes, that may be lost in the region of the plan. Synthesis fails when no rule can promise it: hourly
   * snapshots cannot promise an hour. @default no promise is checked
   */
  readonly recoveryPointObjectiveMinutes?: number;
}

/**
 * A backup plan with its rules, its role and what it selects.
 *
 * The tag and the list are two selections. Within one, AWS adds up list and tag though they read like a filter, and a tag alone obeys the
 * account's opt-in while an ARN mostly does not.
 */
export class BackupPlan extends Construct implements Grantee {
  readonly planId: string;
  readonly planArn: string;
  /** Worst-case data loss in the region of the plan, by name of the rule. For the copies see `recoveryPoint`. */
  readonly worstCaseRpoMinutes: Readonly<Record<string, number>>;
  /** AWS Backup makes backups with it, and later deletes the expired ones: it must outlive them. */
  readonly role: ServiceRole;

  /** @throws InputError when AWS Backup would refuse a rule or a name, or no rule meets the objective. */
  constructor(scope: Construct, id: string, props: BackupPlanProps) {
    validate(scope, id, props);
    super(scope, id);
    const { name, account, vaultName, rules, selection } = props;
    const { provider } = props.regional;
    const managedPolicy = "AWSBackupServiceRolePolicyForBackup";
    const description = `Makes the backups of ${name}`;
    this.role = props.role ?? createBackupRole(this, { name: `${name}-role`, description, account, managedPolicy });
    const rule = rules.map((backupRule) => toTerraform(backupRule, vaultName));
    const plan = new AwsBackupPlan(this, "plan", { provider, name, rule });
    this.planId = plan.id;
    this.planArn = plan.arn;
    this.worstCaseRpoMinutes = worstCases(rules);
    const selected = { provider, planId: plan.id, iamRoleArn: this.role.roleArn };
    const selectionTag = [{ type: "STRINGEQUALS", ...selection.tag }];
    new AwsBackupSelection(this, "tagged", { ...selected, name: "tagged", selectionTag });
    if (selection.arns.length > 0) {
      new AwsBackupSelection(this, "named", { ...selected, name: "named", resources: [...selection.arns] });
    }
  }

  /** Adds a statement to the plan's role, so that `key.grantUse(plan)` works. */
  addStatement(statement: PolicyStatement): void {
    this.role.addStatement(statement);
  }
}

function worstCases(rules: readonly BackupRule[]): Record<string, number> {
  return Object.fromEntries(rules.map((rule) => [rule.name, worstCaseRpoMinutes(rule)]));
}

function validate(scope: Construct, id: string, props: BackupPlanProps): void {
  const { name, account, vaultName, rules, regional } = props;
  const names = rules.map((rule) => rule.name);
  const continuous = rules.filter((rule) => rule.continuous).map((rule) => rule.name);
  const validation = new Validation(scope, id)
    .accountId("account", account)
    .check(rules.length > 0, "rules", rules, "at least one rule", "say when backups are made")
    .check(
      new Set(names).size === names.length,
      "rules",
      names,
      "names that differ",
      "rename the rule that stands twice",
    )
    .check(
      continuous.length <= 1,
      "rules",
      continuous,
      "one continuous rule, since a resource has one transaction log",
      "make the other rules snapshots",
    );
  checkName(validation, "backup plan name", name);
  checkName(validation, "backup vault name", vaultName, "vaultName");
  rules.forEach((rule) => checkRule(validation, rule, regional.region));
  checkSelection(validation, props.selection);
  checkObjective(validation, props);
  validation.throwIfInvalid();
}

function checkSelection(validation: Validation, { tag, arns }: BackupSelection): void {
  const most = arns.some((arn) => arn.includes("*")) ? 30 : 500;
  validation
    .check(tag.key.length > 0, "selection.tag.key", tag.key, "a tag key", "name the tag that plans select by")
    .check(arns.length <= most, "selection.arns", arns.length, `at most ${most} ARNs`, "select by tag");
  arns.forEach((arn) =>
    validation.matches(
      "selection.arns",
      arn,
      /^arn:aws:[a-z0-9-]+:/,
      "ARNs",
      "name the resources; * alone is all of them",
    ),
  );
}

function checkObjective(
  validation: Validation,
  { rules, recoveryPointObjectiveMinutes: objective }: BackupPlanProps,
): void {
  if (objective === undefined) return;
  const worst = worstCases(rules);
  const promises = Object.entries(worst).map(([name, minutes]) => `${name} ${minutes}`);
  validation.check(
    () => Math.min(...Object.values(worst)) <= objective,
    "recoveryPointObjectiveMinutes",
    objective,
    `what a rule can promise in minutes: ${promises.join(", ")}`,
    "make a rule continuous, run it more often or shorten its windows",
  );
}
