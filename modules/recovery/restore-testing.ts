import { BackupRestoreTestingPlan } from "@cdktf/provider-aws/lib/backup-restore-testing-plan";
import { BackupRestoreTestingSelection } from "@cdktf/provider-aws/lib/backup-restore-testing-selection";
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
import { checkSchedule } from "./schedule";

/** Types that AWS Backup can restore as a test (`CreateRestoreTestingSelection`). */
export const RESTORE_TESTING_TYPES = [
  "Aurora",
  "DocumentDB",
  "DynamoDB",
  "EBS",
  "EC2",
  "EFS",
  "FSx",
  "Neptune",
  "RDS",
  "S3",
] as const;

export type RestoreTestingType = (typeof RESTORE_TESTING_TYPES)[number];

export interface RestoreTestingProps {
  /** Physical name: at most 50 letters, digits and _. */
  readonly name: string;
  /** The only account for which AWS Backup may assume the role: 12 digits. */
  readonly account: string;
  /** The provider of the region that is restored in: that of the vaults. */
  readonly regional: RegionalProvider;
  /** AWS cron expression in UTC with six fields: `cron(0 5 ? * SUN *)` is weekly. */
  readonly schedule: string;
  /** Vaults whose recovery points are tested. At least one. */
  readonly vaultArns: readonly string[];
  /** Types of which the newest recovery point of every resource is restored. At least one. */
  readonly resourceTypes: readonly RestoreTestingType[];
  /** Restore parameters that AWS cannot infer, by type: the DB subnet group of Aurora where there is no default VPC. @default none */
  readonly restoreMetadata?: Readonly<Partial<Record<RestoreTestingType, Readonly<Record<string, string>>>>>;
  /** Physical name of the role: at most 64 characters. @default `<name>-role` */
  readonly roleName?: string;
  /** Days back in which the newest recovery point is looked for: 1 to 365. @default 7 */
  readonly selectionWindowDays?: number;
  /** Hours in which a due test must start: 1 to 168. @default 8 */
  readonly startWindowHours?: number;
  /** Hours that the restored resource is kept, and paid, for checks of its content: 0 to 168. @default 4 */
  readonly validationWindowHours?: number;
}

export const RESTORE_TESTING_DEFAULTS = {
  selectionWindowDays: 7,
  startWindowHours: 8,
  validationWindowHours: 4,
} as const;

/**
 * Restores the newest recovery points on a schedule and deletes what was restored, so that a backup that cannot be restored is found
 * before it is needed. Its duration is the measured part of the recovery time objective.
 */
export class RestoreTesting extends Construct implements Grantee {
  readonly planName: string;
  readonly planArn: string;
  /** AWS Backup restores with it. */
  readonly role: ServiceRole;

  /** @throws InputError when AWS Backup would refuse a name, the schedule, a vault or a window. */
  constructor(scope: Construct, id: string, props: RestoreTestingProps) {
    validate(scope, id, props);
    super(scope, id);
    const { name, account, roleName = `${name}-role` } = props;
    const managedPolicy = "AWSBackupServiceRolePolicyForRestores";
    const description = `Restores the test backups of ${name}`;
    this.role = createBackupRole(this, { name: roleName, description, account, managedPolicy });
    const plan = this.createPlan(props);
    this.planName = plan.name;
    this.planArn = plan.arn;
    props.resourceTypes.forEach((type) => this.createSelection(type, props));
  }

  /** Adds a statement to the restoring role, so that `key.grantUse(testing)` works. */
  addStatement(statement: PolicyStatement): void {
    this.role.addStatement(statement);
  }

  private createPlan(props: RestoreTestingProps): BackupRestoreTestingPlan {
    const {
      selectionWindowDays = RESTORE_TESTING_DEFAULTS.selectionWindowDays,
      startWindowHours = RESTORE_TESTING_DEFAULTS.startWindowHours,
    } = props;
    return new BackupRestoreTestingPlan(this, "plan", {
      provider: props.regional.provider,
      name: props.name,
      scheduleExpression: props.schedule,
      startWindowHours,
      recoveryPointSelection: [
        {
          algorithm: "LATEST_WITHIN_WINDOW",
          includeVaults: [...props.vaultArns],
          recoveryPointTypes: ["CONTINUOUS", "SNAPSHOT"],
          selectionWindowDays,
        },
      ],
    });
  }

  private createSelection(type: RestoreTestingType, props: RestoreTestingProps): BackupRestoreTestingSelection {
    const { validationWindowHours = RESTORE_TESTING_DEFAULTS.validationWindowHours, restoreMetadata } = props;
    return new BackupRestoreTestingSelection(this, type.toLowerCase(), {
      provider: props.regional.provider,
      name: type,
      restoreTestingPlanName: this.planName,
      protectedResourceType: type,
      protectedResourceArns: ["*"],
      iamRoleArn: this.role.roleArn,
      restoreMetadataOverrides: restoreMetadata?.[type],
      validationWindowHours,
    });
  }
}

function validate(scope: Construct, id: string, props: RestoreTestingProps): void {
  const { account, resourceTypes, vaultArns, restoreMetadata = {} } = props;
  const vault = /^arn:aws:backup:[a-z0-9-]+:\d{12}:backup-vault:[A-Za-z0-9_-]{2,50}$/;
  const untested = Object.keys(restoreMetadata).filter((type) => !resourceTypes.some((tested) => tested === type));
  const validation = new Validation(scope, id)
    .accountId("account", account)
    .check(vaultArns.length > 0, "vaultArns", vaultArns, "at least one vault", "pass the vaultArn of a vault")
    .check(resourceTypes.length > 0, "resourceTypes", resourceTypes, "at least one type", "say what is restored")
    .check(
      new Set(resourceTypes).size === resourceTypes.length,
      "resourceTypes",
      resourceTypes,
      "types that differ",
      "list every type once",
    )
    .check(untested.length === 0, "restoreMetadata", untested, "types in resourceTypes", "remove it or test the type")
    .integer("selectionWindowDays", props.selectionWindowDays, 1, 365, "look back further than the schedule's period")
    .integer("startWindowHours", props.startWindowHours, 1, 168, "let the test start within a week")
    .integer(
      "validationWindowHours",
      props.validationWindowHours,
      0,
      168,
      "keep the restored resource for a week at most",
    );
  checkName(validation, "restore testing plan name", props.name);
  checkSchedule(validation, "schedule", props.schedule);
  vaultArns.forEach((arn) => validation.matches("vaultArns", arn, vault, "ARNs of backup vaults", "use vaultArn"));
  resourceTypes.forEach((type) =>
    validation.oneOf("resourceTypes", type, RESTORE_TESTING_TYPES, "use a type that AWS Backup can restore as a test"),
  );
  validation.throwIfInvalid();
}
