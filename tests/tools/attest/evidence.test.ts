import fs from "node:fs";
import path from "node:path";
import { readConfiguration, type StackInput } from "../../../policies";
import { attest } from "../../../tools/attest/attest";
import type { Evidence } from "../../../tools/attest/promises-file";
import { temporaryFolder } from "../fixtures";

const folder = temporaryFolder();
const NOW = new Date("2026-11-30T12:00:00Z");

const provider = { aws: [{ region: "us-east-1", default_tags: [{ tags: { Environment: "prod" } }] }] };

const stackWith = (resource: object): StackInput => readConfiguration({ name: "shop", config: { provider, resource } });

/** The outcome of one evidence for a stack of prod. */
function outcome(evidence: Evidence, resource: object) {
  const promises = [{ id: "one", promise: "One", held: { prod: [evidence] } }];
  const input = { file: { environments: ["prod"], promises }, stacks: [stackWith(resource)], folder, now: NOW };
  const [{ way, holds, evidence: texts }] = attest(input) as [ReturnType<typeof attest>[number]];
  return [holds, way, texts.join("; ")];
}

type RecoveryPoint = Extract<Evidence, { recoveryPoint: unknown }>["recoveryPoint"];

const point = (recoveryPoint: Omit<RecoveryPoint, "withinMinutes">, withinMinutes = 60): Evidence => ({
  recoveryPoint: { ...recoveryPoint, withinMinutes },
});

describe("a recovery point", () => {
  const tables = (...enabled: readonly boolean[]) => ({
    aws_dynamodb_table: Object.fromEntries(
      enabled.map((one, index) => [`t${index}`, { point_in_time_recovery: { enabled: one } }]),
    ),
  });

  test.each([
    [
      "of tables with point-in-time recovery",
      tables(true, true),
      true,
      "5 min: lag of the continuous backup of 2 aws_dynamodb_table",
    ],
    ["of a table without it", tables(true, false), false, "no continuous backup of aws_dynamodb_table.t1"],
    ["of no table", {}, false, "no aws_dynamodb_table"],
  ])("%s", (_what, resource, holds, text) => {
    const evidence = point({ of: "aws_dynamodb_table", from: "continuous backup" });
    expect(outcome(evidence, resource)).toEqual([holds, "computed", text]);
  });

  test("of a database ignores its replicas, which have none of their own", () => {
    const resource = { aws_db_instance: { a: { backup_retention_period: 7 }, b: { replicate_source_db: "a" } } };
    const evidence = point({ of: "aws_db_instance", from: "continuous backup" });
    expect(outcome(evidence, resource)).toEqual([true, "computed", expect.stringContaining("of 1 aws_db_instance")]);
  });

  const HOURLY = { rule_name: "hourly", schedule: "cron(0 * * * ? *)", start_window: 60, completion_window: 120 };
  const planned = (...rule: readonly object[]) => ({
    aws_db_instance: { a: {} },
    aws_backup_selection: { a: {} },
    aws_backup_plan: { a: { rule } },
  });

  test.each([
    [
      "is the best of the rules",
      240,
      [HOURLY, { ...HOURLY, rule_name: "daily", schedule: "cron(0 5 * * ? *)" }],
      true,
      "240 min: period 60 + 60 to start + 120 to complete, rule hourly",
    ],
    [
      "counts the windows of AWS for absent ones",
      240,
      [{ rule_name: "late", schedule: "cron(0 * * * ? *)" }],
      false,
      "10620 min: period 60 + 480 to start + 10080 to complete, rule late, over 240 min",
    ],
    [
      "is short with a continuous backup",
      60,
      [{ ...HOURLY, enable_continuous_backup: true }],
      true,
      expect.stringMatching(/^5 min/),
    ],
    ["needs a rule", 240, [], false, "no backup rule"],
  ])("of a backup plan %s", (_what, minutes, rules, holds, text) => {
    const evidence = point({ of: "aws_db_instance", from: "backup plan" }, minutes);
    expect(outcome(evidence, planned(...rules))).toEqual([holds, "computed", text]);
  });

  test("of copies counts the copy, and only rules that copy", () => {
    const evidence = point({ of: "aws_db_instance", from: "copied backup plan", copyMinutes: 30 }, 300);
    const copied = planned({ ...HOURLY, copy_action: [{}] });
    expect(outcome(evidence, copied)).toEqual([true, "computed", expect.stringMatching(/^270 min: .* \+ 30 to copy/)]);
    expect(outcome(evidence, planned(HOURLY))).toEqual([false, "computed", "no backup rule with a copy"]);
  });

  test.each([
    ["without the resource", { ...planned(HOURLY), aws_db_instance: {} }, "no aws_db_instance"],
    ["without a selection", { ...planned(HOURLY), aws_backup_selection: {} }, "no backup selection"],
  ])("of a backup plan does not exist %s", (_what, resource, text) => {
    expect(outcome(point({ of: "aws_db_instance", from: "backup plan" }), resource)).toEqual([false, "computed", text]);
  });

  const replicated = (...rule: readonly object[]) => ({ aws_s3_bucket_replication_configuration: { a: { rule } } });
  const CONTROLLED = {
    status: "Enabled",
    destination: { replication_time: { status: "Enabled", time: { minutes: 15 } } },
  };

  test.each([
    ["is that of the time control", replicated(CONTROLLED), true, "15 min: time control of 1 replication rules"],
    [
      "does not exist without time control",
      replicated(CONTROLLED, { status: "Enabled" }),
      false,
      "a replication rule without time control",
    ],
    [
      "does not exist while a rule is disabled",
      replicated({ ...CONTROLLED, status: "Disabled" }),
      false,
      "a replication rule without time control",
    ],
    ["does not exist without a rule", {}, false, "no replication of aws_s3_bucket"],
  ])("of replicated objects %s", (_what, resource, holds, text) => {
    const evidence = point({ of: "aws_s3_bucket", from: "replication time control" });
    expect(outcome(evidence, resource)).toEqual([holds, "computed", text]);
  });
});

