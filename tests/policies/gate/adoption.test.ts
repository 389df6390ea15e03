import { DataAwsS3Bucket } from "@cdktf/provider-aws/lib/data-aws-s3-bucket";
import { App, TerraformStack } from "cdktf";
import { openRoutes, waive } from "../../../policies";
import { exitCodeOf, judge, type JudgeOptions } from "../../../policies/engine/judgement";
import { readPlan } from "../../../policies/engine/plan-input";
import { readConfiguration } from "../../../policies/engine/synth-input";
import { consoleReport } from "../../../policies/reports/console";
import { EXEMPT_TYPES, RULES } from "../../../policies/rules";

const NOW = new Date("2026-11-25T12:00:00Z");
const judged = (config: object, options: Partial<JudgeOptions> = {}) =>
  judge([readConfiguration({ name: "shop", config })], {
    phase: "synth",
    rules: RULES,
    exempt: EXEMPT_TYPES,
    now: NOW,
    ...options,
  });
const outcomes = (judgement: ReturnType<typeof judge>, rule: string, address?: string) =>
  judgement.verdicts
    .filter((one) => one.rule.id === rule && (address === undefined || one.resource.address === address))
    .map(({ outcome }) => outcome);

describe("a data source", () => {
  const DATA = {
    aws_s3_bucket: { a: { bucket: "logs" } },
    aws_db_instance: { a: { db_instance_identifier: "db" } },
    aws_iam_role: { a: { name: "role" } },
    aws_kms_key: { a: { key_id: "alias/key" } },
    aws_ami: { a: { most_recent: true } },
  };

  test("is an input: no rule judges it, and it needs none", () => {
    const judgement = judged({ data: DATA });
    const ofData = judgement.verdicts.filter(({ resource }) => resource.mode === "data");
    expect([...new Set(ofData.map(({ rule }) => rule.id))]).toEqual(["SEC-02"]);
    expect(judgement.unowned).toEqual([]);
    const created = judged({ resource: DATA });
    expect(created.verdicts.filter(({ outcome }) => outcome === "blocked").length).toBeGreaterThan(10);
    expect(created.unowned).toEqual(["aws_ami"]);
  });

  test("is an input of a plan too", () => {
    const entry = (mode: string) => ({
      address: `${mode === "data" ? "data." : ""}aws_s3_bucket.a`,
      mode,
      type: "aws_s3_bucket",
      change: { actions: [mode === "data" ? "read" : "create"], before: null, after: { bucket: "logs" } },
    });
    const rulesOf = (mode: string) =>
      judge([readPlan({ name: "shop", plan: { resource_changes: [entry(mode)] } })], {
        phase: "plan",
        rules: RULES,
        exempt: {},
        now: NOW,
      }).verdicts.map(({ rule }) => rule.id);
    expect(rulesOf("data")).toEqual(["CHG-02", "CHG-06", "SEC-02"]);
    expect(rulesOf("managed")).toContain("S3-01");
  });

  test("is no companion of a resource", () => {
    const bucket = { resource: { aws_s3_bucket: { a: {} } } };
    const reference = { a: { bucket: "${aws_s3_bucket.a.id}" } };
    expect(outcomes(judged({ ...bucket, data: { aws_s3_bucket_policy: reference } }), "S3-02")).toEqual(["blocked"]);
  });

  test("still may not contain a secret", () => {
    const http = { a: { url: "https://user:hunter22@example.com/" } };
    expect(outcomes(judged({ data: { http } }), "SEC-02", "data.http.a")).toEqual(["blocked"]);
  });

  test("cannot have a waiver, which cdktf would lose", () => {
    const bucket = new DataAwsS3Bucket(new TerraformStack(new App(), "shop"), "bucket", { bucket: "logs" });
    const waiver = { rule: "S3-03", reason: "Somebody else encrypts it", owner: "shop", expires: "2026-12-24" };
    expect(() => waive(bucket, waiver)).toThrow(/must not be on a data source/);
    expect(() => openRoutes(bucket, ["GET /"])).toThrow(TypeError);
  });
});

describe("a stack without a stage and the tag Environment", () => {
  const provider = (tags: object) => ({ provider: { aws: [{ default_tags: [{ tags }] }] } });
  const message = "PROFILE shop: judged as prod; it states no stage and its provider sets no default tag Environment";

  test("is judged as prod, and the report says so", () => {
    expect(consoleReport(judged({}))).toContain(message);
    expect(consoleReport(judged(provider({ Project: "shop" })))).toContain(message);
  });

  test.each(["dev", "prod", "tooling"])("is another matter than the tag %s", (name) => {
    expect(consoleReport(judged(provider({ Environment: name })))).not.toContain("PROFILE");
    expect(consoleReport(judged({ output: { "environment-stage": { value: "production" } } }))).not.toContain(
      "PROFILE",
    );
    expect(consoleReport(judged({}, { profileOf: () => "dev" }))).not.toContain("PROFILE");
  });
});

