import { type Claim, claims } from "../claim";

const KEY = "${aws_kms_key.db.arn}";
const CLUSTER = "aws_rds_cluster.ledger";

const postgres = {
  "aws_kms_key.db": { description: "ledger" },
  [CLUSTER]: {
    cluster_identifier: "ledger",
    engine: "aurora-postgresql",
    engine_version: "16",
    storage_encrypted: true,
    kms_key_id: KEY,
    iam_database_authentication_enabled: true,
    db_cluster_parameter_group_name: "${aws_rds_cluster_parameter_group.ledger.name}",
    master_username: "ledger_owner",
    manage_master_user_password: true,
    deletion_protection: true,
    backup_retention_period: 21,
    skip_final_snapshot: false,
    final_snapshot_identifier: "ledger-final",
    delete_automated_backups: false,
    enabled_cloudwatch_logs_exports: ["postgresql"],
    copy_tags_to_snapshot: true,
    tags: { Backup: "hourly" },
  },
  "aws_rds_cluster_instance.ledger_a": instance("us-east-1a"),
  "aws_rds_cluster_instance.ledger_b": instance("us-east-1b"),
  "aws_rds_cluster_parameter_group.ledger": {
    name: "ledger",
    family: "aurora-postgresql16",
    parameter: [
      { name: "rds.force_ssl", value: "1" },
      { name: "log_statement", value: "mod" },
      { name: "log_min_duration_statement", value: "500" },
    ],
  },
  "aws_backup_selection.hourly": {
    name: "hourly",
    selection_tag: { type: "STRINGEQUALS", key: "Backup", value: "hourly" },
  },
};

function instance(zone: string): Readonly<Record<string, unknown>> {
  return {
    cluster_identifier: `\${${CLUSTER}.id}`,
    engine: "aurora-postgresql",
    instance_class: "db.r7g.large",
    availability_zone: zone,
    publicly_accessible: false,
    auto_minor_version_upgrade: true,
    monitoring_interval: 30,
    performance_insights_enabled: true,
    performance_insights_kms_key_id: KEY,
  };
}

const withParameters = (parameter: readonly object[]) => ({
  "aws_rds_cluster_parameter_group.ledger": { parameter },
});

const ofClusters = claims(CLUSTER, postgres, {
  "CKV_AWS_96 AVD-AWS-0079 AwsSolutions-RDS2 RDS.27": [{ storage_encrypted: false }, { storage_encrypted: undefined }],
  CKV_AWS_327: [{ kms_key_id: undefined }, { kms_key_id: "alias/aws/rds" }],
  "CKV_AWS_162 AwsSolutions-RDS6 RDS.12": [
    { iam_database_authentication_enabled: false },
    { iam_database_authentication_enabled: undefined },
  ],
  "CKV_AWS_139 AVD-AWS-0343 AwsSolutions-RDS10 RDS.7": [
    { deletion_protection: false },
    { deletion_protection: undefined },
  ],
  "RDS.24": [{ master_username: "admin" }, { master_username: "postgres" }],
  "CKV_AWS_133 AVD-AWS-0077 AwsSolutions-RDS13 RDS.50": [
    { backup_retention_period: 1 },
    { backup_retention_period: 0 },
    { backup_retention_period: undefined },
  ],
  "RDS.15": [
    { "aws_rds_cluster_instance.ledger_b": undefined },
    { "aws_rds_cluster_instance.ledger_b": { availability_zone: "us-east-1a" } },
  ],
  "CKV_AWS_324 RDS.37": [{ enabled_cloudwatch_logs_exports: [] }, { enabled_cloudwatch_logs_exports: undefined }],
  "CKV_AWS_313 RDS.16": [{ copy_tags_to_snapshot: false }, { copy_tags_to_snapshot: undefined }],
  CKV2_AWS_27: [
    withParameters([{ name: "log_statement", value: "none" }]),
    withParameters([{ name: "log_statement", value: "all" }]),
    withParameters([]),
  ],
  "CKV2_AWS_8 RDSInBackupPlan RDS.26": {
    fails: [{ "aws_backup_selection.hourly": undefined }, { tags: { Backup: "never" } }],
    passes: [
      { tags: {}, "aws_backup_selection.hourly": { selection_tag: undefined, resources: [`\${${CLUSTER}.arn}`] } },
      { "aws_backup_selection.hourly": { selection_tag: undefined, resources: ["arn:aws:rds:*:*:cluster:*"] } },
    ],
  },
});

