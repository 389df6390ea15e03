import Ajv from "ajv-draft-04";
import fs from "node:fs";
import type { Log } from "sarif";
import { readConfiguration } from "../../../policies/engine/synth-input";
import type { Rule, Severity } from "../../../policies/engine/rule";
import { judge, type Judgement } from "../../../policies/engine/judgement";
import { consoleReport } from "../../../policies/reports/console";
import { jsonReport, junitReport, markdownReport } from "../../../policies/reports/documents";
import { sarifReport } from "../../../policies/reports/sarif";

const NOW = new Date("2026-11-25T12:00:00Z");
const position = () => ({ file: "main.ts", line: 7 });
const waiver = { reason: 'A <partner> says "so" & expects it', owner: "shop", expires: "2026-12-24" };

/** One rule per severity that checks the tag of its name: `ok`, `bad`, `${...}` or `throw`. */
const ruleOf = (severity: Severity): Rule => ({
  id: `X-${severity}`,
  title: `Tag ${severity} is ok`,
  severity,
  rationale: "Any | rationale",
  fix: "Set it to ok",
  controls: { nist: ["AC-3"], fsbp: ["EC2.1"] },
  types: ["aws_vpc"],
  check: ({ values }) => {
    const value = values[severity];
    if (value === "throw") throw new Error("the rule broke");
    if (String(value).includes("${")) return [{ status: "unknown", path: severity, message: "open" }];
    return value === "bad" ? [{ status: "fail", path: severity, message: `is <bad> | & "wrong"` }] : [];
  },
});
const rules = (["critical", "high", "medium", "low", "info"] as const).map(ruleOf);

const vpc = (path: string, values: object, waivers?: object) => ({ ...values, "//": { metadata: { path }, waivers } });
const judged = (stacks: Readonly<Record<string, object>>): Judgement =>
  judge(
    Object.entries(stacks).map(([name, vpcs]) => readConfiguration({ name, config: { resource: { aws_vpc: vpcs } } })),
    {
      phase: "synth",
      rules,
      exempt: { terraform: "" },
      now: NOW,
      profileOf: (stack) => (stack === "dev" ? "dev" : "prod"),
    },
  );

const MIXED = judged({
  prod: {
    bad: vpc("prod/bad", { critical: "bad" }),
    waived: vpc("prod/waived", { high: "bad" }, { "X-high": waiver }),
    open: vpc("prod/open", { medium: "${var.a}" }),
    broken: vpc("prod/broken", { low: "throw" }),
  },
  dev: { mild: vpc("dev/mild", { low: "bad" }) },
});
const CLEAN = judged({ prod: { good: vpc("prod/good", {}) } });

describe("JUnit", () => {
  const report = junitReport(MIXED);

  test("has a suite with counts per stack, in order", () => {
    expect(report.match(/<testsuite .*>/g)).toEqual([
      '<testsuite name="dev" tests="5" failures="0" errors="0" skipped="1">',
      '<testsuite name="prod" tests="20" failures="1" errors="1" skipped="2">',
    ]);
  });

  test("reports failures, errors and skips with an escaped reason", () => {
    const text = "is &lt;bad&gt; | &amp; &quot;wrong&quot;";
    expect(report).toContain(
      `<testcase classname="X-critical" name="aws_vpc.bad"><failure message="Tag critical is ok: critical: ${text}"/>`,
    );
    expect(report).toContain(
      '<testcase classname="X-high" name="aws_vpc.waived"><skipped message="A &lt;partner&gt; says &quot;so&quot; &amp; expects it"/>',
    );
    expect(report).toContain('<testcase classname="X-medium" name="aws_vpc.open"><skipped message="Tag medium');
    expect(report).toMatch(/classname="X-low" name="aws_vpc.broken"><error message="[^"]*the rule broke"\/>/);
    expect(report).toContain('<testcase classname="X-low" name="aws_vpc.bad"/>');
  });

  test("contains no character that XML forbids", () => {
    const bell = { "X-high": { ...waiver, reason: "A partner\u0007 wants it to be so" } };
    const control = judged({ prod: { bad: vpc("prod/bad", { high: "bad" }, bell) } });
    expect(junitReport(control)).toContain('message="A partner wants it to be so"');
  });

  test("has no failure in a clean run", () => {
    expect(junitReport(CLEAN)).toContain('tests="5" failures="0" errors="0" skipped="0"');
    expect(junitReport(CLEAN)).not.toMatch(/<failure|<error|<skipped/);
  });
});

