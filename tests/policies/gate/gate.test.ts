import Ajv from "ajv-draft-04";
import fs from "node:fs";
import { readPlan } from "../../../policies/engine/plan-input";
import { readConfiguration } from "../../../policies/engine/synth-input";
import type { Rule } from "../../../policies/engine/rule";
import { exitCodeOf, judge } from "../../../policies/engine/judgement";
import { approvedDestroys, parseApprovals } from "../../../policies/approvals/approvals";
import { jsonReport, junitReport, markdownReport } from "../../../policies/reports/documents";
import { sarifReport } from "../../../policies/reports/sarif";
import { RULES } from "../../../policies/rules";
import UNSCOPED from "../../../policies/iam/unscoped-actions.json";
import { unscopedActions } from "../../../tools/iam-data/unscoped-actions";

const NOW = new Date("2026-11-25T12:00:00Z");
const GOOD = { reason: "The load test needs a queue of this kind", owner: "shop", expires: "2026-12-24" };

function judged(waivers?: unknown, rules: readonly Rule[] = RULES, subnet: object = { map_public_ip_on_launch: true }) {
  const config = { resource: { aws_subnet: { a: { ...subnet, "//": { metadata: { path: "shop/a" }, waivers } } } } };
  return judge([readConfiguration({ name: "shop", config })], { phase: "synth", rules, exempt: {}, now: NOW });
}
const outcomes = (judgement: ReturnType<typeof judged>) =>
  judgement.verdicts.filter(({ rule }) => rule.id === "NET-03").map(({ outcome }) => outcome);

describe("a waiver", () => {
  test("accepts one finding", () => {
    const judgement = judged({ "NET-03": GOOD });
    expect(outcomes(judgement)).toEqual(["waived"]);
    expect(judgement.nextExpiryDays).toBe(29);
  });

  test("is valid until its last day", () => {
    expect(outcomes(judged({ "NET-03": { ...GOOD, expires: "2026-11-25" } }))).toEqual(["waived"]);
    expect(outcomes(judged({ "NET-03": { ...GOOD, expires: "2026-11-24" } }))).toEqual(["blocked"]);
  });

  test.each([
    [{ "NET-03": { ...GOOD, reason: "" } }, /at least 20 characters/],
    [{ "NET-03": { ...GOOD, owner: "" } }, /owner must not be empty/],
    [{ "NET-03": { ...GOOD, expires: "2026-11-24" } }, /expired on 2026-11-24/],
    [{ "NET-03": { ...GOOD, expires: "2027-02-31" } }, /must be a date as YYYY-MM-DD/],
    [{ "NET-03": { ...GOOD, expires: "2027-12-30" } }, /in 400 days/],
    [{ "NET-99": GOOD }, /no rule has the id NET-99/],
    [{ "net-03": GOOD }, /use NET-03/],
    [{ "S3-01": GOOD }, /critical and cannot be waived/],
    ["all", /whose keys are rule ids/],
  ])("of the form %j is rejected with its own message", (waivers, message) => {
    const { problems } = judged(waivers);
    expect(problems.map((one) => one.message).join()).toMatch(message);
    expect(exitCodeOf(judged(waivers))).toBe(4);
  });

  test("fails the run if the rule passes without it", () => {
    const judgement = judged({ "NET-03": GOOD }, RULES, { map_public_ip_on_launch: false });
    expect(judgement.problems[0]!.message).toMatch(/passes without it/);
  });
});

describe("a run", () => {
  test("fails if it checks no resource", () => {
    expect(exitCodeOf(judge([], { phase: "synth", rules: RULES, exempt: {}, now: NOW }))).toBe(2);
  });

  test("exits with 2 if a rule throws, and reports the findings of the others", () => {
    const broken = {
      ...RULES.find(({ id }) => id === "NET-03")!,
      id: "X-1",
      check: () => {
        throw new Error("no");
      },
    };
    const judgement = judged(undefined, [...RULES, broken]);
    expect(exitCodeOf(judgement)).toBe(2);
    expect(outcomes(judgement)).toEqual(["blocked"]);
  });

  test.each([
    null,
    1,
    [],
    { resource: [] },
    { resource: { aws_vpc: 1 } },
    { resource: { aws_vpc: { a: "x" } } },
    { output: 1 },
  ])("rejects the malformed configuration %j", (config) => {
    expect(() => readConfiguration({ name: "shop", config })).toThrow(/must be an object/);
  });

  test("leaves values open that are unknown until plan", () => {
    const judgement = judged(undefined, RULES, { map_public_ip_on_launch: "${var.public}" });
    expect(outcomes(judgement)).toEqual(["open"]);
  });
});