const mysql = {
  [CLUSTER]: {
    engine: "aurora-mysql",
    engine_version: "8.0.mysql_aurora.3.08.0",
    backtrack_window: 86400,
    enabled_cloudwatch_logs_exports: ["audit", "slowquery"],
  },
};

const ofMysql = claims(CLUSTER, mysql, {
  "CKV_AWS_325 AwsSolutions-RDS16 RDS.34 RDS.45": [
    { enabled_cloudwatch_logs_exports: ["error", "slowquery"] },
    { enabled_cloudwatch_logs_exports: undefined },
  ],
  "CKV_AWS_326 AwsSolutions-RDS14 RDS.14": [{ backtrack_window: 0 }, { backtrack_window: undefined }],
});

const DATABASE = "aws_db_instance.payroll";
const database = {
  "aws_kms_key.db": { description: "payroll" },
  [DATABASE]: {
    identifier: "payroll",
    engine: "postgres",
    engine_version: "17",
    instance_class: "db.m7g.large",
    allocated_storage: 100,
    storage_encrypted: true,
    kms_key_id: KEY,
    publicly_accessible: false,
    iam_database_authentication_enabled: true,
    username: "payroll_owner",
    manage_master_user_password: true,
    deletion_protection: true,
    backup_retention_period: 14,
    skip_final_snapshot: false,
    final_snapshot_identifier: "payroll-final",
    delete_automated_backups: false,
    multi_az: true,
    enabled_cloudwatch_logs_exports: ["postgresql", "upgrade"],
    auto_minor_version_upgrade: true,
    ca_cert_identifier: "rds-ca-rsa4096-g1",
    monitoring_interval: 60,
    performance_insights_enabled: true,
    performance_insights_kms_key_id: KEY,
    copy_tags_to_snapshot: true,
    parameter_group_name: "${aws_db_parameter_group.payroll.name}",
  },
  "aws_db_parameter_group.payroll": {
    name: "payroll",
    family: "postgres17",
    parameter: [
      { name: "rds.force_ssl", value: "1" },
      { name: "log_statement", value: "all" },
      { name: "log_min_duration_statement", value: "1" },
    ],
  },
};

const group = (family: string, ...parameter: readonly object[]) => ({
  "aws_db_parameter_group.payroll": { family, parameter },
});

