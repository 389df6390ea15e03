import { isStateful } from "../../policies";
import { ASKED_PROVIDER } from "../../tools/rehearsal/replacement/knowledge";
import { probedTypes } from "../../tools/rehearsal/replacement/probe/probed-types";
import data from "../../tools/rehearsal/replacement/replacements.json";
import { replacementOf } from "../../tools/rehearsal/replacement/replacements";
import { deriveSchema } from "../../tools/rehearsal/schema/binding-schema";
import { installedBindings } from "../../tools/rehearsal/schema/bindings";
import type { ValueObject } from "../../tools/rehearsal/provider/values";
import { thisMachine } from "../../tools/runner/command/machine";
import { findProvider } from "../../tools/runner/provider/provider-lookup";
import { Terraform } from "../../tools/runner/terraform/terraform";
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

/** Arguments whose change replaces a stateful resource, by hand. */
const REPLACING_ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  aws_backup_vault: ["name", "kms_key_arn"],
  aws_cloudwatch_log_group: ["name", "log_group_class"],
  aws_cognito_user_pool: ["name", "alias_attributes", "username_attributes"],
  aws_db_instance: [
    "availability_zone",
    "db_name",
    "engine",
    "kms_key_id",
    "snapshot_identifier",
    "storage_encrypted",
    "username",
  ],
  aws_dynamodb_table: ["name", "hash_key", "range_key"],
  aws_ecr_repository: ["name", "encryption_configuration"],
  aws_efs_file_system: ["creation_token", "encrypted", "kms_key_id", "performance_mode", "availability_zone_name"],
  aws_elasticache_replication_group: [
    "replication_group_id",
    "at_rest_encryption_enabled",
    "data_tiering_enabled",
    "kms_key_id",
    "network_type",
    "port",
    "snapshot_name",
    "subnet_group_name",
  ],
  aws_elasticache_serverless_cache: ["name", "kms_key_id", "subnet_ids"],
  aws_kms_key: ["customer_master_key_spec", "key_usage", "multi_region", "custom_key_store_id"],
  aws_kms_replica_key: ["primary_key_arn"],
  aws_opensearch_domain: ["domain_name"],
  aws_rds_cluster: [
    "cluster_identifier",
    "availability_zones",
    "database_name",
    "db_subnet_group_name",
    "engine",
    "engine_mode",
    "kms_key_id",
    "master_username",
    "snapshot_identifier",
    "storage_encrypted",
  ],
  aws_rds_cluster_instance: ["cluster_identifier", "identifier", "engine", "availability_zone", "db_subnet_group_name"],
  aws_s3_bucket: ["bucket", "object_lock_enabled"],
  aws_secretsmanager_secret: ["name"],
  aws_sqs_queue: ["name", "fifo_queue"],
};

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

test.each(Object.keys(REPLACING_ARGUMENTS))("the committed data knows what replaces %s", (type) => {
  const { block } = deriveSchema(installedBindings(), "resource", type)!;
  const answers = REPLACING_ARGUMENTS[type]!.map((name) => {
    const { before, after } = changed(type, name);
    const { replacing } = replacementOf(type, block, before as ValueObject, after as ValueObject);
    return [name, replacing.some((path) => path.split(".")[0] === name)];
  });
  expect(answers).toEqual(REPLACING_ARGUMENTS[type]!.map((name) => [name, true]));
  const { before, after } = retagged(type);
  expect(replacementOf(type, block, before as ValueObject, after as ValueObject)).toEqual({
    replacing: [],
    unknown: [],
  });
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

  test("gives the committed answers for a sample of types", async () => {
    const machine = thisMachine();
    const { signal } = new AbortController();
    const terraform = await Terraform.find(machine, signal);
    const provider = await findProvider(terraform, ASKED_PROVIDER, machine);
    const sample = ["aws_cloudwatch_log_group", "aws_kms_key", "aws_secretsmanager_secret", "aws_sqs_queue"];
    const answers = await probedTypes(sample, terraform, provider, { print: () => undefined, signal });
    const committed = data.types as Readonly<Record<string, unknown>>;
    expect(answers).toEqual(Object.fromEntries(sample.map((type) => [type, committed[type]])));
    expect(data.provider).toBe(ASKED_PROVIDER);
  }, 300_000);
});
