import { BackupRestoreTestingPlan } from "@cdktf/provider-aws/lib/backup-restore-testing-plan";
import { BackupRestoreTestingSelection } from "@cdktf/provider-aws/lib/backup-restore-testing-selection";
import { Construct } from "constructs";
import { AwsStack, useProviderOf, withDefaults, type Grantee, type PolicyStatement, type ServiceRole } from "../core";
import { createBackupRole } from "./backup-role";
import { RESTORE_TESTING_DEFAULTS, type RestoreTestingProps, type RestoreTestingType } from "./restore-testing-props";
import { validateRestoreTesting } from "./restore-testing-validation";

type Settings = RestoreTestingProps & Required<Pick<RestoreTestingProps, keyof typeof RESTORE_TESTING_DEFAULTS>>;

/**
 * A restore testing plan, which restores the newest recovery points on a schedule and deletes the results. A failed
 * job reveals unusable backups; the duration of a job is the measured part of the recovery time objective.
 */
export class RestoreTesting extends Construct implements Grantee {
  readonly planName: string;
  readonly planArn: string;
  /** Role with which AWS Backup restores. */
  readonly role: ServiceRole;

  /** @throws InputError when AWS Backup would refuse a name, the schedule, a vault or a window. */
  constructor(scope: Construct, id: string, props: RestoreTestingProps) {
    validateRestoreTesting(scope, id, props);
    super(scope, id);
    useProviderOf(this, props.regional);
    const { name, roleName = `${name}-role` } = props;
    const settings = withDefaults(props, RESTORE_TESTING_DEFAULTS);
    const description = `Restores the test backups of ${name}`;
    const includesBuckets = props.resourceTypes.includes("S3");
    this.role = createBackupRole(this, { name: roleName, description, task: "restore", includesBuckets });
    const plan = this.createPlan(settings);
    this.planName = plan.name;
    this.planArn = plan.arn;
    props.resourceTypes.forEach((type) => this.createSelection(type, settings));
  }

  /** Adds a statement to the role, so that `key.grantUse(testing)` works. */
  addStatement(statement: PolicyStatement): void {
    this.role.addStatement(statement);
  }

  private createPlan(settings: Settings): BackupRestoreTestingPlan {
    const { name, schedule, startWindowHours, vaultArns, selectionWindowDays } = settings;
    return new BackupRestoreTestingPlan(this, "plan", {
      provider: AwsStack.of(this).provider,
      name,
      scheduleExpression: schedule,
      startWindowHours,
      recoveryPointSelection: [
        {
          algorithm: "LATEST_WITHIN_WINDOW",
          includeVaults: [...vaultArns],
          recoveryPointTypes: ["CONTINUOUS", "SNAPSHOT"],
          selectionWindowDays,
        },
      ],
    });
  }

  private createSelection(type: RestoreTestingType, settings: Settings): BackupRestoreTestingSelection {
    const { validationWindowHours, restoreMetadata, tableKey } = settings;
    const encryption = type === "DynamoDB" && tableKey && { encryptionType: "KMS", kmsMasterKeyArn: tableKey.keyArn };
    return new BackupRestoreTestingSelection(this, type.toLowerCase(), {
      provider: AwsStack.of(this).provider,
      name: type,
      restoreTestingPlanName: this.planName,
      protectedResourceType: type,
      protectedResourceArns: ["*"],
      iamRoleArn: this.role.roleArn,
      restoreMetadataOverrides: encryption || restoreMetadata[type],
      validationWindowHours,
    });
  }
}
