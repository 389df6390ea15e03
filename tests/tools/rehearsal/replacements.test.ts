import { STATEFUL_TYPES } from "../../../policies";
import type { ValueObject } from "../../../tools/rehearsal/provider/values";
import { UNKNOWN } from "../../../tools/rehearsal/provider/values";
import { argumentsOf } from "../../../tools/rehearsal/replacement/probe/arguments";
import { listedValues, valueOf } from "../../../tools/rehearsal/replacement/probe/example-values";
import { isProbed, replacementOf } from "../../../tools/rehearsal/replacement/replacements";
import { transitionsBetween } from "../../../tools/rehearsal/replacement/transitions";
import { deriveSchema } from "../../../tools/rehearsal/schema/binding-schema";
import { installedBindings } from "../../../tools/rehearsal/schema/bindings";
import { synthesizedNames, synthesizedStack } from "../../support/synthesized";

function replaced(type: string, before: ValueObject, after: ValueObject) {
  return replacementOf(type, deriveSchema(installedBindings(), "resource", type)!.block, before, after);
}

test.each([
  [null, "a", ["null -> a", "set"]],
  ["a", null, ["a -> null", "cleared"]],
  ["a", "b", ["a -> b", "changed"]],
  [true, false, ["true -> false", "changed"]],
  [1, 2, ["increased"]],
  [2, 1, ["decreased"]],
  [["a"], ["a", "b"], ["added"]],
  [["a", "b"], ["b"], ["removed"]],
  [["a"], ["b"], ["changed"]],
  [{ a: 1 }, { a: 2 }, ["changed"]],
  [[], ["a"], ["set"]],
  ["a", UNKNOWN, ["unknown"]],
])("a change from %j to %j has the names %j", (before, after, names) => {
  expect(transitionsBetween(before, after)).toEqual(names);
});

test.each<[string, ValueObject, ValueObject, string[]]>([
  ["aws_s3_bucket", { bucket: "a" }, { bucket: "b" }, ["bucket"]],
  ["aws_vpc", { cidr_block: "10.0.0.0/16" }, { cidr_block: "10.1.0.0/16" }, ["cidr_block"]],
  ["aws_subnet", { availability_zone: "a" }, { availability_zone: "b" }, ["availability_zone"]],
  ["aws_subnet", { vpc_id: "vpc-1" }, { vpc_id: UNKNOWN }, ["vpc_id"]],
  ["aws_dynamodb_table", { hash_key: "a" }, { hash_key: "b" }, ["hash_key"]],
  ["aws_kms_key", { multi_region: false }, { multi_region: true }, ["multi_region"]],
  ["aws_db_instance", { storage_encrypted: false }, { storage_encrypted: true }, ["storage_encrypted"]],
  ["aws_elasticache_serverless_cache", { engine: "redis" }, { engine: "valkey" }, []],
  ["aws_elasticache_serverless_cache", { engine: "valkey" }, { engine: "redis" }, ["engine"]],
  [
    "aws_elasticache_serverless_cache",
    { engine: "redis", major_engine_version: "7" },
    { engine: "valkey", major_engine_version: "8" },
    ["major_engine_version"],
  ],
  ["aws_elasticache_serverless_cache", { description: "a" }, { description: "b" }, []],
  ["aws_elasticache_replication_group", { engine: "redis" }, { engine: "valkey" }, []],
  ["aws_elasticache_replication_group", { engine: "valkey" }, { engine: "redis" }, ["engine"]],
  [
    "aws_cognito_user_pool",
    { username_configuration: [{ case_sensitive: true }] },
    { username_configuration: [{ case_sensitive: false }] },
    ["username_configuration.case_sensitive"],
  ],
  ["aws_s3_bucket", { tags: {} }, { tags: { Owner: "ada" } }, []],
  ["aws_s3_bucket", { bucket: "a", arn: "a" }, { bucket: "a", arn: "b" }, []],
  ["aws_sqs_queue", { region: "eu-west-1" }, { region: "eu-west-2" }, ["region"]],
])("a change of %s from %j to %j replaces it for %j", (type, before, after, replacing) => {
  expect(replaced(type, before, after)).toEqual({ replacing, unknown: [] });
});

/** Stateful types that the provider has since a later version than the one that was asked. */
const NEWER = ["aws_s3vectors_index", "aws_s3vectors_vector_bucket", "aws_timestreaminfluxdb_db_cluster"];

