import { requirement } from "./requirement";

const TABLE = "aws_dynamodb_table";
const CACHE = { type: "aws_elasticache_replication_group" } as const;
const DATABASE = { type: "aws_db_instance" } as const;

const text = (name: string) => ({ name, type: "S" });
const EVERY_TABLE = {
  billing_mode: "PAY_PER_REQUEST",
  deletion_protection_enabled: true,
  point_in_time_recovery: { enabled: true, recovery_period_in_days: 35 },
  server_side_encryption: { enabled: true, kms_key_arn: expect.stringContaining("aws_kms_key.data-key") as string },
};

requirement(
  "SU-D1 has the tables Customers, Orders and Feedback, encrypted, with point-in-time recovery",
  (stack) => {
    expect(Object.keys(stack.resources(TABLE))).toHaveLength(3);
    expect(stack.resource(TABLE, "customers-table")).toMatchObject({
      ...EVERY_TABLE,
      name: "scaleup-Customers",
      hash_key: "customerId",
      attribute: [text("customerId")],
    });
    expect(stack.resource(TABLE, "orders-table")).toMatchObject({
      ...EVERY_TABLE,
      name: "scaleup-Orders",
      hash_key: "pk",
      range_key: "sk",
      ttl: { attribute_name: "expiresAt", enabled: true },
    });
    expect(stack.resource(TABLE, "feedback-table")).toMatchObject({
      ...EVERY_TABLE,
      name: "scaleup-Feedback",
      hash_key: "productId",
      range_key: "customerId",
      attribute: [text("productId"), text("customerId")],
    });
  },
  ["customers", "orders", "feedback"].flatMap((name) => [
    { type: TABLE, name: `${name}-table` },
    { type: TABLE, name: `${name}-table`, path: "name", value: "Other" },
    { type: TABLE, name: `${name}-table`, path: "hash_key", value: "other" },
    { type: TABLE, name: `${name}-table`, path: "billing_mode", value: "PROVISIONED" },
    { type: TABLE, name: `${name}-table`, path: "deletion_protection_enabled", value: false },
    { type: TABLE, name: `${name}-table`, path: "point_in_time_recovery.enabled", value: false },
    { type: TABLE, name: `${name}-table`, path: "server_side_encryption.kms_key_arn" },
  ]),
);

requirement(
  "SU-D1 has global secondary indexes with the orders of a customer, and with the unpaid ones, by time",
  (stack) => {
    const orders = stack.resource(TABLE, "orders-table");
    expect(orders["global_secondary_index"]).toEqual([
      { name: "byCustomer", hash_key: "customerId", range_key: "placedAt", projection_type: "ALL" },
      { name: "unpaid", hash_key: "unpaid", range_key: "placedAt", projection_type: "KEYS_ONLY" },
    ]);
    expect(orders["attribute"]).toEqual(["pk", "sk", "customerId", "placedAt", "unpaid"].map(text));
  },
  [
    { type: TABLE, name: "orders-table", path: "global_secondary_index", value: [] },
    { type: TABLE, name: "orders-table", path: "global_secondary_index.0.hash_key", value: "pk" },
    { type: TABLE, name: "orders-table", path: "global_secondary_index.0.range_key", value: "sk" },
    { type: TABLE, name: "orders-table", path: "global_secondary_index.0.projection_type", value: "KEYS_ONLY" },
    { type: TABLE, name: "orders-table", path: "global_secondary_index.1.hash_key", value: "pk" },
    { type: TABLE, name: "orders-table", path: "attribute", value: [] },
  ],
);

requirement(
  "SU-D2 has Redis with a replica in another zone, encrypted, for clients with the password",
  (stack) => {
    expect(stack.resource(CACHE.type)).toMatchObject({
      replication_group_id: "scaleup-cache",
      engine: "redis",
      engine_version: "7.1",
      node_type: "cache.r6g.large",
      num_node_groups: 1,
      replicas_per_node_group: 1,
      automatic_failover_enabled: true,
      multi_az_enabled: true,
      transit_encryption_enabled: true,
      transit_encryption_mode: "required",
      auth_token: expect.stringContaining("aws_secretsmanager_secret_version.cache-secret"),
      at_rest_encryption_enabled: "true",
      kms_key_id: expect.stringContaining("aws_kms_key.data-key"),
    });
  },
  [
    { ...CACHE, path: "engine", value: "valkey" },
    { ...CACHE, path: "node_type", value: "cache.t4g.micro" },
    { ...CACHE, path: "replicas_per_node_group", value: 2 },
    { ...CACHE, path: "automatic_failover_enabled", value: false },
    { ...CACHE, path: "multi_az_enabled", value: false },
    { ...CACHE, path: "transit_encryption_mode", value: "preferred" },
    { ...CACHE, path: "auth_token", value: "a-literal-password" },
    { ...CACHE, path: "kms_key_id" },
  ],
);

