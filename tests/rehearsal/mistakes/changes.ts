type Attributes = Readonly<Record<string, unknown>>;

/** A change that synthesis, validation and apply accept, and that loses what the resource contains. */
export interface LosingChange {
  readonly type: string;
  readonly before: Attributes;
  readonly after: Attributes;
  /** The argument for which the provider replaces the resource. */
  readonly because: string;
}

const KEY = "arn:aws:kms:us-east-1:111122223333:key/0b1c2d3e-0000-4000-8000-000000000000";
const OTHER_KEY = KEY.replace("0b1c", "1c2d");

const losing = (type: string, base: Attributes, because: string, before: unknown, after: unknown): LosingChange => ({
  ...{ type, because },
  before: { ...base, [because]: before },
  after: { ...base, [because]: after },
});

const postgres = {
  ...{ identifier: "orders", instance_class: "db.t4g.small", allocated_storage: 20 },
  ...{ username: "ada", password: "not-a-secret", skip_final_snapshot: true },
};
const availability_zones = ["us-east-1a", "us-east-1b", "us-east-1c"];
const cluster = { engine: "docdb", master_username: "ada", master_password: "not-a-secret", skip_final_snapshot: true };
const aurora = {
  ...{ cluster_identifier: "shop", engine: "aurora-mysql", engine_mode: "provisioned", skip_final_snapshot: true },
  ...{ master_username: "ada", master_password: "not-a-secret", availability_zones },
};
const auroraInstance = {
  ...{ identifier: "shop-a", cluster_identifier: "shop", engine: "aurora-mysql", instance_class: "db.r6g.large" },
};
const neptune = {
  ...{ cluster_identifier: "graph", engine: "neptune", port: 8182, storage_encrypted: true },
  ...{ skip_final_snapshot: true, availability_zones },
};
const memory = {
  ...{ acl_name: "open-access", node_type: "db.t4g.small", tls_enabled: true },
  ...{ data_tiering: false, auto_minor_version_upgrade: true },
};
const redis = { description: "sessions", node_type: "cache.t4g.small", engine: "redis", security_group_names: [] };
const brokers = (client_subnets: readonly string[]) => [
  ...[{ client_subnets, instance_type: "kafka.t3.small", security_groups: ["sg-a"] }],
];
const keyed = (hash_key: string) => ({ hash_key, attribute: [{ name: hash_key, type: "S" }] });

/** Changes of stateful resources, each with its own values. */
export const LOSING_CHANGES: readonly LosingChange[] = [
  losing(
    "aws_cognito_user_pool",
    { name: "users" },
    "username_configuration",
    [{ case_sensitive: true }],
    [{ case_sensitive: false }],
  ),
  {
    ...{ type: "aws_dynamodb_table", because: "hash_key" },
    before: { name: "orders", billing_mode: "PAY_PER_REQUEST", ...keyed("id") },
    after: { name: "orders", billing_mode: "PAY_PER_REQUEST", ...keyed("pk") },
  },
  losing("aws_db_instance", { ...postgres, storage_encrypted: true }, "engine", "postgres", "mysql"),
  losing("aws_rds_cluster", aurora, "database_name", "shop", "store"),
  losing("aws_rds_cluster_instance", auroraInstance, "availability_zone", "us-east-1a", "us-east-1b"),
  losing(
    "aws_docdb_cluster",
    { ...cluster, cluster_identifier: "catalogue", availability_zones, port: 27017 },
    "storage_encrypted",
    false,
    true,
  ),
  losing("aws_neptune_cluster", neptune, "kms_key_arn", KEY, OTHER_KEY),
  losing(
    "aws_elasticache_replication_group",
    { ...redis, replication_group_id: "a" },
    "subnet_group_name",
    "old",
    "new",
  ),
  losing("aws_opensearch_domain", {}, "domain_name", "search", "find"),
  losing("aws_efs_file_system", { creation_token: "files" }, "encrypted", false, true),
  losing("aws_ebs_volume", { availability_zone: "us-east-1a", size: 20 }, "kms_key_id", KEY, OTHER_KEY),
  losing("aws_kinesis_stream", { shard_count: 1 }, "name", "clicks", "events"),
  losing(
    "aws_ecr_repository",
    { name: "shop" },
    "encryption_configuration",
    [{ encryption_type: "AES256" }],
    [{ encryption_type: "KMS", kms_key: KEY }],
  ),
  losing("aws_backup_vault", { name: "vault" }, "kms_key_arn", KEY, OTHER_KEY),
  losing("aws_sqs_queue", { name: "jobs.fifo" }, "fifo_queue", false, true),
  losing(
    "aws_msk_cluster",
    { cluster_name: "kafka", kafka_version: "3.6.0", number_of_broker_nodes: 2 },
    "broker_node_group_info",
    brokers(["subnet-a", "subnet-b"]),
    brokers(["subnet-a", "subnet-c"]),
  ),
  losing("aws_memorydb_cluster", memory, "name", "a", "b"),
  losing(
    "aws_redshift_cluster",
    { node_type: "ra3.large", skip_final_snapshot: true, master_username: "ada", manage_master_password: true },
    "cluster_identifier",
    "facts",
    "history",
  ),
];
