import { BackupPlan as AwsBackupPlan } from "@cdktf/provider-aws/lib/backup-plan";
import { BackupSelection as AwsBackupSelection } from "@cdktf/provider-aws/lib/backup-selection";
import { Construct } from "constructs";
import {
  AwsStack,
  signalsIn,
  useProviderOf,
  withDefaults,
  type Grantee,
  type PolicyStatement,
  type ServiceRole,
  type Signal,
} from "../core";
import { BACKUP_PLAN_DEFAULTS, type BackupPlanProps } from "./backup-plan-props";
import { backupPlanSignals } from "./backup-plan-signals";
import { validateBackupPlan } from "./backup-plan-validation";
import { createBackupRole } from "./backup-role";
import { toTerraform, worstCaseRpoMinutes } from "./backup-rule";

/**
 * A backup plan with its rules, role and selections.
 *
 * Tag and list are two selections: within one, AWS selects resources that match either, although the arguments look
 * like a filter.
 */
export class BackupPlan extends Construct implements Grantee {
  readonly planId: string;
  readonly planArn: string;
  /** Worst-case recovery point in the plan's region, by rule name. For copies see `recoveryPoint`. */
  readonly worstCaseRpoMinutes: Readonly<Record<string, number>>;
  /** `<id>-backup-missing`; `<id>-copy-failed-<region>` and `<id>-copy-missing-<region>` for each destination. */
  readonly signals: readonly Signal[];
  /** Role with which AWS Backup creates backups and deletes expired ones: it must exist as long as they do. */
  readonly role: ServiceRole;

  /** @throws InputError when AWS Backup would refuse a rule or a name, or no rule achieves the objective. */
  constructor(scope: Construct, id: string, props: BackupPlanProps) {
    validateBackupPlan(scope, id, props);
    super(scope, id);
    useProviderOf(this, props.regional);
    const { name, vault, rules, selection, buckets } = withDefaults(props, BACKUP_PLAN_DEFAULTS);
    const { provider } = AwsStack.of(this);
    const description = `Makes the backups of ${name}`;
    const includesBuckets = buckets === "included" || selection.arns.some((arn) => /^arn:[a-z-]+:s3:/.test(arn));
    const role = { name: `${name}-role`, description, task: "backup", includesBuckets } as const;
    this.role = props.role ?? createBackupRole(this, role);
    const rule = rules.map((backupRule) => toTerraform(backupRule, vault.vaultName));
    const plan = new AwsBackupPlan(this, "plan", { provider, name, rule });
    this.planId = plan.id;
    this.planArn = plan.arn;
    this.worstCaseRpoMinutes = Object.fromEntries(rules.map((each) => [each.name, worstCaseRpoMinutes(each)]));
    this.signals = signalsIn(this, backupPlanSignals(id, vault.vaultName, rules));
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
