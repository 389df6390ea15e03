import { InputError, type KeyReference } from "../../../modules/core";
import { RestoreTesting, type RestoreTestingProps } from "../../../modules/recovery";
import { synthesizeStack } from "../../../testing";

const vaultArn = "arn:aws:backup:us-east-1:111122223333:backup-vault:shop-staging";
const props: Omit<RestoreTestingProps, "regional"> = {
  name: "shop_staging",
  schedule: "cron(0 5 ? * SUN *)",
  vaultArns: [vaultArn],
  resourceTypes: ["Aurora", "DynamoDB"],
};

const tableKey: KeyReference = {
  keyArn: "arn:aws:kms:us-east-1:111122223333:key/tables",
  region: "us-east-1",
  grantUse: () => {},
};

const synthesizeTesting = (differences: Partial<RestoreTestingProps> = {}) =>
  synthesizeStack(
    (stack) =>
      new RestoreTesting(stack, "restore-testing", {
        ...props,
        regional: stack.providerIn("us-east-1"),
        ...differences,
      }),
  );

describe("RestoreTesting", () => {
  test("R-DR1 restores the newest recovery point of the last week", () => {
    expect(synthesizeTesting().resource("aws_backup_restore_testing_plan")).toMatchObject({
      name: "shop_staging",
      schedule_expression: "cron(0 5 ? * SUN *)",
      start_window_hours: 8,
      recovery_point_selection: [
        {
          algorithm: "LATEST_WITHIN_WINDOW",
          include_vaults: [vaultArn],
          recovery_point_types: ["CONTINUOUS", "SNAPSHOT"],
          selection_window_days: 7,
        },
      ],
    });
  });

  test("selects every resource of each type and retains the result for four hours", () => {
    const stack = synthesizeTesting();
    expect(stack.resource("aws_backup_restore_testing_selection", "aurora")).toMatchObject({
      name: "Aurora",
      protected_resource_type: "Aurora",
      protected_resource_arns: ["*"],
      validation_window_hours: 4,
    });
    expect(stack.resource("aws_backup_restore_testing_selection", "dynamodb")).toMatchObject({ name: "DynamoDB" });
  });

  test("accepts other windows", () => {
    const stack = synthesizeTesting({ selectionWindowDays: 30, startWindowHours: 1, validationWindowHours: 1 });
    expect(stack.resource("aws_backup_restore_testing_plan")).toMatchObject({
      start_window_hours: 1,
      recovery_point_selection: [{ selection_window_days: 30 }],
    });
    expect(stack.resource("aws_backup_restore_testing_selection", "aurora")).toMatchObject({
      validation_window_hours: 1,
    });
  });

  test("passes restore parameters to their type only", () => {
    const stack = synthesizeTesting({ restoreMetadata: { Aurora: { dbSubnetGroupName: "shop-data" } } });
    expect(stack.resource("aws_backup_restore_testing_selection", "aurora")).toMatchObject({
      restore_metadata_overrides: { dbSubnetGroupName: "shop-data" },
    });
    expect(stack.resource("aws_backup_restore_testing_selection", "dynamodb")).not.toHaveProperty(
      "restore_metadata_overrides",
    );
  });

  test("restores tables with a key, and databases into a subnet group", () => {
    const stack = synthesizeTesting({
      resourceTypes: ["DynamoDB", "RDS"],
      restoreMetadata: { RDS: { dbSubnetGroupName: "saas-data" } },
      tableKey,
    });
    expect(stack.resource("aws_backup_restore_testing_selection", "dynamodb")).toMatchObject({
      protected_resource_type: "DynamoDB",
      restore_metadata_overrides: { encryptionType: "KMS", kmsMasterKeyArn: tableKey.keyArn },
    });
    expect(stack.resource("aws_backup_restore_testing_selection", "rds")).toMatchObject({
      protected_resource_type: "RDS",
      restore_metadata_overrides: { dbSubnetGroupName: "saas-data" },
    });
  });

  test("refuses parameters and keys that do not fit restored tables", () => {
    const testing = (differences: Partial<RestoreTestingProps>) => () => synthesizeTesting(differences);
    expect(testing({ restoreMetadata: { DynamoDB: { dbSubnetGroupName: "a" } } })).toThrow(
      /restoreMetadata.DynamoDB: got "dbSubnetGroupName"; allowed: encryptionType, kmsMasterKeyArn; remove the parameter/,
    );
    expect(testing({ restoreMetadata: { DynamoDB: { encryptiontype: "KMS" } }, tableKey })).toThrow(
      /restoreMetadata.DynamoDB: got .*; allowed: no parameters beside tableKey; choose one of the two/,
    );
    expect(testing({ resourceTypes: ["RDS"], tableKey })).toThrow(
      /tableKey: got "arn:aws:kms:us-east-1:.*"; allowed: no key without the type DynamoDB/,
    );
    expect(testing({ tableKey: { ...tableKey, region: "us-west-2" } })).toThrow(/tableKey.region: got "us-west-2"/);
    expect(testing({ restoreMetadata: { DynamoDB: { encryptionType: "Default" } } })).not.toThrow();
  });

  test("has a role that may restore, for AWS Backup in its account only", () => {
    const stack = synthesizeTesting();
    expect(stack.resource("aws_iam_role")).toMatchObject({ name: "shop_staging-role" });
    expect(stack.resource("aws_iam_role_policy_attachment")).toMatchObject({
      policy_arn: "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForRestores",
    });
    expect(stack.statements("trust")).toEqual([
      expect.objectContaining({
        principals: [{ type: "Service", identifiers: ["backup.amazonaws.com"] }],
        condition: [{ test: "StringEquals", variable: "aws:SourceAccount", values: ["111122223333"] }],
      }),
    ]);
  });

  test("may restore buckets if it tests S3", () => {
    const stack = synthesizeTesting({ resourceTypes: ["S3"] });
    expect(stack.resource("aws_iam_role_policy_attachment", "s3-policy")).toMatchObject({
      policy_arn: "arn:aws:iam::aws:policy/AWSBackupServiceRolePolicyForS3Restore",
    });
    expect(Object.keys(synthesizeTesting().resources("aws_iam_role_policy_attachment"))).toHaveLength(1);
  });

  test("accepts the name of its role", () => {
    expect(synthesizeTesting({ roleName: "shop-restore" }).resource("aws_iam_role")).toMatchObject({
      name: "shop-restore",
    });
  });

  test("accepts further permissions as a grantee", () => {
    const stack = synthesizeStack((scope) => {
      const testing = new RestoreTesting(scope, "restore-testing", {
        ...props,
        regional: scope.providerIn("us-east-1"),
      });
      testing.addStatement({ sid: "UseKey", actions: ["kms:Decrypt"], resources: [testing.planArn] });
    });
    expect(stack.statements("permissions")).toEqual([
      expect.objectContaining({ resources: [expect.stringContaining("aws_backup_restore_testing_plan")] }),
    ]);
  });

  test("R-DR1 tests copies in the recovery region by that region's provider", () => {
    const stack = synthesizeStack(
      (scope) =>
        new RestoreTesting(scope, "restore-testing", {
          ...props,
          vaultArns: ["arn:aws:backup:us-west-2:111122223333:backup-vault:shop"],
          regional: scope.providerIn("us-west-2"),
        }),
    );
    expect(stack.resource("aws_backup_restore_testing_plan")).toMatchObject({ provider: "aws.us-west-2" });
    expect(stack.resource("aws_backup_restore_testing_selection", "aurora")).toMatchObject({
      provider: "aws.us-west-2",
    });
  });

  test("reports every invalid setting at once", () => {
    const invalid = () =>
      synthesizeTesting({
        name: "shop-staging",
        schedule: "rate(7 days)",
        vaultArns: ["shop-staging"],
        resourceTypes: ["Redis" as "RDS", "EFS", "EFS"],
        restoreMetadata: { Aurora: {} },
        selectionWindowDays: 0,
        startWindowHours: 169,
        validationWindowHours: 0,
      });
    expect(invalid).toThrow(InputError);
    expect(invalid).toThrow(
      /test\/restore-testing: name: got "shop-staging"; allowed: a restore testing plan name of at most 50/,
    );
    expect(invalid).toThrow(/schedule: got "rate\(7 days\)"/);
    expect(invalid).toThrow(/vaultArns: got "shop-staging"; allowed: the ARN of a backup vault/);
    expect(invalid).toThrow(/resourceTypes: got "Redis"; allowed: Aurora, DocumentDB/);
    expect(invalid).toThrow(/resourceTypes: got \["Redis","EFS","EFS"\]; allowed: types that differ/);
    expect(invalid).toThrow(/restoreMetadata: got \["Aurora"\]; allowed: types in resourceTypes/);
    expect(invalid).toThrow(/selectionWindowDays: got 0/);
    expect(invalid).toThrow(/startWindowHours: got 169/);
    expect(invalid).toThrow(/validationWindowHours: got 0; allowed: a whole number from 1 to 168/);
  });

  test("refuses a plan without vaults and types", () => {
    const nothing = () => synthesizeTesting({ vaultArns: [], resourceTypes: [] });
    expect(nothing).toThrow(/vaultArns: got \[\]; allowed: at least one vault/);
    expect(nothing).toThrow(/resourceTypes: got \[\]; allowed: at least one type/);
  });

  test("has these addresses", () => {
    expect(synthesizeTesting().addresses).toMatchInlineSnapshot(`
     [
       "aws_backup_restore_testing_plan.restore-testing_plan_85A1B109",
       "aws_backup_restore_testing_selection.restore-testing_aurora_798660A3",
       "aws_backup_restore_testing_selection.restore-testing_dynamodb_5F153E08",
       "aws_iam_role.restore-testing_role_67839D36",
       "aws_iam_role_policy_attachment.restore-testing_role_managed-policy_17028A68",
       "data.aws_iam_policy_document.restore-testing_role_trust_document_64F813F6",
     ]
    `);
  });
});
