import fs from "node:fs";
import path from "node:path";
import { readApprovals } from "../../../tools/runner/checks/approvals";
import { changeReport, unapprovedLosses } from "../../../tools/rehearsal/change/change-report";
import type { StackChange } from "../../../tools/rehearsal/change/stack-change";
import { temporaryFolder } from "../fixtures";

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
const approval = {
  stack: "prod",
  address: "aws_s3_bucket.site",
  reason: "renamed, and copied by hand before",
  expires: "2026-12-31",
};
const approved = new Set(["prod aws_s3_bucket.site"]);

test("the replacement of what holds data is a loss, a move and a stateless destruction are none", () => {
  expect(unapprovedLosses([change], new Set())).toEqual(["prod aws_s3_bucket.site"]);
});

test("an approval covers exactly its address", () => {
  expect(unapprovedLosses([change], approved)).toEqual([]);
  expect(unapprovedLosses([change], new Set(["dev aws_s3_bucket.site"]))).toHaveLength(1);
});

test("the report counts, warns and lists", () => {
  const report = changeReport("main", [change], new Set());
  expect(report).toContain("| prod | 1 | 0 | 1 | 1 | 1 |");
  expect(report).toContain("**`prod: aws_s3_bucket.site` would lose its data");
  expect(report).toContain("- replace `aws_s3_bucket.site` (stateful, **not approved**)");
  expect(report).toContain("- move `aws_kms_key.key` (from `aws_kms_key.data`, stateful)");
  expect(changeReport("main", [change], approved)).toContain("No stateful resource is replaced or destroyed without");
});

describe("the file of approvals", () => {
  const root = temporaryFolder();
  const written = (name: string, content: string): string => {
    fs.writeFileSync(path.join(root, name), content);
    return path.join(root, name);
  };

  const day = (text: string) => new Date(`${text}T12:00:00Z`);

  test("may be absent, and holds until its dates", () => {
    expect(readApprovals(path.join(root, "none.json"), day("2026-11-24"))).toEqual(new Set());
    const file = written("good.json", JSON.stringify({ approvals: [approval] }));
    expect(readApprovals(file, day("2026-12-31"))).toEqual(approved);
    expect(() => readApprovals(file, day("2027-01-01"))).toThrow("expired on 2026-12-31");
  });

  test.each([
    ["{", "must be JSON"],
    ["{}", "must be JSON of the form"],
    [{ approvals: [{ ...approval, expires: "soon" }] }, "expires must be a day"],
    [{ approvals: [{ stack: "prod", address: "a", expires: "2026-12-31" }] }, "approvals[0]: needs reason"],
  ])("is refused as %j", (content, message) => {
    const text = typeof content === "string" ? content : JSON.stringify(content);
    expect(() => readApprovals(written("bad.json", text), day("2026-11-24"))).toThrow(message);
  });
});
