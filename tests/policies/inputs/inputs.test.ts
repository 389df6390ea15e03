import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { App } from "cdktf";
import {
  attachPolicies,
  isSet,
  needs,
  openRoutes,
  planGate,
  policyGate,
  PolicyGateError,
  waive,
  type Check,
  type Context,
} from "../../../policies";
import { evaluate, graphOf } from "../../../policies/engine/evaluate";
import { readPlan } from "../../../policies/engine/plan-input";
import type { Values } from "../../../policies/engine/resource";
import type { Rule } from "../../../policies/engine/rule";
import { readConfiguration } from "../../../policies/engine/synth-input";
import { judge, type JudgedVerdict } from "../../../policies/engine/judgement";
import { daysLeft } from "../../../policies/engine/expiry";
import { policyAt } from "../../../policies/iam/policy-documents";
import { consoleReport } from "../../../policies/reports/console";
import { sourcePositions } from "../../../policies/reports/source-position";
import { RULES } from "../../../policies/rules";

const read = (config: object) => readConfiguration({ name: "shop", config });
const valuesOf = (config: object): Values => read(config).resources.at(-1)!.values;
const planned = (entry: object, configuration?: object) =>
  readPlan({
    name: "shop",
    plan: { resource_changes: [{ address: "aws_vpc.a", type: "aws_vpc", mode: "managed", ...entry }], configuration },
  }).resources[0]!;
const changeTo = (after: unknown, more: object = {}) => ({
  change: { actions: ["create"], before: null, after, ...more },
});

describe("a configuration", () => {
  test("leaves dynamic blocks open until plan", () => {
    const dynamic = { ingress: { for_each: "${var.rules}", content: {} } };
    expect(valuesOf({ resource: { aws_security_group: { a: { dynamic } } } })).toEqual({ ingress: "${dynamic}" });
  });

  test("retains the stack trace of the app", () => {
    const metadata = { path: "shop/a", stackTrace: ["at a.ts:1:1"] };
    expect(read({ resource: { aws_vpc: { a: { "//": { metadata } } } } }).resources.at(-1)).toMatchObject({
      constructPath: "shop/a",
      stackTrace: ["at a.ts:1:1"],
    });
  });

  test("converts boolean strings as Terraform does", () => {
    const check = (value: unknown) =>
      evaluate([read({ resource: { aws_rds_cluster_instance: { a: { publicly_accessible: value } } } })], {
        phase: "synth",
        rules: RULES.filter(({ id }) => id === "RDS-02"),
        profileOf: () => "prod",
      })[0]!.status;
    expect([false, "false", true, "true", null].map(check)).toEqual(["pass", "pass", "fail", "fail", "fail"]);
  });
});

describe("the graph", () => {
  const config = {
    resource: { aws_vpc: { a: {} }, aws_subnet: { s: { vpc_id: "${aws_vpc.a.id}" } } },
    output: {
      vpc: { value: "${aws_vpc.a.id}" },
      nothing: {},
      chained: { value: "${data.terraform_remote_state.shop.outputs.vpc}" },
    },
  };
  const graph = graphOf([read(config)]);
  const remote = (output: string) =>
    graph.targets("other", `\${data.terraform_remote_state.shop.outputs.${output}}`).map(({ address }) => address);

  test("finds resources by type in all stacks", () => {
    expect(graph.byType("aws_subnet", "aws_vpc", "aws_eip").map(({ address }) => address)).toEqual([
      "aws_subnet.s",
      "aws_vpc.a",
    ]);
  });

  test("finds the resources that a value references", () => {
    expect(graph.targets("shop", { a: ["${aws_vpc.a.id}"] }).map(({ address }) => address)).toEqual(["aws_vpc.a"]);
    expect(graph.targets("shop", { a: "aws_vpc.a" })).toEqual([]);
  });

  test("follows an output once, never in a cycle", () => {
    expect([remote("vpc"), remote("nothing"), remote("chained"), remote("absent")]).toEqual([
      ["aws_vpc.a"],
      [],
      [],
      [],
    ]);
  });
});

