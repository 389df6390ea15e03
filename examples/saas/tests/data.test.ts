import { recoveryRequirement, standbyRequirement, requirement } from "./requirement";

const INSTANCE = { type: "aws_db_instance", name: "database_instance" } as const;
const READER = { type: "aws_db_instance", name: "database_replica-b" } as const;

requirement(
  "SA-D2 has PostgreSQL in two zones, with 7 days of backups, Performance Insights and a parameter group",
  (stack) => {
    expect(stack.resource(INSTANCE.type, INSTANCE.name)).toMatchObject({
      identifier: "saas-database",
      engine: "postgres",
      engine_version: "16.13",
      instance_class: "db.r6g.large",
      multi_az: true,
      backup_retention_period: 7,
      performance_insights_enabled: true,
      parameter_group_name: expect.stringContaining("aws_db_parameter_group.database"),
      storage_encrypted: true,
      kms_key_id: expect.stringContaining("aws_kms_key.data-key"),
      deletion_protection: true,
    });
    const parameters = stack.resource("aws_db_parameter_group")["parameter"] as unknown[];
    expect(parameters).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: "max_connections", value: "400" }),
        expect.objectContaining({ name: "rds.force_ssl", value: "1" }),
      ]),
    );
  },
  [
    { ...INSTANCE, path: "multi_az", value: false },
    { ...INSTANCE, path: "backup_retention_period", value: 6 },
    { ...INSTANCE, path: "performance_insights_enabled", value: false },
    { ...INSTANCE, path: "parameter_group_name", value: "default.postgres16" },
    { ...INSTANCE, path: "kms_key_id" },
    { ...INSTANCE, path: "engine", value: "mysql" },
    { type: "aws_db_parameter_group", path: "parameter", value: [] },
  ],
);

requirement(
  "SA-D2 has a read replica in another zone of the region",
  (stack) => {
    expect(stack.resource(READER.type, READER.name)).toMatchObject({
      replicate_source_db: expect.stringContaining("aws_db_instance.database_instance"),
      availability_zone: "us-east-1b",
    });
  },
  [
    { ...READER },
    { ...READER, path: "replicate_source_db", value: "other" },
    { ...READER, path: "availability_zone", value: "us-east-1a" },
  ],
);

const STANDBY = { type: "aws_db_instance", name: "database_instance" } as const;

standbyRequirement(
  "SA-D2 has a replica in us-west-2, encrypted with a key of that region, with backups of its own",
  (stack) => {
    expect(stack.resource(STANDBY.type)).toMatchObject({
      identifier: "saas-standby-database",
      replicate_source_db: "arn:aws:rds:us-east-1:123456789012:db:saas-database",
      kms_key_id: expect.stringContaining("aws_kms_key.data-key"),
      backup_retention_period: 7,
      deletion_protection: true,
    });
  },
  [
    { ...STANDBY },
    { ...STANDBY, path: "replicate_source_db", value: "other" },
    { ...STANDBY, path: "kms_key_id" },
    { ...STANDBY, path: "backup_retention_period", value: 0 },
    { ...STANDBY, path: "deletion_protection", value: false },
  ],
);

const PROXY = { type: "aws_db_proxy" } as const;
const CACHE = { type: "aws_elasticache_replication_group" } as const;

requirement(
  "SA-D2 pools connections in RDS Proxy and caches queries in ElastiCache",
  (stack) => {
    expect(stack.resource(PROXY.type)).toMatchObject({
      name: "saas-database",
      engine_family: "POSTGRESQL",
      require_tls: true,
    });
    expect(stack.resource("aws_db_proxy_target")["db_instance_identifier"]).toBe("saas-database");
    expect(stack.resource(CACHE.type)).toMatchObject({
      replication_group_id: "saas-cache",
      node_type: "cache.r6g.large",
      automatic_failover_enabled: true,
      multi_az_enabled: true,
      transit_encryption_mode: "required",
      kms_key_id: expect.stringContaining("aws_kms_key.data-key"),
    });
  },
  [
    { ...PROXY },
    { ...PROXY, path: "require_tls", value: false },
    { ...PROXY, path: "engine_family", value: "MYSQL" },
    { type: "aws_db_proxy_target", path: "db_instance_identifier", value: "other" },
    { ...CACHE, path: "multi_az_enabled", value: false },
    { ...CACHE, path: "transit_encryption_mode", value: "preferred" },
    { ...CACHE, path: "kms_key_id" },
  ],
);

