import { changeReport, unapprovedLosses } from "../../../tools/rehearsal/change/change-report";
import type { StackChange } from "../../../tools/rehearsal/change/stack-change";

const change: StackChange = {
  name: "prod",
  diagnostics: [],
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
