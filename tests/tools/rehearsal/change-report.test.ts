import fs from "node:fs";
import path from "node:path";
import { changeReport, unapprovedLosses } from "../../../tools/rehearsal/change/change-report";
import type { StackChange } from "../../../tools/rehearsal/change/stack-change";
import { readApprovals } from "../../../tools/terraform/approvals";
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
const approval = { address: "prod: aws_s3_bucket.site", reason: "renamed, copied by hand", expires: "2026-12-31" };

test("the replacement of what holds data is a loss, a move and a stateless destruction are none", () => {
  expect(unapprovedLosses([change], [])).toEqual(["prod: aws_s3_bucket.site"]);
});

test("an approval covers exactly its address", () => {
  expect(unapprovedLosses([change], [approval])).toEqual([]);
  expect(unapprovedLosses([change], [{ ...approval, address: "dev: aws_s3_bucket.site" }])).toHaveLength(1);
});

test("the report counts, warns and lists", () => {
  const report = changeReport("main", [change], []);
  expect(report).toContain("| prod | 1 | 0 | 1 | 1 | 1 |");
  expect(report).toContain("**`prod: aws_s3_bucket.site` would lose its data");
  expect(report).toContain("- replace `aws_s3_bucket.site` (stateful, **not approved**)");
  expect(report).toContain("- move `aws_kms_key.key` (from `aws_kms_key.data`, stateful)");
  expect(changeReport("main", [change], [approval])).toContain(
    "Nothing that holds data is replaced or destroyed without",
  );
});

describe("the file of approvals", () => {
  const root = temporaryFolder();
  const written = (name: string, content: string): string => {
    fs.writeFileSync(path.join(root, name), content);
    return path.join(root, name);
  };

  test("may be absent, and holds until its dates", () => {
    expect(readApprovals(path.join(root, "none.json"), "2026-11-24")).toEqual([]);
    const file = written("good.json", JSON.stringify([approval]));
    expect(readApprovals(file, "2026-12-31")).toEqual([approval]);
    expect(readApprovals(file, "2027-01-01")).toEqual([]);
  });

  test.each([
    ["{", "is no list of approvals"],
    ["{}", "not a list"],
    ['[{"address":"a","reason":"b","expires":"soon"}]', "entry 1 needs address, reason, expires"],
    ['[{"address":"a","expires":"2026-12-31"}]', "entry 1 needs"],
  ])("is refused as %j", (content, message) => {
    expect(() => readApprovals(written("bad.json", content), "2026-11-24")).toThrow(message);
  });
});
