/** Types whose loss is a loss of data, of a name that others rely on, or of evidence. */
export const STATEFUL_TYPES: readonly string[] = [
  "aws_backup_vault",
  "aws_cognito_user_pool",
  "aws_db_instance",
  "aws_dynamodb_table",
  "aws_ecr_repository",
  "aws_elasticache_replication_group",
  "aws_elasticache_serverless_cache",
  "aws_kms_key",
  "aws_rds_cluster",
  "aws_rds_cluster_instance",
  "aws_rds_global_cluster",
  "aws_s3_bucket",
  "aws_secretsmanager_secret",
  "aws_sns_topic",
];
