/** Loss caused by destroying a resource: its content, its value as evidence, or its name or address. */
export type Loss = "data" | "evidence" | "address";

/**
 * Types that no plan may destroy or replace without an approval, with the loss. Types with data also need a literal
 * `prevent_destroy` in prod. NAT gateways are not listed, although others may allow-list their addresses.
 */
export const STATEFUL: Readonly<Record<string, Loss>> = {
  aws_acm_certificate: "address",
  aws_athena_workgroup: "data",
  aws_backup_vault: "data",
  aws_backup_vault_lock_configuration: "evidence",
  aws_cloudfront_distribution: "address",
  aws_cloudtrail: "evidence",
  aws_cloudwatch_log_group: "evidence",
  aws_cognito_user_pool: "data",
  aws_db_instance: "data",
  aws_dynamodb_table: "data",
  aws_ecr_repository: "data",
  aws_efs_file_system: "data",
  aws_elasticache_replication_group: "data",
  aws_elasticache_serverless_cache: "data",
  aws_glue_catalog_database: "data",
  aws_kms_key: "data",
  aws_kms_replica_key: "data",
  aws_lb: "address",
  aws_opensearch_domain: "data",
  aws_rds_cluster: "data",
  aws_rds_cluster_instance: "data",
  aws_rds_global_cluster: "data",
  aws_route53_zone: "data",
  aws_s3_bucket: "data",
  aws_secretsmanager_secret: "data",
  aws_sfn_state_machine: "address",
  aws_sns_topic: "data",
  aws_sqs_queue: "data",
  aws_vpc: "address",
};

export const STATEFUL_TYPES: readonly string[] = Object.keys(STATEFUL);
export const DATA_TYPES: readonly string[] = STATEFUL_TYPES.filter((type) => STATEFUL[type] === "data");

/** Returns whether destroying a resource of a type loses more than the resource can be recreated with. */
export const isStateful = (type: string): boolean => type in STATEFUL;
