import { requirement } from "./requirement";

const REPLICATION = "aws_s3_bucket_replication_configuration";

requirement(
  "SF-DR1 restores any time of the last 7 days, in both regions, and fails over to a standby",
  (stack) => {
    expect(stack.resource("aws_db_instance", "database_instance")).toMatchObject({
      multi_az: true,
      backup_retention_period: 7,
      delete_automated_backups: false,
      skip_final_snapshot: false,
    });
    expect(stack.resource("aws_db_instance_automated_backups_replication")).toMatchObject({
      provider: "aws.us-west-2",
      source_db_instance_arn: expect.stringContaining("aws_db_instance.database_instance"),
      retention_period: 7,
      kms_key_id: expect.stringContaining("aws_kms_key.copies-key"),
    });
  },
  [
    { type: "aws_db_instance", name: "database_instance", path: "multi_az", value: false },
    { type: "aws_db_instance", name: "database_instance", path: "backup_retention_period", value: 1 },
    { type: "aws_db_instance", name: "database_instance", path: "delete_automated_backups", value: true },
    { type: "aws_db_instance_automated_backups_replication", path: "provider" },
    { type: "aws_db_instance_automated_backups_replication", path: "retention_period", value: 1 },
  ],
);

requirement(
  "SF-DR1 takes snapshots daily, copies them to us-west-2 and restores one every week",
  (stack) => {
    const lifecycle = { delete_after: 35 };
    expect(stack.resource("aws_backup_plan")["rule"]).toMatchObject([
      {
        schedule: "cron(0 5 * * ? *)",
        lifecycle,
        copy_action: [
          { destination_vault_arn: "arn:aws:backup:us-west-2:123456789012:backup-vault:shopflow", lifecycle },
        ],
      },
    ]);
    expect(stack.resource("aws_backup_selection", "named")["resources"]).toEqual([
      expect.stringContaining("aws_db_instance.database_instance"),
    ]);
    expect(stack.resource("aws_backup_vault", "copy-vault")).toMatchObject({
      name: "shopflow",
      provider: "aws.us-west-2",
    });
    expect(stack.resource("aws_backup_restore_testing_plan")["schedule_expression"]).toBe("cron(0 7 ? * SUN *)");
    expect(stack.resource("aws_backup_restore_testing_selection")["protected_resource_type"]).toBe("RDS");
  },
  [
    { type: "aws_backup_plan", path: "rule.0.schedule", value: "cron(0 5 ? * SUN *)" },
    { type: "aws_backup_plan", path: "rule.0.lifecycle.delete_after", value: 7 },
    { type: "aws_backup_plan", path: "rule.0.copy_action", value: [] },
    { type: "aws_backup_selection", name: "named", path: "resources", value: [] },
    { type: "aws_backup_vault", name: "copy-vault", path: "provider" },
    { type: "aws_backup_restore_testing_plan", path: "schedule_expression", value: "cron(0 7 1 * ? *)" },
    { type: "aws_backup_restore_testing_selection", path: "protected_resource_type", value: "Aurora" },
  ],
);

requirement(
  "SF-DR1 copies product images to us-west-2 within 15 minutes",
  (stack) => {
    expect(stack.resource(REPLICATION)).toMatchObject({
      bucket: expect.stringContaining("aws_s3_bucket.images_"),
      rule: [
        {
          status: "Enabled",
          destination: {
            bucket: expect.stringContaining("aws_s3_bucket.image-copies_"),
            encryption_configuration: { replica_kms_key_id: expect.stringContaining("aws_kms_key.copies-key") },
            replication_time: { status: "Enabled", time: { minutes: 15 } },
            metrics: { status: "Enabled" },
          },
        },
      ],
    });
    expect(stack.resource("aws_s3_bucket", "image-copies_bucket")).toMatchObject({ provider: "aws.us-west-2" });
    for (const id of ["images", "image-copies"]) {
      expect(stack.resource("aws_s3_bucket_versioning", `${id}_versioning`)).toMatchObject({
        versioning_configuration: { status: "Enabled" },
      });
    }
  },
  [
    { type: REPLICATION, path: "bucket", value: "other" },
    { type: REPLICATION, path: "rule.0.status", value: "Disabled" },
    { type: REPLICATION, path: "rule.0.destination.bucket", value: "other" },
    { type: REPLICATION, path: "rule.0.destination.replication_time.status", value: "Disabled" },
    { type: "aws_s3_bucket", name: "image-copies_bucket", path: "provider" },
    {
      type: "aws_s3_bucket_versioning",
      name: "image-copies_versioning",
      path: "versioning_configuration.status",
      value: "Suspended",
    },
  ],
);
