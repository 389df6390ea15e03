import { gone, KEPT, removed, weakened, type Classification } from "../protection";

/** Buckets, the database and the cache. */
export const DATA: Classification = {
  aws_db_subnet_group: { protects: [weakened("subnet_ids", "RDS-15", [undefined, ["subnet-1"]])], neutral: {} },
  aws_elasticache_serverless_cache: {
    protects: [
      removed("kms_key_id", "CAC-01"),
      removed("snapshot_retention_limit", "CAC-04"),
      weakened("snapshot_retention_limit", "CAC-04", [0]),
      removed("cache_usage_limits", "CAC-04"),
      KEPT,
    ],
    neutral: { wiring: ["security_group_ids", "subnet_ids"], behaviour: ["engine", "major_engine_version"] },
  },
  aws_rds_cluster: {
    protects: [
      weakened("storage_encrypted", "RDS-01", [undefined, false]),
      removed("kms_key_id", "RDS-01"),
      weakened("deletion_protection", "RDS-03", [undefined, false]),
      weakened("backup_retention_period", "RDS-04", [undefined, 1]),
      weakened("skip_final_snapshot", "RDS-04", [undefined, true]),
      removed("final_snapshot_identifier", "RDS-04"),
      weakened("delete_automated_backups", "RDS-04", [undefined, true]),
      weakened("iam_database_authentication_enabled", "RDS-06", [undefined, false]),
      removed("enabled_cloudwatch_logs_exports", "RDS-07"),
      removed("db_cluster_parameter_group_name", "RDS-08"),
      weakened("copy_tags_to_snapshot", "RDS-11", [undefined, false]),
      weakened("manage_master_user_password", "RDS-12", [undefined, false]),
      weakened("master_username", "RDS-12", ["admin", "postgres", "root"]),
      removed("master_user_secret_kms_key_id", "SEC-01"),
      weakened("engine_mode", "RDS-14", ["serverless"]),
      weakened("engine_version", "RDS-16", [undefined, "16.1"]),
      weakened("serverlessv2_scaling_configuration.max_capacity", "RDS-14", [undefined, 1, 300]),
      weakened("serverlessv2_scaling_configuration.min_capacity", "RDS-14", [undefined, 0.7]),
      KEPT,
    ],
    neutral: {
      naming: ["cluster_identifier", "database_name"],
      wiring: ["db_subnet_group_name", "vpc_security_group_ids"],
      behaviour: ["engine", "port", "preferred_backup_window", "preferred_maintenance_window"],
      ordering: ["apply_immediately"],
    },
  },
  aws_rds_cluster_instance: {
    protects: [
      weakened("publicly_accessible", "RDS-02", [undefined, true, "true"]),
      weakened("auto_minor_version_upgrade", "RDS-09", [undefined, false]),
      weakened("ca_cert_identifier", "RDS-09", ["rds-ca-2019"]),
      weakened("monitoring_interval", "RDS-10", [undefined, 0]),
      weakened("performance_insights_enabled", "RDS-10", [undefined, false]),
      removed("performance_insights_kms_key_id", "RDS-10"),
      KEPT,
    ],
    neutral: {
      naming: ["identifier"],
      wiring: ["cluster_identifier", "monitoring_role_arn"],
      sizing: ["instance_class", "performance_insights_retention_period"],
      // Aurora uses the setting of the cluster and ignores that of an instance.
      behaviour: ["availability_zone", "engine", "promotion_tier", "copy_tags_to_snapshot"],
      ordering: ["apply_immediately"],
    },
  },
  aws_rds_cluster_parameter_group: {
    protects: [
      removed("parameter", "RDS-08", "RDS-07"),
      removed("parameter[name=rds.force_ssl]", "RDS-08"),
      weakened("parameter[name=rds.force_ssl].value", "RDS-08", ["0"]),
      removed("parameter[name=log_statement]", "RDS-07"),
      removed("parameter[name=log_min_duration_statement]", "RDS-07"),
    ],
    neutral: { behaviour: ["family"], ordering: ["lifecycle"] },
  },
  aws_s3_bucket: {
    protects: [weakened("force_destroy", "S3-10", [true, "true"]), KEPT],
    neutral: { naming: ["bucket"] },
  },
  aws_s3_bucket_lifecycle_configuration: {
    protects: [gone("S3-06"), removed("rule", "S3-06"), removed("rule[id=incomplete-uploads]", "S3-06")],
    neutral: { wiring: ["bucket"] },
  },
  aws_s3_bucket_logging: {
    protects: [gone("S3-05"), removed("target_bucket", "S3-05")],
    neutral: { wiring: ["bucket"], naming: ["target_prefix"] },
  },
  aws_s3_bucket_ownership_controls: {
    protects: [gone("S3-07"), removed("rule", "S3-07"), weakened("rule.object_ownership", "S3-07", ["ObjectWriter"])],
    neutral: { wiring: ["bucket"] },
  },
  aws_s3_bucket_policy: { protects: [gone("S3-02"), removed("policy", "S3-02")], neutral: { wiring: ["bucket"] } },
  aws_s3_bucket_public_access_block: {
    protects: [
      gone("S3-01"),
      weakened("block_public_acls", "S3-01", [undefined, false]),
      weakened("block_public_policy", "S3-01", [undefined, false]),
      weakened("ignore_public_acls", "S3-01", [undefined, false]),
      weakened("restrict_public_buckets", "S3-01", [undefined, false]),
    ],
    neutral: { wiring: ["bucket"] },
  },
  aws_s3_bucket_server_side_encryption_configuration: {
    protects: [gone("S3-03"), removed("rule", "S3-03")],
    neutral: { wiring: ["bucket"] },
  },
  aws_s3_bucket_versioning: {
    protects: [
      gone("S3-04"),
      removed("versioning_configuration", "S3-04"),
      weakened("versioning_configuration.status", "S3-04", ["Suspended", "Disabled"]),
    ],
    neutral: { wiring: ["bucket"] },
  },
  aws_s3_object: {
    protects: [],
    neutral: { wiring: ["bucket"], naming: ["key"], behaviour: ["cache_control", "content", "content_type"] },
  },
};