describe("a plan", () => {
  const expressed = (resource: object, rest: object = {}) => ({ root_module: { resources: [resource], ...rest } });

  test("distinguishes data sources and managed resources", () => {
    expect(planned({ mode: "data", ...changeTo({}) }).mode).toBe("data");
    expect(planned(changeTo({})).mode).toBe("managed");
  });

  test("represents an unknown value by its expression, unless it has none", () => {
    const configuration = expressed({
      address: "aws_vpc.a",
      expressions: { a: { references: ["var.a"] }, b: { references: ["var.b"] } },
    });
    const unknown = { after_unknown: { a: true, b: true, c: true }, after_sensitive: { b: true } };
    expect(planned(changeTo({}, unknown), configuration).values).toEqual({ a: "${var.a}", b: "${var.b}" });
  });

  test("represents unknown values in a block without known values", () => {
    const configuration = expressed({
      address: "aws_vpc.a",
      expressions: { block: { id: { references: ["var.id"] } } },
    });
    const { values } = planned(changeTo({ block: null }, { after_unknown: { block: { id: true } } }), configuration);
    expect(values).toEqual({ block: { id: "${var.id}" } });
  });

  test("has no values for a resource that is completely unknown", () => {
    expect(planned(changeTo(null, { before: { a: 1 }, after_unknown: true })).values).toEqual({});
    expect(planned(changeTo(null, { before: { a: 1 } })).values).toEqual({ a: 1 });
  });

  test("reads expressions in modules, and ignores malformed ones", () => {
    const child = { resources: [{ address: "aws_vpc.a", expressions: { cidr_block: { references: ["var.c"] } } }] };
    const configuration = expressed(
      { address: "aws_vpc.b", expressions: 1 },
      { module_calls: { net: { module: child }, bad: 1 } },
    );
    const inModule = { address: "module.net.aws_vpc.a", ...changeTo({}, { after_unknown: { cidr_block: true } }) };
    expect(planned(inModule, configuration).values).toEqual({ cidr_block: "${module.net.var.c}" });
  });
});

describe("the statements of a policy", () => {
  const role = (policy: unknown) => ({ aws_iam_role_policy: { a: { policy } } });
  const statementsOf = (policy: unknown, documents: object = {}) => {
    const input = read({ resource: role(policy), data: { aws_iam_policy_document: documents } });
    const resource = input.resources.find(({ type }) => type === "aws_iam_role_policy")!;
    return policyAt(policy, resource, { graph: graphOf([input]) } as never);
  };
  const named = (name: string): string => `\${data.aws_iam_policy_document.${name}.json}`;
  const read1 = { actions: ["s3:GetObject"], resources: ["*"] };
  const UNKNOWN = [{ effect: "${unknown}" }];

  test("are read from an object, a JSON text and a policy document", () => {
    const policy = { Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }] };
    const [one] = statementsOf(policy) as object[];
    expect(one).toMatchObject({ effect: "Allow", actions: ["s3:GetObject"], resources: ["*"] });
    expect(statementsOf(JSON.stringify(policy))).toEqual([one]);
    expect(statementsOf(named("doc"), { doc: { statement: [read1] } })).toMatchObject([{ actions: ["s3:GetObject"] }]);
  });

  test.each([[1], ["no policy"], ["{"], ['{"Statement":'], ['[{"a":1}]']])("are malformed in %j", (policy) => {
    expect(statementsOf(policy)).toBe("malformed");
  });

  test("are empty without a policy, and unknown for an unknown policy", () => {
    expect(statementsOf(undefined)).toEqual([]);
    expect(statementsOf("${var.policy}")).toBe("unknown");
    expect(statementsOf(named("doc"), { doc: { statement: "${var.s}" } })).toMatchObject(UNKNOWN);
  });

  test("are those of the only document that a plan names beside variables", () => {
    const doc = { doc: { statement: [read1] } };
    expect(statementsOf(["${var.open}", named("doc")], doc)).toMatchObject([{ actions: ["s3:GetObject"] }]);
    expect(statementsOf(["${module.m.policy}", named("doc")], doc)).toBe("unknown");
    expect(statementsOf(["${aws_sns_topic.a.arn}", named("doc")], doc)).toBe("unknown");
    expect(statementsOf(["${aws_sns_topic.a.arn}", "${aws_sns_topic.b.arn}"])).toBe("unknown");
    expect(statementsOf([1])).toBe("malformed");
  });

  test("include those of source and override documents, once each", () => {
    const sources = (...source_policy_documents: string[]) => ({ source_policy_documents });
    const text = JSON.stringify({ Statement: { Action: "s3:PutObject", Condition: { Bool: 1 } } });
    expect(statementsOf(named("doc"), { doc: sources(text) })).toMatchObject([
      { effect: "", actions: ["s3:PutObject"], conditions: [] },
    ]);
    expect(statementsOf(named("doc"), { doc: sources(named("doc")) })).toMatchObject(UNKNOWN);
    expect(statementsOf(named("doc"), { doc: sources("${var.other}") })).toMatchObject(UNKNOWN);
    expect(statementsOf(named("doc"), { doc: sources("{") })).toBe("malformed");
  });
});