const REPLICATION = "aws_s3_bucket_replication_configuration";
const LIFECYCLE = "aws_s3_bucket_lifecycle_configuration";
const COPIED = ["documents", "lake"] as const;

requirement(
  "SA-D3 copies documents and the lake to us-west-2 within 15 minutes",
  (stack) => {
    for (const id of COPIED) {
      expect(stack.resource(REPLICATION, `${id}-replication`)["rule"]).toMatchObject([
        {
          status: "Enabled",
          destination: {
            bucket: `arn:aws:s3:::saas-recovery-${id}-123456789012`,
            encryption_configuration: {
              replica_kms_key_id: "arn:aws:kms:us-west-2:123456789012:key/00000000-0000-4000-8000-000000000002",
            },
            replication_time: { status: "Enabled", time: { minutes: 15 } },
          },
        },
      ]);
    }
  },
  COPIED.flatMap((id) => [
    { type: REPLICATION, name: `${id}-replication` },
    { type: REPLICATION, name: `${id}-replication`, path: "rule.0.status", value: "Disabled" },
    { type: REPLICATION, name: `${id}-replication`, path: "rule.0.destination.bucket", value: "arn:aws:s3:::other" },
    {
      type: REPLICATION,
      name: `${id}-replication`,
      path: "rule.0.destination.replication_time.status",
      value: "Disabled",
    },
    { type: REPLICATION, name: `${id}-replication`, path: "rule.0.destination.encryption_configuration" },
  ]),
);

requirement(
  "SA-D3 has versions, SSE-KMS, lifecycle rules and access logs on documents and the lake",
  (stack) => {
    for (const [id, key] of [
      ["documents", "data-key"],
      ["lake", "lake-key"],
    ] as const) {
      expect(stack.resource("aws_s3_bucket_versioning", `${id}_`)["versioning_configuration"]).toEqual({
        status: "Enabled",
      });
      expect(stack.resource("aws_s3_bucket_server_side_encryption_configuration", `${id}_`)["rule"]).toMatchObject([
        {
          apply_server_side_encryption_by_default: {
            sse_algorithm: "aws:kms",
            kms_master_key_id: expect.stringContaining(key),
          },
        },
      ]);
      expect(JSON.stringify(stack.resource(LIFECYCLE, `${id}_`)["rule"])).toMatch(
        /"days":90,"storage_class":"STANDARD_IA"/,
      );
      expect(stack.resource("aws_s3_bucket_logging", `${id}_`)["target_prefix"]).toContain(`saas-${id}`);
    }
  },
  COPIED.flatMap((id) => [
    { type: "aws_s3_bucket_versioning", name: `${id}_`, path: "versioning_configuration.status", value: "Suspended" },
    { type: "aws_s3_bucket_server_side_encryption_configuration", name: `${id}_`, path: "rule", value: [] },
    { type: LIFECYCLE, name: `${id}_`, path: "rule", value: [] },
    { type: "aws_s3_bucket_logging", name: `${id}_`, path: "target_prefix", value: "other" },
  ]),
);

recoveryRequirement(
  "SA-D3 has encrypted copies with versions in us-west-2",
  (stack) => {
    for (const id of COPIED) {
      expect(stack.resource("aws_s3_bucket", `${id}-copies`)["bucket"]).toBe(`saas-recovery-${id}-123456789012`);
      expect(stack.resource("aws_s3_bucket_versioning", `${id}-copies`)["versioning_configuration"]).toEqual({
        status: "Enabled",
      });
    }
  },
  COPIED.flatMap((id) => [
    { type: "aws_s3_bucket", name: `${id}-copies`, path: "bucket", value: "other" },
    {
      type: "aws_s3_bucket_versioning",
      name: `${id}-copies`,
      path: "versioning_configuration.status",
      value: "Suspended",
    },
  ]),
);