const ofInstances = claims(DATABASE, database, {
  "CKV_AWS_16 AVD-AWS-0080 RDS.3": [{ storage_encrypted: false }, { storage_encrypted: undefined }],
  "CKV_AWS_17 AVD-AWS-0180 RDSInstancePublicAccess RDS.2": [{ publicly_accessible: true }],
  "CKV_AWS_161 AVD-AWS-0176 RDS.10": {
    fails: [{ iam_database_authentication_enabled: false }, { iam_database_authentication_enabled: undefined }],
    passes: [{ engine: "sqlserver-se", iam_database_authentication_enabled: false }],
  },
  "CKV_AWS_293 AVD-AWS-0177 RDS.8": [{ deletion_protection: false }, { deletion_protection: undefined }],
  "RDS.25": [{ username: "admin" }, { username: "postgres" }, { username: "root" }],
  "RDS.11": [{ backup_retention_period: 3 }, { backup_retention_period: 0 }],
  "CKV_AWS_157 AwsSolutions-RDS3 RDS.5": [{ multi_az: false }, { multi_az: undefined }],
  "CKV_AWS_129 RDSLoggingEnabled RDS.9 RDS.36 RDS.40 RDS.42": [
    { enabled_cloudwatch_logs_exports: [] },
    { enabled_cloudwatch_logs_exports: undefined },
  ],
  "CKV_AWS_226 RDSAutomaticMinorVersionUpgradeEnabled RDS.13 RDS.35": [{ auto_minor_version_upgrade: false }],
  CKV_AWS_211: {
    fails: [{ ca_cert_identifier: "rds-ca-2019" }, { ca_cert_identifier: "rds-ca-2015" }],
    passes: [{ ca_cert_identifier: "rds-ca-ecc384-g1" }],
  },
  "CKV_AWS_118 RDSEnhancedMonitoringEnabled RDS.6": [{ monitoring_interval: 0 }, { monitoring_interval: undefined }],
  "CKV_AWS_353 AVD-AWS-0133": [{ performance_insights_enabled: false }, { performance_insights_enabled: undefined }],
  "CKV_AWS_354 AVD-AWS-0078": [{ performance_insights_kms_key_id: undefined }],
  "CKV2_AWS_60 RDS.17": [{ copy_tags_to_snapshot: false }, { copy_tags_to_snapshot: undefined }],
  CKV2_AWS_30: [
    group("postgres17", { name: "log_statement", value: "ddl" }),
    group("postgres17", { name: "log_min_duration_statement", value: "250" }),
    group("postgres17"),
  ],
  "CKV2_AWS_69 RDS.38": {
    fails: [group("postgres17", { name: "rds.force_ssl", value: "0" }), group("postgres17")],
    passes: [group("postgres17", { name: "rds.force_ssl", value: "on" })],
  },
  "RDS.39": {
    fails: [group("mysql8.4", { name: "require_secure_transport", value: "OFF" }), group("mysql8.4")],
    passes: [group("mysql8.4", { name: "require_secure_transport", value: "1" })],
  },
  "RDS.44": {
    fails: [group("mariadb11.4", { name: "require_secure_transport", value: "0" }), group("mariadb11.4")],
    passes: [group("mariadb11.4", { name: "require_secure_transport", value: "ON" })],
  },
});

const TABLE = "aws_dynamodb_table.carts";
const table = {
  [TABLE]: {
    name: "carts",
    hash_key: "id",
    attribute: { name: "id", type: "S" },
    billing_mode: "PAY_PER_REQUEST",
    point_in_time_recovery: { enabled: true },
    deletion_protection_enabled: true,
    server_side_encryption: { enabled: true, kms_key_arn: "arn:aws:kms:us-east-1:111122223333:key/1a2b" },
  },
  "aws_backup_selection.tables": { name: "tables", resources: [`\${${TABLE}.arn}`] },
};

const provisioned = { billing_mode: "PROVISIONED", read_capacity: 5, write_capacity: 5 };
const target = {
  "aws_appautoscaling_target.carts": {
    resource_id: `table/\${${TABLE}.name}`,
    scalable_dimension: "dynamodb:table:ReadCapacityUnits",
    service_namespace: "dynamodb",
    min_capacity: 5,
    max_capacity: 50,
  },
};
const scaling = {
  "aws_appautoscaling_policy.carts": {
    name: "carts",
    policy_type: "TargetTrackingScaling",
    resource_id: "${aws_appautoscaling_target.carts.resource_id}",
  },
};

const ofTableCaches = claims(
  "aws_dax_cluster.plans",
  {
    "aws_dax_cluster.plans": {
      cluster_name: "plans",
      node_type: "dax.r5.large",
      replication_factor: 3,
      server_side_encryption: { enabled: true },
      cluster_endpoint_encryption_type: "TLS",
    },
  },
  {
    "DynamoDB.3": [{ server_side_encryption: undefined }, { "server_side_encryption.enabled": false }],
    "DynamoDB.7": [{ cluster_endpoint_encryption_type: "NONE" }, { cluster_endpoint_encryption_type: undefined }],
  },
);

