import { isStateful } from "../../policies";
import { REPLACING_ARGUMENTS } from "../../tools/rehearsal/replacing-arguments";
import { describeWith } from "../support/with-tool";
import { realReplacements, type Planned } from "./real-plan";

type Attributes = Readonly<Record<string, unknown>>;

const KEY = "arn:aws:kms:us-east-1:111122223333:key/0b1c2d3e-0000-4000-8000-000000000000";
const OTHER_KEY = KEY.replace("0b1c", "1c2d");
const remote = (key: string): string => key.replace("us-east-1", "us-west-2");
const text: readonly [string, string] = ["aaa", "bbb"];
const yes: readonly [boolean, boolean] = [true, false];
const zone: readonly [string, string] = ["us-east-1a", "us-east-1b"];
const key: readonly [string, string] = [KEY, OTHER_KEY];

/** Other arguments of each type, including defaults, which a state contains too. */
const BASES: Readonly<Record<string, Attributes>> = {
  aws_backup_vault: { name: "aaa" },
  aws_cloudwatch_log_group: { name: "aaa" },
  aws_cognito_user_pool: { name: "aaa" },
  aws_db_instance: {
    ...{ identifier: "aaa", engine: "postgres", instance_class: "db.t4g.small", allocated_storage: 20 },
    ...{ username: "ada", password: "not-a-secret" },
  },
  aws_dynamodb_table: {
    ...{ name: "aaa", billing_mode: "PAY_PER_REQUEST", hash_key: "id" },
    attribute: [{ name: "id", type: "S" }],
  },
  aws_ecr_repository: { name: "aaa" },
  aws_efs_file_system: { creation_token: "aaa" },
  aws_elasticache_replication_group: {
    ...{ replication_group_id: "aaa", description: "aaa", node_type: "cache.t4g.small", num_cache_clusters: 1 },
    ...{ engine: "redis", security_group_names: [] },
  },
  aws_elasticache_serverless_cache: {
    name: "aaa",
    engine: "redis",
    major_engine_version: "7",
    subnet_ids: ["subnet-a"],
  },
  aws_kms_key: { customer_master_key_spec: "SYMMETRIC_DEFAULT", key_usage: "ENCRYPT_DECRYPT", multi_region: false },
  aws_kms_replica_key: { primary_key_arn: remote(KEY) },
  aws_opensearch_domain: { domain_name: "aaa" },
  aws_rds_cluster: {
    ...{ cluster_identifier: "aaa", engine: "aurora-postgresql", engine_mode: "provisioned" },
    ...{ master_username: "ada", master_password: "not-a-secret" },
    availability_zones: ["us-east-1a", "us-east-1b", "us-east-1c"],
  },
  aws_rds_cluster_instance: {
    ...{ identifier: "aaa", cluster_identifier: "aaa", engine: "aurora-postgresql", instance_class: "db.r6g.large" },
  },
  aws_s3_bucket: { bucket: "a-bucket" },
  aws_secretsmanager_secret: { name: "aaa" },
  aws_sqs_queue: { name: "aaa", fifo_queue: false },
};

/** Two values for every replacing argument, by type and argument or by argument. */
const VALUES: Readonly<Record<string, readonly [unknown, unknown]>> = {
  alias_attributes: [["email"], ["phone_number"]],
  at_rest_encryption_enabled: ["true", "false"],
  availability_zone: zone,
  availability_zone_name: zone,
  availability_zones: [
    ["us-east-1a", "us-east-1b", "us-east-1c"],
    ["us-east-1a", "us-east-1b", "us-east-1d"],
  ],
  bucket: ["a-bucket", "b-bucket"],
  customer_master_key_spec: ["SYMMETRIC_DEFAULT", "RSA_2048"],
  data_tiering_enabled: yes,
  encrypted: yes,
  encryption_configuration: [[{ encryption_type: "AES256", kms_key: "" }], [{ encryption_type: "KMS", kms_key: KEY }]],
  engine_mode: ["provisioned", "serverless"],
  "aws_db_instance.engine": ["postgres", "mysql"],
  engine: ["aurora-postgresql", "aurora-mysql"],
  fifo_queue: [false, true],
  key_usage: ["ENCRYPT_DECRYPT", "SIGN_VERIFY"],
  kms_key_arn: key,
  kms_key_id: key,
  log_group_class: ["STANDARD", "INFREQUENT_ACCESS"],
  multi_region: yes,
  network_type: ["ipv4", "dual_stack"],
  object_lock_enabled: yes,
  performance_mode: ["generalPurpose", "maxIO"],
  port: [6379, 6380],
  primary_key_arn: [remote(KEY), remote(OTHER_KEY)],
  storage_encrypted: yes,
  subnet_ids: [["subnet-a"], ["subnet-b"]],
  username_attributes: [["email"], ["phone_number"]],
};

/** Arguments that another argument requires. */
const COMPANIONS: Readonly<Record<string, (value: unknown) => Attributes>> = {
  "aws_dynamodb_table.hash_key": (value) => ({ attribute: [{ name: value, type: "S" }] }),
  "aws_dynamodb_table.range_key": (value) => ({
    hash_key: "id",
    attribute: ["id", value].map((name) => ({ name, type: "S" })),
  }),
  "aws_sqs_queue.fifo_queue": () => ({ name: "aaa.fifo" }),
};

function changed(type: string, argument: string): Planned {
  const values = VALUES[`${type}.${argument}`] ?? VALUES[argument] ?? text;
  const [before, after] = values.map((value) => ({
    ...BASES[type],
    [argument]: value,
    ...COMPANIONS[`${type}.${argument}`]?.(value),
  }));
  return { type, name: `${type}-${argument}`, before: before!, after: after! };
}

const retagged = (type: string): Planned => ({
  ...{ type, name: `${type}-tags`, before: BASES[type]! },
  after: { ...BASES[type], tags: { Owner: "shop" } },
});

test("only stateful types have replacing arguments", () => {
  expect(Object.keys(REPLACING_ARGUMENTS).filter((type) => !isStateful(type))).toEqual([]);
  expect(isStateful("aws_lambda_function")).toBe(false);
});

describeWith("terraform", "what replaces a resource")("the real provider", () => {
  test("replaces a resource for every replacing argument, and for no tag", async () => {
    const claims = Object.entries(REPLACING_ARGUMENTS).flatMap(([type, names]) =>
      names.map((name) => changed(type, name)),
    );
    const tags = Object.keys(REPLACING_ARGUMENTS).map(retagged);
    const replacedFor = await realReplacements([...claims, ...tags]);
    const expected = [
      ...claims.map(({ type, name }) => [name, [name.slice(type.length + 1)]]),
      ...tags.map(({ name }) => [name, []]),
    ];
    expect(replacedFor).toEqual(Object.fromEntries(expected));
  }, 300_000);
});