describe("the source position of a finding", () => {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), "groundplan-sources-"));
  afterAll(() => fs.rmSync(root, { recursive: true, force: true }));
  fs.mkdirSync(path.join(root, "stacks"));
  fs.mkdirSync(path.join(root, "node_modules"));
  fs.writeFileSync(path.join(root, "node_modules/a.ts"), 'new Vpc(this, "vpc")');
  fs.writeFileSync(path.join(root, "stacks/types.d.ts"), 'new Vpc(this, "vpc")');
  fs.writeFileSync(path.join(root, "stacks/b.ts"), '\nnew Vpc(this, "vpc");\n');
  fs.writeFileSync(path.join(root, "stacks/a.ts"), "new Zone(this, `zone`);");
  fs.writeFileSync(path.join(root, "notes.md"), ', "vpc"');
  const positionOf = sourcePositions(root, () => "main.ts");
  const at = (constructPath?: string, stackTrace?: string[]) =>
    positionOf({ resource: { constructPath, stackTrace } } as unknown as JudgedVerdict);

  test("is the first line that contains the id of the construct or its parent", () => {
    expect(at("shop/vpc/subnet")).toEqual({ file: "stacks/b.ts", line: 2 });
    expect(at("shop/zone")).toEqual({ file: "stacks/a.ts", line: 1 });
  });

  test("is the frame of the stack trace that is in the sources", () => {
    expect(at("shop/vpc", ["new Vpc (node:internal:1:1)", `at (${root}/stacks/c.ts:7:3)`])).toEqual({
      file: "stacks/c.ts",
      line: 7,
    });
    expect(at("shop/vpc", ["at (/elsewhere/c.ts:7:3)"])).toEqual({ file: "stacks/b.ts", line: 2 });
  });

  test("is the entry file if there is no other", () => {
    expect(at("shop/other")).toEqual({ file: "main.ts", line: 1 });
    expect(at()).toEqual({ file: "main.ts", line: 1 });
  });
});

