import { changeReport, openQuestions, unapprovedLosses } from "../../../tools/rehearsal/change/change-report";
import type { StackChange } from "../../../tools/rehearsal/change/stack-change";

const change: StackChange = {
  name: "prod",
  diagnostics: [],
  findings: [],
  changes: [
    { address: "aws_sns_topic.new", action: "add", stateful: false },
    { address: "aws_s3_bucket.site", action: "replace", stateful: true },
    { address: "aws_iam_role.old", action: "destroy", stateful: false },
    { address: "aws_kms_key.key", action: "move", stateful: true, previousAddress: "aws_kms_key.data" },
  ],
};
const approved = new Set(["prod aws_s3_bucket.site"]);

test("a replaced stateful resource is a loss; a move and a destroyed stateless resource are not", () => {
  expect(unapprovedLosses([change], new Set())).toEqual(["prod aws_s3_bucket.site"]);
});

test("an approval covers only its address", () => {
  expect(unapprovedLosses([change], approved)).toEqual([]);
  expect(unapprovedLosses([change], new Set(["dev aws_s3_bucket.site"]))).toHaveLength(1);
});

test("the report contains counts, losses and addresses", () => {
  const report = changeReport("main", [change], new Set());
  expect(report).toContain("| prod | 1 | 0 | 1 | 1 | 1 |");
  expect(report).toContain("**`prod: aws_s3_bucket.site` would lose its data");
  expect(report).toContain("- replace `aws_s3_bucket.site` (stateful, **not approved**)");
  expect(report).toContain("- move `aws_kms_key.key` (from `aws_kms_key.data`, stateful)");
  expect(changeReport("main", [change], approved)).toContain("No stateful resource is replaced or destroyed without");
});

test("findings, and stateful resources of which a replacement is not known, are open questions", () => {
  const open: StackChange = {
    ...change,
    changes: [
      { address: "aws_mq_broker.a", action: "change", stateful: true, unknown: ["engine_type", "tags"] },
      { address: "aws_glue_job.a", action: "change", stateful: false, unknown: ["name"] },
    ],
    findings: [
      { rule: "CHG-01", address: "aws_s3_bucket.site", message: "would be replaced, because of bucket" },
      { rule: "CHG-02", address: "aws_iam_role.new", message: "add a move" },
    ],
  };
  expect(openQuestions([change], new Set())).toEqual([]);
  expect(openQuestions([open], new Set())).toEqual([
    "`prod: aws_iam_role.new` add a move (CHG-02)",
    "`prod: aws_mq_broker.a`: not known whether a change of engine_type, tags replaces it; read a plan of the AWS provider",
  ]);
  expect(openQuestions([open], new Set(["prod aws_iam_role.new", "prod aws_mq_broker.a"]))).toEqual([]);
  const report = changeReport("main", [open], new Set());
  expect(report).toContain("**`prod: aws_iam_role.new` add a move (CHG-02).**");
  expect(report).toContain("- change `aws_glue_job.a` (not known whether a change of name replaces it");
  expect(report).not.toContain("No stateful resource is replaced");
});

test("the report gives the reason of a replacement", () => {
  const message = "would be replaced, because of bucket";
  const replaced = { ...change, findings: [{ rule: "CHG-01", address: "aws_s3_bucket.site", message }] };
  expect(changeReport("main", [replaced], new Set())).toContain("(stateful, because of bucket, **not approved**)");
});
