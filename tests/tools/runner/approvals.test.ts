import fs from "node:fs";
import path from "node:path";
import { readApprovals } from "../../../tools/runner/checks/approvals";
import { temporaryFolder } from "../fixtures";

const root = temporaryFolder();
const approval = {
  stack: "prod",
  address: "aws_s3_bucket.site",
  reason: "renamed, and copied by hand before",
  expires: "2026-12-31",
};
const day = (text: string) => new Date(`${text}T12:00:00Z`);

function write(name: string, content: unknown): string {
  fs.writeFileSync(path.join(root, name), typeof content === "string" ? content : JSON.stringify(content));
  return path.join(root, name);
}

describe("readApprovals", () => {
  test("returns nothing for a missing file", () => {
    expect(readApprovals(path.join(root, "none.json"), day("2026-11-24"))).toEqual(new Set());
  });

  test("returns the approved addresses until their date", () => {
    const file = write("good.json", { approvals: [approval] });
    expect(readApprovals(file, day("2026-12-31"))).toEqual(new Set(["prod aws_s3_bucket.site"]));
    expect(() => readApprovals(file, day("2027-01-01"))).toThrow("expired on 2026-12-31");
  });

  test.each([
    ["{", "must be JSON"],
    ["{}", "must be JSON"],
    [{ approvals: [{ ...approval, expires: "soon" }] }, "approvals[0]: expires must be"],
    [{ approvals: [{ stack: "prod", address: "a", expires: "2026-12-31" }] }, "approvals[0]: needs reason"],
  ])("rejects %j with exit code 4", (content, problem) => {
    const error = { exitCode: 4, message: expect.stringContaining(`bad.json: ${problem}`) };
    expect(() => readApprovals(write("bad.json", content), day("2026-11-24"))).toThrow(expect.objectContaining(error));
  });
});