requirement(
  "SU-D2 has PostgreSQL for analytics, private and encrypted, with a standby in another zone",
  (stack) => {
    expect(stack.resource(DATABASE.type)).toMatchObject({
      identifier: "scaleup-analytics",
      db_name: "analytics",
      engine: "postgres",
      engine_version: "16.13",
      instance_class: "db.r6g.large",
      allocated_storage: 100,
      multi_az: true,
      publicly_accessible: false,
      storage_encrypted: true,
      kms_key_id: expect.stringContaining("aws_kms_key.data-key"),
      backup_retention_period: 14,
      deletion_protection: true,
    });
  },
  [
    { ...DATABASE, path: "engine", value: "mysql" },
    { ...DATABASE, path: "engine_version", value: "13.4" },
    { ...DATABASE, path: "instance_class", value: "db.t4g.medium" },
    { ...DATABASE, path: "multi_az", value: false },
    { ...DATABASE, path: "publicly_accessible", value: true },
    { ...DATABASE, path: "storage_encrypted", value: false },
    { ...DATABASE, path: "backup_retention_period", value: 1 },
    { ...DATABASE, path: "deletion_protection", value: false },
  ],
);

requirement(
  "SU-D2 has the credentials of the database in the secret that DbPasswordSecretName names",
  (stack) => {
    expect(stack.resource("aws_secretsmanager_secret", "database-secret")).toMatchObject({
      name: "scaleup/database",
      kms_key_id: expect.stringContaining("aws_kms_key.data-key"),
    });
    expect(stack.resource(DATABASE.type)).toMatchObject({
      username: "scaleup",
      password: expect.stringContaining("aws_secretsmanager_secret_version.database-secret"),
    });
  },
  [
    { type: "aws_secretsmanager_secret", name: "database-secret", path: "name", value: "other" },
    { type: "aws_secretsmanager_secret", name: "database-secret", path: "kms_key_id" },
    { ...DATABASE, path: "username", value: "postgres" },
    { ...DATABASE, path: "password", value: "a-literal-password" },
  ],
);

requirement(
  "SU-D2 has private, encrypted buckets for product media and the data lake",
  (stack) => {
    const KEYS = { media: "aws_kms_key.data-key", lake: "aws_kms_key.lake-key" };
    for (const [id, key] of Object.entries(KEYS)) {
      expect(stack.resource("aws_s3_bucket", `${id}_bucket`)["bucket"]).toBe(`scaleup-${id}-123456789012`);
      expect(stack.resource("aws_s3_bucket_public_access_block", `${id}_public`)).toMatchObject({
        block_public_acls: true,
        block_public_policy: true,
        ignore_public_acls: true,
        restrict_public_buckets: true,
      });
      expect(stack.resource("aws_s3_bucket_versioning", `${id}_versioning`)).toMatchObject({
        versioning_configuration: { status: "Enabled" },
      });
      expect(stack.resource("aws_s3_bucket_server_side_encryption_configuration", `${id}_encryption`)).toMatchObject({
        rule: [
          {
            apply_server_side_encryption_by_default: {
              sse_algorithm: "aws:kms",
              kms_master_key_id: expect.stringContaining(key),
            },
          },
        ],
      });
    }
  },
  ["media", "lake"].flatMap((id) => [
    { type: "aws_s3_bucket", name: `${id}_bucket`, path: "bucket", value: "other" },
    { type: "aws_s3_bucket_public_access_block", name: `${id}_public`, path: "block_public_policy", value: false },
    { type: "aws_s3_bucket_versioning", name: `${id}_versioning` },
    { type: "aws_s3_bucket_server_side_encryption_configuration", name: `${id}_encryption` },
  ]),
);