describe("the recovery point of replicas in another region", () => {
  const alarm = (threshold: number, more: object = {}) => ({
    namespace: "AWS/DynamoDB",
    metric_name: "ReplicationLatency",
    threshold,
    period: 60,
    evaluation_periods: 5,
    ...more,
  });
  const tables = {
    aws_dynamodb_table: { users: {}, orders: {} },
    aws_dynamodb_table_replica: { users: {}, orders: {} },
    aws_cloudwatch_metric_alarm: { users: alarm(60_000), orders: alarm(120_000) },
  };
  const database = {
    aws_db_instance: { replica: { replicate_source_db: "arn:aws:rds:us-east-1:123456789012:db:shop" } },
    aws_cloudwatch_metric_alarm: { lag: { ...alarm(60), namespace: "AWS/RDS", metric_name: "ReplicaLag" } },
  };

  test.each<[string, string, object, boolean, string]>([
    [
      "is the highest threshold and the time until its alarm",
      "aws_dynamodb_table",
      tables,
      true,
      "7 min: a lag of 2 + 5 until its alarm of 2 aws_dynamodb_table_replica",
    ],
    [
      "is over the promise with a later alarm",
      "aws_dynamodb_table",
      { ...tables, aws_cloudwatch_metric_alarm: { users: alarm(60_000), orders: alarm(660_000) } },
      false,
      "16 min: a lag of 11 + 5 until its alarm of 2 aws_dynamodb_table_replica, over 15 min",
    ],
    [
      "does not exist without a replica of each table",
      "aws_dynamodb_table",
      { ...tables, aws_dynamodb_table_replica: { users: {} } },
      false,
      "1 replicas of 2 aws_dynamodb_table in another region",
    ],
    [
      "does not exist without an alarm for each",
      "aws_dynamodb_table",
      { ...tables, aws_cloudwatch_metric_alarm: { users: alarm(60_000) } },
      false,
      "1 alarms on ReplicationLatency of 2 replicas",
    ],
    [
      "does not exist without a table",
      "aws_dynamodb_table",
      {},
      false,
      "0 replicas of 0 aws_dynamodb_table in another region",
    ],
    [
      "of a database names its source by ARN",
      "aws_db_instance",
      database,
      true,
      "6 min: a lag of 1 + 5 until its alarm of 1 aws_db_instance",
    ],
    [
      "of a database is not that of a replica in the region",
      "aws_db_instance",
      { ...database, aws_db_instance: { replica: { replicate_source_db: "shop" } } },
      false,
      "0 replicas of 1 aws_db_instance in another region",
    ],
    [
      "is unknown for other types",
      "aws_s3_bucket",
      {},
      false,
      "no replicas of aws_s3_bucket; known: aws_db_instance, aws_dynamodb_table",
    ],
  ])("%s", (_what, of, resource, holds, text) => {
    expect(outcome(point({ of, from: "replica lag" }, 15), resource)).toEqual([holds, "computed", text]);
  });
});