describe("the gates", () => {
  const config = { resource: { aws_subnet: { a: { map_public_ip_on_launch: true } } } };
  const change = { actions: ["create"], before: null, after: { map_public_ip_on_launch: true } };
  const plan = { resource_changes: [{ address: "aws_subnet.a", type: "aws_subnet", change }] };

  test("use all rules by default, for configurations and plans", () => {
    expect(() => policyGate()([{ name: "shop", config }])).toThrow(/NET-03/);
    expect(() => planGate()({ name: "shop", plan })).toThrow(PolicyGateError);
    expect(() => planGate({ rules: [], exempt: {} })({ name: "shop", plan })).not.toThrow();
    const app = new App({ outdir: os.tmpdir() });
    attachPolicies(app);
    expect(app.node.validate()).toEqual([expect.stringContaining("no stack was checked")]);
  });

  test("name the stack that cannot be read", () => {
    expect(consoleReport(judge([], { phase: "synth", rules: RULES, exempt: {} }))).toContain("no stack was checked");
  });

  test("accept waivers and open routes on Terraform elements only", () => {
    const override = jest.fn();
    openRoutes({ addOverride: override }, ["GET /health"]);
    expect(override).toHaveBeenCalledWith("//.openRoutes", ["GET /health"]);
    expect(() => openRoutes({}, [])).toThrow(TypeError);
    expect(() => waive({}, { rule: "NET-03", reason: "", owner: "", expires: "" })).toThrow(TypeError);
  });

  test("reject the title of a rule as the reason of its waiver", () => {
    const { title } = RULES.find(({ id }) => id === "NET-03")!;
    const waivers = { "NET-03": { reason: title, owner: "shop", expires: "2026-12-24" } };
    const waived = { resource: { aws_subnet: { a: { map_public_ip_on_launch: true, "//": { waivers } } } } };
    const now = new Date("2026-11-25T12:00:00Z");
    const { problems } = judge([read(waived)], { phase: "synth", rules: RULES, exempt: {}, now });
    expect(problems.map(({ message }) => message)).toEqual([expect.stringContaining("repeats the title of the rule")]);
    expect(daysLeft("2026-11-26", now)).toBe(1);
    expect(daysLeft("soon", now)).toBeLessThan(0);
  });

  test("accept one passing companion among failing ones", () => {
    const rule: readonly Rule[] = RULES.filter(({ id }) => id === "S3-04");
    const versioning = (status: string) => ({ bucket: "${aws_s3_bucket.b.id}", versioning_configuration: { status } });
    const statusOf = (...states: string[]) => {
      const named = Object.fromEntries(states.map((state, index) => [`v${index}`, versioning(state)]));
      const input = read({ resource: { aws_s3_bucket: { b: {} }, aws_s3_bucket_versioning: named } });
      return evaluate([input], { phase: "synth", rules: rule, profileOf: () => "prod" }).map(({ status }) => status);
    };
    expect(statusOf("Enabled")).toEqual(["pass", "pass"]);
    expect(statusOf("Suspended")).toEqual(["pass", "fail"]);
  });

  test("report the problem of a companion if none passes", () => {
    const pair = { resource: { aws_vpc: { a: {} }, aws_subnet: { s: { vpc_id: "${aws_vpc.a.id}" } } } };
    const input = read(pair);
    const vpc = input.resources.find(({ type }) => type === "aws_vpc")!;
    const findings = (check: Check) => check(vpc, { graph: graphOf([input]) } as Context);
    expect(findings(needs("aws_subnet", "needs a subnet", isSet("cidr_block")))).toEqual([
      { status: "fail", path: "cidr_block", message: "must be set" },
    ]);
    expect(findings(needs("aws_subnet", "needs a subnet", isSet("vpc_id")))).toEqual([]);
    expect(findings(needs("aws_eip", "needs an address"))).toEqual([
      { status: "fail", path: "", message: "needs an address" },
    ]);
  });

  test("reject a policy that is not a policy document", () => {
    const input = read({ resource: { aws_iam_role_policy: { a: { policy: "no policy" } } } });
    const rules = RULES.filter(({ id }) => id === "IAM-01");
    const [verdict] = evaluate([input], { phase: "synth", rules, profileOf: () => "prod" });
    expect(verdict!.findings).toEqual([{ status: "fail", path: "policy", message: "is not a policy document" }]);
  });
});