const ofTables = claims(TABLE, table, {
  "CKV_AWS_28 AVD-AWS-0024 AwsSolutions-DDB3 DynamoDB.2": [
    { "point_in_time_recovery.enabled": false },
    { point_in_time_recovery: undefined },
  ],
  "DynamoDB.6": [{ deletion_protection_enabled: false }, { deletion_protection_enabled: undefined }],
  "CKV_AWS_119 AVD-AWS-0025": [
    { server_side_encryption: undefined },
    { "server_side_encryption.enabled": false },
    { "server_side_encryption.kms_key_arn": undefined },
  ],
  "CKV2_AWS_16 DynamoDBAutoScalingEnabled DynamoDB.1": {
    fails: [
      provisioned,
      { billing_mode: undefined, read_capacity: 5, write_capacity: 5 },
      { ...provisioned, ...target },
    ],
    passes: [{ ...provisioned, ...target, ...scaling }],
  },
  "DynamoDBInBackupPlan DynamoDB.4": {
    fails: [{ "aws_backup_selection.tables": undefined }, { "aws_backup_selection.tables": { resources: [] } }],
    passes: [{ "aws_backup_selection.tables": { resources: ["*"] } }],
  },
});

const CACHE = "aws_elasticache_replication_group.sessions";
const cache = {
  [CACHE]: {
    replication_group_id: "sessions",
    engine: "valkey",
    num_cache_clusters: 3,
    at_rest_encryption_enabled: true,
    transit_encryption_enabled: true,
    kms_key_id: "arn:aws:kms:us-east-1:111122223333:key/3c4d",
    user_group_ids: ["sessions"],
    automatic_failover_enabled: true,
    multi_az_enabled: true,
    snapshot_retention_limit: 7,
  },
};

const ofCaches = claims(CACHE, cache, {
  "CKV_AWS_29 AVD-AWS-0045 ElastiCache.4": [
    { at_rest_encryption_enabled: false },
    { at_rest_encryption_enabled: undefined },
  ],
  "CKV_AWS_30 AVD-AWS-0051 AwsSolutions-AEC3 ElastiCache.5": [
    { transit_encryption_enabled: false },
    { transit_encryption_enabled: undefined },
  ],
  CKV_AWS_191: [{ kms_key_id: undefined }, { kms_key_id: "alias/aws/elasticache" }],
  "CKV_AWS_31 AwsSolutions-AEC6 ElastiCache.6": {
    fails: [{ user_group_ids: undefined }, { user_group_ids: [] }],
    passes: [{ user_group_ids: undefined, auth_token: "${random_password.cache.result}" }],
  },
  "CKV2_AWS_50 AwsSolutions-AEC4 ElastiCache.3": [
    { automatic_failover_enabled: false },
    { multi_az_enabled: false },
    { multi_az_enabled: undefined },
    { num_cache_clusters: 1 },
  ],
});

const single = {
  "aws_elasticache_cluster.rates": {
    cluster_id: "rates",
    engine: "redis",
    num_cache_nodes: 1,
    snapshot_retention_limit: 5,
  },
};

export const DATABASES: readonly Claim[] = [
  ...ofClusters,
  ...ofMysql,
  ...ofInstances,
  ...ofTables,
  ...ofTableCaches,
  ...ofCaches,
  ...claims(CACHE, cache, {
    "ElastiCache.1": [{ snapshot_retention_limit: 0 }, { snapshot_retention_limit: undefined }],
  }),
  ...claims("aws_elasticache_cluster.rates", single, {
    "CKV_AWS_134 AVD-AWS-0050": {
      fails: [
        { snapshot_retention_limit: 0 },
        { snapshot_retention_limit: undefined },
        { engine: "valkey", snapshot_retention_limit: undefined },
      ],
      passes: [{ engine: "memcached", snapshot_retention_limit: undefined }],
    },
  }),
  ...claims(
    "aws_db_proxy.ledger",
    { "aws_db_proxy.ledger": { name: "ledger", engine_family: "POSTGRESQL", require_tls: true } },
    { "RDS.43": [{ require_tls: false }, { require_tls: undefined }] },
  ),
  ...claims(
    "aws_efs_file_system.uploads",
    {
      "aws_efs_file_system.uploads": { encrypted: true, tags: { Plan: "daily" } },
      "aws_backup_selection.files": {
        name: "files",
        selection_tag: [{ type: "STRINGEQUALS", key: "Plan", value: "daily" }],
      },
    },
    { CKV2_AWS_18: [{ tags: { Plan: "none" } }, { "aws_backup_selection.files": undefined }] },
  ),
];