describe("a plan", () => {
  const change = (actions: string[], after: object | null, extra: object = {}) => ({
    resource_changes: [
      {
        address: "aws_kms_key.a",
        mode: "managed",
        type: "aws_kms_key",
        change: { actions, before: { description: "a" }, after, ...extra },
      },
    ],
  });
  const judgePlan = (plan: unknown, approved = new Set<string>()) =>
    judge([readPlan({ name: "shop", plan })], {
      phase: "plan",
      rules: RULES,
      exempt: {},
      now: NOW,
      approvedDestroys: approved,
    });
  const blocked = (judgement: ReturnType<typeof judgePlan>) =>
    judgement.verdicts.filter(({ outcome }) => outcome === "blocked").map(({ rule }) => rule.id);

  test.each([[["delete"]], [["delete", "create"]], [["create", "delete"]]])(
    "may not %j a resource with data",
    (actions) => {
      expect(blocked(judgePlan(change(actions, actions.includes("create") ? {} : null)))).toContain("CHG-01");
    },
  );

  test("may destroy an approved resource", () => {
    const file = {
      approvals: [
        {
          stack: "shop",
          address: "aws_kms_key.a",
          reason: "The key was never used by anything",
          expires: "2026-11-30",
        },
      ],
    };
    const approvals = parseApprovals(JSON.stringify(file), NOW);
    expect(approvals.problems).toEqual([]);
    expect(blocked(judgePlan(change(["delete"], null), new Set(approvedDestroys(approvals))))).toEqual([]);
    expect(
      parseApprovals(JSON.stringify({ approvals: [{ ...file.approvals[0], expires: "2026-11-01" }] }), NOW).approvals,
    ).toEqual([]);
    expect(parseApprovals("{", NOW).problems).toHaveLength(1);
  });

  test("resolves references of known values by their expressions", () => {
    const created = (type: string, after: object) => ({
      address: `${type}.a`,
      mode: "managed",
      type,
      change: { actions: ["create"], before: null, after },
    });
    const deny = { Effect: "Deny", Principal: "*", Action: "backup:DeleteRecoveryPoint", Resource: "*" };
    const plan = (reference: string) => ({
      resource_changes: [
        created("aws_backup_vault", { name: "shop", kms_key_arn: "arn:aws:kms:us-east-1:111122223333:key/1" }),
        created("aws_backup_vault_policy", {
          backup_vault_name: reference.includes("${") ? "shop" : reference,
          policy: JSON.stringify({ Version: "2012-10-17", Statement: [deny] }),
        }),
      ],
      configuration: {
        root_module: {
          resources: [
            {
              address: "aws_backup_vault_policy.a",
              expressions: { backup_vault_name: { constant_value: reference } },
            },
          ],
        },
      },
    });
    const vaultPolicy = (reference: string) => blocked(judgePlan(plan(reference))).filter((id) => id === "BKP-01");
    expect(vaultPolicy("${aws_backup_vault.a.name}")).toEqual([]);
    expect(vaultPolicy("another-vault")).toEqual(["BKP-01"]);
  });

  test("reports no sensitive value", () => {
    const plan = change(
      ["create"],
      { description: "hunter2", enable_key_rotation: false },
      { after_sensitive: { description: true } },
    );
    expect(jsonReport(judgePlan(plan))).not.toContain("hunter2");
  });

  test("rejects input that is not a plan", () => {
    expect(() => readPlan({ name: "shop", plan: {} })).toThrow(/resource_changes/);
  });
});

describe("the reports", () => {
  const position = () => ({ file: "main.ts", line: 1 });

  test("are identical for the same input", () => {
    const write = () => [
      sarifReport(judged(), position),
      junitReport(judged()),
      markdownReport(judged()),
      jsonReport(judged()),
    ];
    expect(write()).toEqual(write());
  });

  test("in SARIF are valid by the OASIS schema", () => {
    const schema = JSON.parse(
      fs.readFileSync(require.resolve("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"), "utf8"),
    ) as object;
    const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);
    const log = JSON.parse(sarifReport(judged({ "NET-03": GOOD }), position)) as { runs: object[] };
    expect(validate(log)).toBe(true);
    expect(JSON.stringify(log)).toContain('"justification"');
    expect(validate({ ...log, runs: 1 })).toBe(false);
  });
});

test("unscoped-actions.json equals the actions without resources in the IAM data", async () => {
  expect(UNSCOPED).toEqual(await unscopedActions());
});

test("10,000 resources take linear time", () => {
  const time = (count: number): number => {
    const subnets = Object.fromEntries(
      Array.from({ length: count }, (_, index) => [`s${index}`, { vpc_id: "${aws_vpc.v.id}" }]),
    );
    const input = readConfiguration({
      name: "shop",
      config: { resource: { aws_subnet: subnets, aws_vpc: { v: {} } } },
    });
    const started = performance.now();
    judge([input], { phase: "synth", rules: RULES, exempt: {}, now: NOW });
    return performance.now() - started;
  };
  time(1000);
  expect(time(10_000)).toBeLessThan(Math.max(time(2_500), 5) * 12);
});
