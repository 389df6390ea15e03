import { approvedDestroys, parseApprovals } from "../../../policies";

const NOW = new Date("2026-11-25T12:00:00Z");
const APPROVAL = {
  stack: "shop",
  address: "aws_kms_key.a",
  reason: "The key was never used by anything",
  expires: "2026-12-24",
};
const problemsOf = (file: unknown): readonly string[] => parseApprovals(JSON.stringify(file), NOW).problems;

describe("an approvals file", () => {
  test("approves the listed resources by stack and address", () => {
    const approvals = parseApprovals(JSON.stringify({ approvals: [APPROVAL] }), NOW);
    expect(approvals.problems).toEqual([]);
    expect(approvedDestroys(approvals)).toEqual(new Set(["shop aws_kms_key.a"]));
  });

  test.each(["", "[]", "{}", '{ "approvals": {} }'])("is rejected in another form: %j", (text) => {
    expect(parseApprovals(text, NOW)).toEqual({
      approvals: [],
      problems: ['must be JSON in the form { "approvals": [...] }'],
    });
  });

  test.each([
    ["an entry that is not an object", "shop", "needs stack, address, reason, expires"],
    ["an entry without address and reason", { ...APPROVAL, address: "", reason: 1 }, "needs address, reason"],
    ["a short reason", { ...APPROVAL, reason: "unused" }, "the reason must have at least 20 characters"],
    ["a past date", { ...APPROVAL, expires: "2026-11-24" }, "expired on 2026-11-24"],
    ["a date that is too late", { ...APPROVAL, expires: "2027-12-24" }, "expires in 394 days; at most 180 are allowed"],
  ])("reports %s", (_title, entry, problem) => {
    expect(problemsOf({ approvals: [APPROVAL, entry] })).toEqual([`approvals[1]: ${problem}`]);
  });

  test("ignores an entry with a problem and accepts the others", () => {
    const { approvals } = parseApprovals(JSON.stringify({ approvals: [{ ...APPROVAL, expires: "x" }, APPROVAL] }), NOW);
    expect(approvals).toEqual([APPROVAL]);
  });
});