describe("a recovery time", () => {
  fs.mkdirSync(path.join(folder, "docs"));
  fs.writeFileSync(path.join(folder, "docs/failover.md"), "");
  const time = (runbook: string, withinMinutes: number): Evidence => ({
    recoveryTime: { stepMinutes: { detect: 10, restore: 60 }, runbook, withinMinutes },
  });

  test.each([
    [
      "is the sum of the steps",
      time("docs/failover.md", 70),
      true,
      "70 min: 10 detect + 60 restore, steps of docs/failover.md",
    ],
    [
      "is too long",
      time("docs/failover.md", 69),
      false,
      "70 min: 10 detect + 60 restore, steps of docs/failover.md, over 69 min",
    ],
    ["needs the runbook", time("docs/absent.md", 70), false, "no runbook docs/absent.md"],
  ])("%s", (_what, evidence, holds, text) => {
    expect(outcome(evidence, { aws_lb: { a: {} } })).toEqual([holds, "computed", text]);
  });
});

describe("a setting", () => {
  const groups = {
    aws_db_parameter_group: {
      a: {
        family: "postgres16",
        parameter: [
          { name: "log", value: "0" },
          { name: "rds.force_ssl", value: "1" },
        ],
      },
    },
  };
  const key = "${aws_kms_key.data.arn}";
  const database = { aws_db_instance: { a: { multi_az: "true", backup_retention_period: "7", kms_key_id: key } } };
  const setting = (of: string, rest: object): Evidence => ({ setting: { of, ...rest } }) as Evidence;

  test.each([
    ["a text for a boolean", setting("aws_db_instance", { path: "multi_az", is: true }), database, true],
    [
      "a text for a number",
      setting("aws_db_instance", { path: "backup_retention_period", atLeast: 7 }),
      database,
      true,
    ],
    ["a smaller number", setting("aws_db_instance", { path: "backup_retention_period", atLeast: 8 }), database, false],
    ["a number in bounds", setting("aws_db_instance", { path: "backup_retention_period", atMost: 7 }), database, true],
    ["one of several", setting("aws_db_instance", { path: "backup_retention_period", oneOf: [1, 7] }), database, true],
    [
      "none of several",
      setting("aws_db_instance", { path: "backup_retention_period", oneOf: [1, 2] }),
      database,
      false,
    ],
    ["any value", setting("aws_db_instance", { path: "kms_key_id", is: "*" }), database, true],
    ["no value", setting("aws_db_instance", { path: "replica_mode", is: "*" }), database, false],
    ["a value that is unknown", setting("aws_db_instance", { path: "kms_key_id", is: "alias/own" }), database, false],
    [
      "a block by its name",
      setting("aws_db_parameter_group", { path: "parameter[name=rds.force_ssl].value", is: "1" }),
      groups,
      true,
    ],
    [
      "no block of the name",
      setting("aws_db_parameter_group", { path: "parameter[name=absent].value", is: "1" }),
      groups,
      false,
    ],
    ["no resource", setting("aws_lb", { path: "internal", is: true }), groups, false],
    [
      "no resource of the condition",
      setting("aws_db_parameter_group", { where: { family: "mysql8.4" }, path: "family", is: "*" }),
      groups,
      false,
    ],
  ])("compares %s", (_what, evidence, resource, holds) => {
    expect(outcome(evidence, resource)).toEqual([holds, "proven", expect.any(String)]);
  });

  test("says what other resources have", () => {
    const resource = { aws_lb: { a: { internal: true }, b: { internal: false } } };
    expect(outcome(setting("aws_lb", { path: "internal", is: true }), resource)).toEqual([
      false,
      "proven",
      "internal is true does not hold: shop: aws_lb.b has false",
    ]);
  });
});