describe("Markdown", () => {
  test("lists failures with place, reason and fix, then waivers", () => {
    const report = markdownReport(MIXED);
    expect(report).toMatch(/^## Policies: failed\n\n25 checks, 2 failed, 1 waived\.\n/);
    expect(report).toContain(
      '| critical | X-critical | prod/bad | critical: is \\<bad\\> \\| & "wrong" | Set it to ok |',
    );
    expect(report).toContain("| low | X-low | prod/broken |");
    expect(report).toContain(
      '- waived: X-high at prod/waived until 2026-12-24: A \\<partner\\> says "so" & expects it',
    );
    expect(report).not.toContain("dev/mild");
  });

  test("reports a run without findings as passed, without a table", () => {
    expect(markdownReport(CLEAN)).toBe("## Policies: passed\n\n5 checks, 0 failed, 0 waived.\n");
  });

  test("fails for an invalid waiver without failing rules", () => {
    const expired = { "X-high": { ...waiver, expires: "2026-11-24" } };
    const report = markdownReport(judged({ prod: { good: vpc("prod/good", {}, expired) } }));
    expect(report).toMatch(/^## Policies: failed/);
    expect(report).toContain("- prod/good: waiver of X-high: expired on 2026-11-24");
  });

  test("names a resource without a construct by its address", () => {
    const bare = {
      critical: "bad",
      "//": { waivers: { "X-low": { ...waiver, reason: "One line of text\nand another" } } },
    };
    const report = markdownReport(judged({ prod: { bare } }));
    expect(report).toContain("| prod/aws_vpc.bare |");
    expect(report).toContain("waived: X-low at aws_vpc.bare until 2026-12-24: One line of text and another");
  });

  test("fits into a comment, and states the number of omitted rows", () => {
    const many = Object.fromEntries(
      Array.from({ length: 1000 }, (_, n) => [`v${n}`, vpc(`prod/v${n}/${"a".repeat(200)}`, { high: "bad" })]),
    );
    const report = markdownReport(judged({ prod: many }));
    const shown = report.match(/^\| high /gm)!.length;
    expect(report.length).toBeLessThan(60_000);
    expect(report.length).toBeGreaterThan(45_000);
    expect(report).toContain(`\n${1000 - shown} more in the SARIF report.`);
  });
});

describe("SARIF", () => {
  const schema = JSON.parse(
    fs.readFileSync(require.resolve("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"), "utf8"),
  ) as object;
  const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);
  const logOf = (judgement: Judgement) => JSON.parse(sarifReport(judgement, position)) as Log;

  test.each([
    ["a mixed run", MIXED],
    ["a clean run", CLEAN],
    ["a run of nothing", judged({})],
  ])("is valid by the OASIS schema for %s", (_title, judgement) => {
    expect(validate(logOf(judgement))).toBe(true);
  });

  test("contains failed, broken, waived and reported findings with place, level and severity", () => {
    const { results = [], tool } = logOf(MIXED).runs[0]!;
    expect(results.map(({ ruleId, level }) => [ruleId, level])).toEqual([
      ["X-low", "note"],
      ["X-critical", "error"],
      ["X-low", "note"],
      ["X-high", "error"],
    ]);
    expect(results[3]!.suppressions).toEqual([
      { kind: "inSource", justification: `${waiver.reason} (shop, until 2026-12-24)` },
    ]);
    expect(results[1]!.locations![0]).toMatchObject({
      physicalLocation: { artifactLocation: { uri: "main.ts" }, region: { startLine: 7 } },
      logicalLocations: [{ fullyQualifiedName: "prod/bad" }],
    });
    const critical = tool.driver.rules!.find(({ id }) => id === "X-critical")!;
    expect(critical.properties).toEqual({ tags: ["security", "nist/AC-3", "fsbp/EC2.1"], "security-severity": "9.5" });
    expect(results.every(({ ruleId, ruleIndex }) => tool.driver.rules![ruleIndex!]!.id === ruleId)).toBe(true);
  });

  test("gives each finding a fingerprint that does not depend on lines", () => {
    const prints = (line: number) =>
      (JSON.parse(sarifReport(MIXED, () => ({ file: "main.ts", line }))) as Log).runs[0]!.results!.map(
        ({ partialFingerprints }) => partialFingerprints!["groundplan/v1"],
      );
    expect(prints(1)).toEqual(prints(99));
    expect(new Set(prints(1)).size).toBe(4);
  });
});

describe("the console", () => {
  test("lists findings by severity, marks reported ones, and omits those below the threshold", () => {
    const report = consoleReport(
      judged({
        dev: { mild: vpc("dev/mild", { medium: "bad", low: "bad" }) },
        prod: { bad: vpc("prod/bad", { low: "bad", critical: "bad" }) },
      }),
    );
    expect(report.match(/^[A-Z]+ .*$/gm)).toEqual([
      "CRITICAL X-critical prod/bad: Tag critical is ok",
      "MEDIUM (reported only) X-medium dev/mild: Tag medium is ok",
      "LOW X-low prod/bad: Tag low is ok",
    ]);
  });
});

test("JSON contains all verdicts, including passes", () => {
  const record = JSON.parse(jsonReport(MIXED)) as { verdicts: { outcome: string }[]; stacks: object[] };
  const count = (outcome: string) => record.verdicts.filter((one) => one.outcome === outcome).length;
  expect(["passed", "blocked", "waived", "open", "broken", "reported"].map(count)).toEqual([20, 1, 1, 1, 1, 1]);
  expect(record.stacks).toEqual([
    { name: "dev", profile: "dev", profileAssumed: false, resources: 2, unseen: [] },
    { name: "prod", profile: "prod", profileAssumed: false, resources: 5, unseen: [] },
  ]);
});
