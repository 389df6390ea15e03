import { requirement } from "./requirement";

const INSTANCE = { type: "aws_db_instance" } as const;

requirement(
  "AW-D1 has MySQL 8.4 on db.t3.micro with 20 GB of gp3 in one zone, private and without Extended Support",
  (stack) => {
    const instance = stack.resource("aws_db_instance");
    expect(instance).toMatchObject({
      engine: "mysql",
      engine_version: expect.stringMatching(/^8\.4\.\d+$/),
      engine_lifecycle_support: "open-source-rds-extended-support-disabled",
      instance_class: "db.t3.micro",
      allocated_storage: 20,
      storage_type: "gp3",
      storage_encrypted: true,
      multi_az: false,
      publicly_accessible: false,
      db_name: "awsomeshop",
    });
    expect(instance).not.toHaveProperty("iops");
    expect(instance).not.toHaveProperty("storage_throughput");
  },
  [
    { ...INSTANCE, path: "engine", value: "postgres" },
    { ...INSTANCE, path: "engine_version", value: "8.0.35" },
    { ...INSTANCE, path: "engine_lifecycle_support", value: "open-source-rds-extended-support" },
    { ...INSTANCE, path: "instance_class", value: "db.t3.small" },
    { ...INSTANCE, path: "allocated_storage", value: 21 },
    { ...INSTANCE, path: "storage_type", value: "gp2" },
    { ...INSTANCE, path: "multi_az", value: true },
    { ...INSTANCE, path: "publicly_accessible", value: true },
    { ...INSTANCE, path: "db_name", value: "shop" },
  ],
);

requirement(
  "AW-D1 keeps backups for 30 days, in the document's windows, with tags on snapshots and minor upgrades",
  (stack) => {
    expect(stack.resource("aws_db_instance")).toMatchObject({
      backup_retention_period: 30,
      backup_window: "03:00-04:00",
      maintenance_window: "sun:04:00-sun:05:00",
      copy_tags_to_snapshot: true,
      auto_minor_version_upgrade: true,
      deletion_protection: true,
    });
  },
  [
    { ...INSTANCE, path: "backup_retention_period", value: 7 },
    { ...INSTANCE, path: "backup_window", value: "02:00-03:00" },
    { ...INSTANCE, path: "maintenance_window", value: "mon:04:00-mon:05:00" },
    { ...INSTANCE, path: "copy_tags_to_snapshot", value: false },
    { ...INSTANCE, path: "auto_minor_version_upgrade", value: false },
  ],
);

requirement(
  "AW-D2 encrypts product images with a bucket key, blocks public access and allows uploads from the shop",
  (stack) => {
    expect(stack.resource("aws_s3_bucket", "product-images")["bucket"]).toBe("awsomeshop-product-images-123456789012");
    expect(stack.resource("aws_s3_bucket_server_side_encryption_configuration", "product-images")["rule"]).toEqual([
      {
        apply_server_side_encryption_by_default: {
          sse_algorithm: "aws:kms",
          kms_master_key_id: expect.stringContaining("aws_kms_key.data-key"),
        },
        bucket_key_enabled: true,
      },
    ]);
    expect(stack.resource("aws_s3_bucket_public_access_block", "product-images")).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
    expect(stack.resource("aws_s3_bucket_cors_configuration", "product-images")["cors_rule"]).toMatchObject([
      { allowed_origins: ["https://awsomeshop.example.com"], allowed_methods: ["GET", "PUT", "POST"] },
    ]);
  },
  [
    {
      type: "aws_s3_bucket_server_side_encryption_configuration",
      name: "product-images",
      path: "rule.0.bucket_key_enabled",
      value: false,
    },
    {
      type: "aws_s3_bucket_public_access_block",
      name: "product-images",
      path: "restrict_public_buckets",
      value: false,
    },
    {
      type: "aws_s3_bucket_cors_configuration",
      name: "product-images",
      path: "cors_rule.0.allowed_origins",
      value: ["*"],
    },
  ],
);

requirement(
  "AW-D2 lets the task role alone read and write product images",
  (stack) => {
    const documents = Object.entries(stack.config.data!["aws_iam_policy_document"]!);
    const allowing = documents.filter(([, document]) =>
      (document["statement"] as { effect?: string; actions?: string[] }[]).some(
        ({ effect, actions = [] }) => effect !== "Deny" && actions.includes("s3:PutObject"),
      ),
    );
    const names = allowing.map(([name]) => name.replace(/_[0-9A-F]{8}$/, ""));
    expect(names).toEqual(["access-logs_bucket-policy_document", "service_task_task-role_permissions_document"]);
    expect(stack.statements("product-images").every(({ effect }) => effect === "Deny")).toBe(true);
    expect(stack.resource("aws_iam_role_policy", "task-role_policy")["policy"]).toContain("task-role_permissions");
  },
  [{ type: "aws_iam_role_policy", name: "task-role_policy", path: "policy", value: "${other}" }],
);

requirement(
  "AW-D2 keeps images of the service in ECR with immutable tags",
  (stack) => {
    expect(stack.resource("aws_ecr_repository")).toMatchObject({
      name: "awsomeshop",
      image_tag_mutability: "IMMUTABLE",
      image_scanning_configuration: { scan_on_push: true },
    });
  },
  [
    { type: "aws_ecr_repository", path: "name", value: "other" },
    { type: "aws_ecr_repository", path: "image_tag_mutability", value: "MUTABLE" },
  ],
);