test("resources are counted, and a removed replica is missed", () => {
  const evidence: Evidence = {
    resources: { of: "aws_db_instance", where: { replicate_source_db: "*" }, atLeast: 1 },
  };
  const replica = { aws_db_instance: { a: {}, b: { replicate_source_db: "a" } } };
  expect(outcome(evidence, replica)).toEqual([
    true,
    "proven",
    "1 aws_db_instance with replicate_source_db, at least 1",
  ]);
  expect(outcome(evidence, { aws_db_instance: { a: {} } })).toEqual([false, "proven", expect.stringMatching(/^0 /)]);
});

describe("an alarm", () => {
  const NOTIFIED = { metric_name: "Latency", extended_statistic: "p95", threshold: 200, alarm_actions: ["arn"] };
  const alarm = (rest: object = {}): Evidence => ({ alarm: { metric: "Latency", atMost: 200, ...rest } }) as Evidence;
  const query = { metric_query: [{ id: "m", metric: [{ metric_name: "Latency", stat: "p95", namespace: "Shop" }] }] };
  const composed = {
    aws_cloudwatch_metric_alarm: { a: { ...NOTIFIED, alarm_name: "slow", alarm_actions: [] } },
    aws_cloudwatch_composite_alarm: { c: { alarm_rule: 'ALARM("slow")', alarm_actions: ["arn"] } },
  };
  const only = (values: object) => ({ aws_cloudwatch_metric_alarm: { a: values } });

  test.each([
    ["exists", alarm({ statistic: "p95" }), only(NOTIFIED), true],
    [
      "reads the metric in an expression",
      alarm({ namespace: "Shop" }),
      only({ ...query, threshold: 200, alarm_actions: ["a"] }),
      true,
    ],
    ["notifies by a composite alarm", alarm(), composed, true],
    ["has another statistic", alarm({ statistic: "p99" }), only(NOTIFIED), false],
    ["has another namespace", alarm({ namespace: "Shop" }), only(NOTIFIED), false],
    ["has a higher threshold", alarm(), only({ ...NOTIFIED, threshold: 201 }), false],
    ["notifies nobody", alarm(), only({ ...NOTIFIED, alarm_actions: [] }), false],
    ["is switched off", alarm(), only({ ...NOTIFIED, actions_enabled: false }), false],
    ["does not exist", alarm(), { aws_lb: { a: {} } }, false],
  ])("%s", (_what, evidence, resource, holds) => {
    expect(outcome(evidence, resource)).toEqual([holds, "alarm only", expect.any(String)]);
  });
});

test("a policy passes for the resources that it checks, and needs one", () => {
  const evidence: Evidence = { policy: "KMS-01" };
  const key = (rotation: boolean) => ({ aws_kms_key: { a: { enable_key_rotation: rotation } } });
  expect(outcome(evidence, key(true))).toEqual([true, "proven", "policy KMS-01: 1 passed"]);
  expect(outcome(evidence, key(false))).toEqual([false, "proven", "policy KMS-01: 0 passed, 1 failed"]);
  expect(outcome(evidence, { aws_lb: { a: {} } })).toEqual([false, "proven", "policy KMS-01: 0 passed"]);
});

test("a test and a decision must exist", () => {
  fs.writeFileSync(path.join(folder, "drill.test.ts"), 'test("promotes the standby", () => undefined);');
  fs.writeFileSync(path.join(folder, "decision.md"), "");
  const resource = { aws_lb: { a: {} } };
  const proof = (file: string, test: string): Evidence => ({ proof: { file, test } });
  expect(outcome(proof("drill.test.ts", "promotes the standby"), resource)[0]).toBe(true);
  expect(outcome(proof("drill.test.ts", "promotes"), resource)[0]).toBe(false);
  expect(outcome(proof("absent.test.ts", "promotes"), resource)[0]).toBe(false);
  const notHeld = (decision: string): Evidence => ({ notHeld: { decision, because: "cost" } });
  expect(outcome(notHeld("decision.md"), resource)).toEqual([true, "not held", "cost (decision.md)"]);
  expect(outcome(notHeld("absent.md"), resource)).toEqual([false, "not held", "no decision absent.md"]);
});
