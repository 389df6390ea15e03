import type { SynthesizedStack, TerraformJson } from "../../modules/core";
import { changeFindings } from "../../tools/rehearsal/change/change-findings";
import { stackChange } from "../../tools/rehearsal/change/stack-change";
import { withRehearsalWorkspace } from "../../tools/rehearsal/session";
import { thisMachine } from "../../tools/runner/command/machine";
import { Terraform } from "../../tools/runner/terraform/terraform";
import { describeWith } from "../support/with-tool";
import { LOSING_CHANGES } from "./mistakes/changes";
import { realPlan, type Planned } from "./real-plan";

type Attributes = Readonly<Record<string, unknown>>;

const cache = (engine: string) => ({ name: "a", engine, major_engine_version: "7", subnet_ids: ["subnet-a"] });
const key = (multi_region: boolean) => ({
  ...{ customer_master_key_spec: "SYMMETRIC_DEFAULT", key_usage: "ENCRYPT_DECRYPT", multi_region },
});
const POLICY = JSON.stringify({ Version: "2012-10-17", Statement: [] });

const one = (type: string, before: Attributes, after: Attributes): Planned[] => [{ type, name: "a", before, after }];

/** Changes by description, with the findings that the stand-in and the real provider lead to. */
const CHANGES: Readonly<Record<string, readonly [readonly Planned[], readonly string[]]>> = {
  "the engine of a serverless cache": [
    one("aws_elasticache_serverless_cache", cache("valkey"), cache("redis")),
    ["CHG-01 aws_elasticache_serverless_cache.a would be replaced, because of engine"],
  ],
  "the name of a bucket": [
    one("aws_s3_bucket", { bucket: "a-bucket" }, { bucket: "b-bucket" }),
    ["CHG-01 aws_s3_bucket.a would be replaced, because of bucket"],
  ],
  "a key that becomes multi-region": [
    one("aws_kms_key", key(false), key(true)),
    ["CHG-01 aws_kms_key.a would be replaced, because of multi_region"],
  ],
  "the name of a log group": [
    one("aws_cloudwatch_log_group", { name: "a" }, { name: "b" }),
    ["CHG-01 aws_cloudwatch_log_group.a would be replaced, because of name"],
  ],
  "a role with another path": [
    one(
      "aws_iam_role",
      { name: "a", path: "/", assume_role_policy: POLICY },
      { name: "a", path: "/b/", assume_role_policy: POLICY },
    ),
    ['CHG-04 aws_iam_role.a would be created anew as "a", because of path'],
  ],
  "a renamed queue": [
    [
      { type: "aws_sqs_queue", name: "old", before: { name: "orders" } },
      { type: "aws_sqs_queue", name: "new", after: { name: "orders" } },
    ],
    [
      'CHG-02 aws_sqs_queue.new has the same name "orders" as aws_sqs_queue.old, which is destroyed; add a move: ' +
        'moveFromId("aws_sqs_queue.old") on the new resource, or moved { from = aws_sqs_queue.old, to = aws_sqs_queue.new }',
      "CHG-01 aws_sqs_queue.old would be deleted",
    ],
  ],
  "a tag": [
    one("aws_sns_topic", { name: "a", fifo_topic: false }, { name: "a", fifo_topic: false, tags: { Owner: "ada" } }),
    [],
  ],
};

const described = ({ rule, address, message }: { rule: string; address: string; message: string }): string =>
  `${rule} ${address} ${message}`;

const LOSSES: readonly Planned[] = LOSING_CHANGES.map(({ type, before, after }) => ({
  type,
  name: "a",
  before,
  after,
}));
const LOST = LOSING_CHANGES.map(({ type, because }) => `CHG-01 ${type}.a would be replaced, because of ${because}`);

function stackOf(changes: readonly Planned[], side: "before" | "after"): SynthesizedStack {
  const resource: Record<string, Record<string, Attributes>> = {};
  for (const { type, name, ...change } of changes) {
    const block = change[side];
    if (block) (resource[type] ??= {})[name] = block;
  }
  const config = { terraform: {}, provider: { aws: [{ region: "us-east-1" }] }, resource };
  return { name: "shop", config: config as TerraformJson };
}

describeWith("terraform", "that both providers lead to the same findings")("a change of", () => {
  test.each(Object.keys(CHANGES))("%s, rehearsed with the stand-in", async (what) => {
    const [changes, expected] = CHANGES[what]!;
    const terraform = await Terraform.find(thisMachine(), new AbortController().signal);
    const { findings, diagnostics } = await withRehearsalWorkspace(terraform, [], process.env, (workspace) =>
      stackChange("shop", stackOf(changes, "before"), stackOf(changes, "after"), workspace),
    );
    expect(diagnostics).toEqual([]);
    expect(findings.map(described).sort()).toEqual([...expected].sort());
  });

  test("stateful resources that lose their content, rehearsed with the stand-in", async () => {
    const terraform = await Terraform.find(thisMachine(), new AbortController().signal);
    const { findings, diagnostics } = await withRehearsalWorkspace(terraform, [], process.env, (workspace) =>
      stackChange("shop", stackOf(LOSSES, "before"), stackOf(LOSSES, "after"), workspace),
    );
    expect(diagnostics).toEqual([]);
    expect(findings.map(described).sort()).toEqual([...LOST].sort());
  });

  test("stateful resources that lose their content, planned by the real provider", async () => {
    expect(
      changeFindings("shop", await realPlan(LOSSES))
        .map(described)
        .sort(),
    ).toEqual([...LOST].sort());
  }, 300_000);

  test("any of these kinds, planned by the real provider", async () => {
    const changes = Object.values(CHANGES).flatMap(([some]) => some);
    const expected = Object.values(CHANGES).flatMap(([, findings]) => findings);
    expect(
      changeFindings("shop", await realPlan(changes))
        .map(described)
        .sort(),
    ).toEqual([...expected].sort());
  }, 300_000);
});