test("every type of the stacks and every stateful type was probed", () => {
  const stacks = synthesizedNames().map(synthesizedStack);
  const used = stacks.flatMap(({ config }) => Object.keys(config.resource ?? {}));
  const types = [...new Set([...used, ...STATEFUL_TYPES])].filter((type) => type.startsWith("aws_"));
  expect(types.filter((type) => !isProbed(type)).sort()).toEqual(NEWER);
});

test("a type and an argument without an answer are unknown", () => {
  expect(isProbed("aws_gamelift_alias")).toBe(false);
  expect(replaced("aws_gamelift_alias", { name: "a" }, { name: "b" })).toEqual({ replacing: [], unknown: ["name"] });
  const engines = [{ engine: "redis" }, { engine: "keydb" }] as const;
  expect(replaced("aws_elasticache_replication_group", ...engines)).toEqual({ replacing: [], unknown: ["engine"] });
  const added = [{ deletion_protection_enabled: false }, { deletion_protection_enabled: true }] as const;
  expect(replaced("aws_cloudwatch_log_group", ...added).unknown).toEqual(["deletion_protection_enabled"]);
});

test("it is not known what a block of unknown content replaces if one of its arguments may replace", () => {
  const pool = { username_configuration: [{ case_sensitive: true }], password_policy: [{ minimum_length: 8 }] };
  const unknown = { username_configuration: UNKNOWN, password_policy: UNKNOWN };
  expect(replaced("aws_cognito_user_pool", pool, unknown)).toEqual({
    ...{ replacing: [], unknown: ["username_configuration"] },
  });
});

test("equal elements of a set are the same wherever they are", () => {
  const before = { attribute: [{ name: "a" }, { name: "b" }] };
  expect(replaced("aws_dynamodb_table", before, { attribute: [{ name: "b" }, { name: "a" }] })).toEqual({
    replacing: [],
    unknown: [],
  });
});

test("allowed values are read from messages of both frameworks of the provider", () => {
  expect(listedValues('expected engine_mode to be one of ["global" "serverless"], got aaa')).toEqual([
    "global",
    "serverless",
  ]);
  expect(listedValues("Path: limits[0].unit\nGiven Value: aaa\nValid Values: [GB TB ]")).toEqual(["GB", "TB"]);
  expect(listedValues('"name" must not be empty')).toEqual([]);
});

test("examples have the type of the argument", () => {
  expect(valueOf(["set", "string"], "aaa")).toEqual(["aaa"]);
  expect(valueOf(["object", { port: "number", name: "string", on: "bool" }], "aaa")).toEqual({
    ...{ port: 1, name: "aaa", on: false },
  });
  expect(valueOf(["map", "number"], 2)).toEqual({ key: 2 });
});

test("only configurable arguments are probed, and of a type with a block within itself only the first level", () => {
  const optional = { type: "string", optional: true } as const;
  const inner = { attributes: { name: optional }, blocks: {} };
  const list = { nesting: "list", minItems: 0, maxItems: 0 } as const;
  const block = {
    attributes: { id: optional, arn: { type: "string", computed: true }, name: optional } as const,
    blocks: {
      rule: { ...list, block: { ...inner, blocks: { rule: { ...list, block: inner } } } },
      status: { ...list, block: { attributes: { code: { type: "string", computed: true } as const }, blocks: {} } },
    },
  };
  expect(argumentsOf(block).map(({ path }) => path.join("."))).toEqual(["name", "rule"]);
  const flat = { ...block, blocks: { rule: { ...list, block: inner } } };
  expect(argumentsOf(flat).map(({ path }) => path.join("."))).toEqual(["name", "rule", "rule.name"]);
});

test("a block that every resource has exactly once is probed by its arguments only", () => {
  const inner = { attributes: { name: { type: "string", optional: true } as const }, blocks: {} };
  const nested = (minItems: number, maxItems: number) => ({
    nesting: "list" as const,
    minItems,
    maxItems,
    block: inner,
  });
  const block = { attributes: {}, blocks: { once: nested(1, 1), often: nested(1, 0), never: nested(0, 1) } };
  expect(argumentsOf(block).map(({ path }) => path.join("."))).toEqual([
    ...["once.name", "often", "often.name", "never", "never.name"],
  ]);
});