describe("content that only a plan shows", () => {
  const dynamic = (block: string) => ({
    dynamic: { [block]: { for_each: "${var.rules}", content: { from_port: 22 } } },
  });

  test.each([
    ["aws_security_group", "ingress", "NET-06"],
    ["aws_security_group", "egress", "NET-07"],
    ["aws_s3_bucket_lifecycle_configuration", "rule", "S3-06"],
    ["aws_db_parameter_group", "parameter", "RDS-08"],
  ])("in a dynamic block of %s leaves the check open", (type, block, rule) => {
    const judgement = judged({ resource: { [type]: { a: { family: "postgres16", ...dynamic(block) } } } });
    expect(
      judgement.verdicts.filter(({ resource, outcome }) => resource.type === type && outcome === "passed"),
    ).toEqual([]);
    expect(outcomes(judgement, rule)).not.toContain("passed");
    expect(consoleReport(judgement)).toMatch(/[1-9]\d* open until plan/);
  });

  test("in a dynamic block at any depth leaves the check open", () => {
    const settings = { a: { setting: [{ name: "x", ...dynamic("option") }] } };
    expect(outcomes(judged({ resource: { aws_ecs_cluster: settings } }), "SEC-02", "aws_ecs_cluster.a")).toEqual([
      "open",
    ]);
    const plain = { a: { dynamic: { count: 1 } } };
    expect(outcomes(judged({ resource: { aws_ecs_cluster: plain } }), "SEC-02", "aws_ecs_cluster.a")).toEqual([
      "passed",
    ]);
  });

  test("does not hide a finding outside the dynamic block", () => {
    const open = [{ from_port: 22, to_port: 22, protocol: "tcp", cidr_blocks: ["0.0.0.0/0"] }];
    const group = { a: { ingress: open, ...dynamic("egress") } };
    expect(outcomes(judged({ resource: { aws_security_group: group } }), "NET-06")).toEqual(["blocked"]);
  });

  test("leaves a waiver alone until the plan decides", () => {
    const waiver = { reason: "The rules come from a partner", owner: "shop", expires: "2026-12-24" };
    const group = { a: { ...dynamic("egress"), "//": { waivers: { "NET-07": waiver } } } };
    expect(judged({ resource: { aws_security_group: group } }).problems).toEqual([]);
    const closed = { a: { egress: [], "//": { waivers: { "NET-07": waiver } } } };
    expect(judged({ resource: { aws_security_group: closed } }).problems).toHaveLength(1);
  });

  test("of module calls is named and counted", () => {
    const judgement = judged({ module: { net: { source: "./net" }, db: { source: "./db" } } });
    expect(consoleReport(judgement)).toContain("OPEN    shop/module.net: its resources are unknown until plan");
    expect(consoleReport(judgement)).toMatch(/2 modules not seen$/);
    expect(consoleReport(judged({}))).not.toContain("not seen");
  });
});

describe("count and for_each", () => {
  const BLOCK = {
    bucket: "${aws_s3_bucket.a.id}",
    block_public_acls: true,
    block_public_policy: true,
    ignore_public_acls: true,
    restrict_public_buckets: true,
  };
  const bucketWith = (number: object, ownNumber: object = {}) =>
    outcomes(
      judged({
        resource: {
          aws_s3_bucket: { a: ownNumber },
          aws_s3_bucket_public_access_block: { a: { ...BLOCK, ...number } },
        },
      }),
      "S3-01",
      "aws_s3_bucket.a",
    );

  test.each([{ count: 0 }, { count: "0" }, { for_each: {} }, { for_each: [] }])("of %j exclude a companion", (number) =>
    expect(bucketWith(number)).toEqual(["blocked"]),
  );

  test.each([{ count: "${var.number}" }, { for_each: "${var.names}" }])(
    "of %j leave open whether a companion exists",
    (number) => expect(bucketWith(number)).toEqual(["open"]),
  );

  test("accept a companion with the same number as the resource, and a literal number", () => {
    expect(bucketWith({ count: "${var.number}" }, { count: "${var.number}" })).toEqual(["passed"]);
    expect(bucketWith({ count: 1 })).toEqual(["passed"]);
  });

  test("of zero exclude the resource itself", () => {
    expect(
      judged({ resource: { aws_s3_bucket: { a: { count: 0 } } } }).verdicts.map(({ resource }) => resource.type),
    ).not.toContain("aws_s3_bucket");
  });
});

describe("a run", () => {
  const config = { resource: { aws_subnet: { a: { map_public_ip_on_launch: true } } } };
  const rules = RULES.filter(({ id }) => id === "NET-03");

  test("fails for findings from the given severity on", () => {
    expect(exitCodeOf(judged(config, { rules }))).toBe(1);
    expect(exitCodeOf(judged(config, { rules, failOn: "critical" }))).toBe(0);
    expect(outcomes(judged(config, { rules, failOn: "critical" }), "NET-03")).toEqual(["reported"]);
  });

  test("passes with known findings, and counts them", () => {
    const known = judged(config, { rules, knownFindings: new Set(["NET-03 shop aws_subnet.a"]) });
    expect(exitCodeOf(known)).toBe(0);
    expect(consoleReport(known)).toContain("1 known");
    expect(exitCodeOf(judged(config, { rules, knownFindings: new Set(["NET-03 shop aws_subnet.b"]) }))).toBe(1);
  });
});

describe("a secret in a plan", () => {
  const planOf = (expression: object) => ({
    resource_changes: [
      {
        address: "aws_db_instance.a",
        mode: "managed",
        type: "aws_db_instance",
        change: {
          actions: ["create"],
          before: null,
          after: { password: "hunter22" },
          after_sensitive: { password: true },
        },
      },
    ],
    configuration: {
      root_module: { resources: [{ address: "aws_db_instance.a", expressions: { password: expression } }] },
    },
  });
  const judgedPlan = (expression: object) =>
    judge([readPlan({ name: "shop", plan: planOf(expression) })], {
      phase: "plan",
      rules: RULES.filter(({ id }) => id === "SEC-02"),
      exempt: {},
      now: NOW,
    });

  test("is found where the configuration contains it, and is not printed", () => {
    const judgement = judgedPlan({ constant_value: "hunter22" });
    expect(outcomes(judgement, "SEC-02")).toEqual(["blocked", "passed"]);
    expect(consoleReport(judgement)).not.toContain("hunter22");
  });

  test("is accepted from a reference", () => {
    expect(outcomes(judgedPlan({ references: ["var.password"] }), "SEC-02")).toEqual(["passed", "passed"]);
  });
});
