/**
 * Types that hold data which no apply can bring back, and the arguments that make them another resource when they change.
 * The bindings do not know them. The arguments follow "Forces new resource" in the provider's documentation; they have not been compared
 * with plans of the real provider.
 */
export const STATEFUL_TYPES: Readonly<Record<string, readonly string[]>> = {
  aws_backup_vault: ["name", "kms_key_arn"],
  aws_cloudwatch_log_group: ["name", "log_group_class"],
  aws_cognito_user_pool: ["alias_attributes", "username_attributes", "username_configuration"],
  aws_db_instance: ["identifier_prefix", "engine", "username", "storage_encrypted", "kms_key_id", "availability_zone"],
  aws_dynamodb_table: ["name", "hash_key", "range_key", "local_secondary_index"],
  aws_ecr_repository: ["name", "encryption_configuration"],
  aws_efs_file_system: ["creation_token", "encrypted", "kms_key_id", "performance_mode", "availability_zone_name"],
  aws_elasticache_replication_group: [
    "replication_group_id",
    "at_rest_encryption_enabled",
    "kms_key_id",
    "subnet_group_name",
  ],
  aws_elasticache_serverless_cache: ["name", "kms_key_id", "subnet_ids"],
  aws_kms_key: ["customer_master_key_spec", "key_usage", "multi_region", "custom_key_store_id"],
  aws_kms_replica_key: ["primary_key_arn"],
  aws_opensearch_domain: ["domain_name"],
  aws_rds_cluster: [
    "cluster_identifier",
    "database_name",
    "master_username",
    "storage_encrypted",
    "kms_key_id",
    "db_subnet_group_name",
    "availability_zones",
    "engine",
    "snapshot_identifier",
  ],
  aws_rds_cluster_instance: ["cluster_identifier", "identifier", "engine", "availability_zone"],
  aws_s3_bucket: ["bucket", "object_lock_enabled"],
  aws_secretsmanager_secret: ["name", "name_prefix"],
  aws_sqs_queue: ["name", "fifo_queue"],
};

/** Whether losing the resource means losing data. */
export function isStateful(type: string): boolean {
  return type in STATEFUL_TYPES;
}
