import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { Aspects, type App } from "cdktf";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { AwsStack, synthesize } from "../../../modules/core";
import { policyGate } from "../../../policies";
import { readPlan } from "../../../policies/engine/plan-input";
import { PROFILES, type Rule, SEVERITIES } from "../../../policies/engine/rule";
import { readConfiguration } from "../../../policies/engine/synth-input";
import { exitCodeOf, judge, type Judgement } from "../../../policies/engine/judgement";
import { consoleReport } from "../../../policies/reports/console";
import { jsonReport } from "../../../policies/reports/documents";
import { RULES } from "../../../policies/rules";
import { OPERATION_ROWS, RESOURCE_ROWS } from "../../modules/bad-inputs/rows";
import { synthesizedFolder, synthesizedNames } from "../../support/synthesized";

const NOW = new Date("2026-11-25T12:00:00Z");
const root = path.resolve(__dirname, "../../..");
const only = (...ids: string[]): readonly Rule[] => RULES.filter(({ id }) => ids.includes(id));

let folder: string;
beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), "groundplan-probe-"))));
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

function stackIn(app: App, id = "probe"): AwsStack<"us-east-1"> {
  return new AwsStack(app, id, {
    account: "111122223333",
    region: "us-east-1",
    tags: { Environment: "prod", Project: "probe", Owner: "tests" },
    state: { bucket: "probe-state", region: "us-east-1", kmsKeyId: "alias/probe" },
  });
}
const groupIn = (stack: AwsStack) =>
  new SecurityGroup(stack, "group", { name: "shop", description: "Shop", vpcId: "vpc-1" });
const OPEN = [{ from_port: 22, to_port: 22, protocol: "tcp", cidr_blocks: ["0.0.0.0/0"] }];

/** Runs the gate of `main.ts` with the rules of one group. */
const gated =
  (define: (app: App) => void, rules = only("NET-06", "NET-08")) =>
  () =>
    synthesize(define, { outdir: path.join(folder, "out"), gate: policyGate({ rules, exempt: {}, now: NOW }) });

const synthesized = (blocks: object, rest: object = {}): Judgement =>
  judgeAll([{ name: "probe", config: { resource: blocks, ...rest } }]);
const judgeAll = (configurations: Parameters<typeof readConfiguration>[0][], rules = RULES): Judgement =>
  judge(configurations.map(readConfiguration), { phase: "synth", rules, exempt: {}, now: NOW });
const planned = (changes: readonly object[], rest: object = {}, approvedDestroys = new Set<string>()): Judgement =>
  judge([readPlan({ name: "probe", plan: { resource_changes: changes, ...rest } })], {
    phase: "plan",
    rules: RULES,
    exempt: {},
    now: NOW,
    approvedDestroys,
  });
const outcomesOf = ({ verdicts }: Judgement, id: string) =>
  verdicts.filter(({ rule }) => rule.id === id).map(({ outcome }) => outcome);
const created = (type: string, after: object, more: object = {}) => ({
  address: `${type}.a`,
  mode: "managed",
  type,
  change: { actions: ["create"], before: null, after, ...more },
});

describe("probe 1: a removed argument in prod", () => {
  test("fails its owner only, which names the construct (mutation.proof.test.ts covers every argument)", () => {
    const file = path.join(synthesizedFolder(), "stacks/prod/cdk.tf.json");
    const config = JSON.parse(fs.readFileSync(file, "utf8")) as {
      resource: Record<string, Record<string, Record<string, unknown>>>;
    };
    delete Object.values(config.resource["aws_rds_cluster"]!)[0]!["storage_encrypted"];
    const blocked = judgeAll([{ name: "prod", config }]).verdicts.filter(({ outcome }) => outcome === "blocked");
    expect(blocked.map(({ rule, resource }) => [rule.id, resource.constructPath])).toEqual([
      ["RDS-01", "prod/database/cluster"],
    ]);
  });
});

describe("probe 2: an opened security group", () => {
  const blamed = /CRITICAL NET-06 probe\/group/;

  test("passes if it is closed", () => expect(gated((app) => groupIn(stackIn(app)))).not.toThrow());
  test("fails if an override opens it", () =>
    expect(gated((app) => groupIn(stackIn(app)).addOverride("ingress", OPEN))).toThrow(blamed));
  test("fails if an override of the stack opens it", () =>
    expect(
      gated((app) => {
        const group = groupIn(stackIn(app));
        AwsStack.of(group).addOverride(`resource.aws_security_group.${group.friendlyUniqueId}.ingress`, OPEN);
      }),
    ).toThrow(blamed));
  test("fails if an aspect on the group opens it", () =>
    expect(
      gated((app) =>
        Aspects.of(groupIn(stackIn(app))).add({
          visit: (node) => void (node instanceof SecurityGroup && node.addOverride("ingress", OPEN)),
        }),
      ),
    ).toThrow(blamed));
});

describe("probe 3: a new stack", () => {
  test("is checked without registration", () => {
    const second = gated((app) => [groupIn(stackIn(app)), groupIn(stackIn(app, "new")).addOverride("ingress", OPEN)]);
    expect(second).toThrow(/NET-06 new\/group/);
  });

  test("fails if it is empty", () => {
    expect(exitCodeOf(judgeAll([]))).toBe(2);
    const nothing = judge([{ stack: "new", resources: [], outputs: new Map() }], {
      phase: "synth",
      rules: RULES,
      exempt: {},
    });
    expect(nothing.problems).toEqual([
      { stack: "new", place: "new", message: "no resource of this stack was checked" },
    ]);
  });
});

describe("probe 4: wildcards and secrets in expressions", () => {
  const role = (policy: unknown) => ({ aws_iam_role_policy: { a: { policy } } });
  const everything = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] };
  const publicRead = { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::a/*" };

  test("*:* in a JSON policy fails at synthesis", () => {
    expect(outcomesOf(synthesized(role(JSON.stringify(everything))), "IAM-01")).toEqual(["blocked"]);
  });

  const unknownActions = '${jsonencode({Statement = [{Effect = "Allow", Action = local.all, Resource = "*"}]})}';

  test("*:* in jsonencode stays open at synthesis and fails in the plan", () => {
    expect(outcomesOf(synthesized(role(unknownActions)), "IAM-01")).toEqual(["open"]);
    const plan = planned([created("aws_iam_role_policy", { policy: JSON.stringify(everything) })]);
    expect(outcomesOf(plan, "IAM-01")).toEqual(["blocked"]);
  });

  test("*:* that is unknown in the plan stays open and is listed", () => {
    const unknown = planned([created("aws_iam_role_policy", {}, { after_unknown: { policy: true } })], {
      configuration: {
        root_module: {
          resources: [{ address: "aws_iam_role_policy.a", expressions: { policy: { references: ["local.all"] } } }],
        },
      },
    });
    expect(outcomesOf(unknown, "IAM-01")).toEqual(["open"]);
    expect(consoleReport(unknown)).toContain(
      "CRITICAL IAM-01 probe/aws_iam_role_policy.a: policy: unknown until apply",
    );
  });

  test("*:* in a policy document fails at synthesis, also through another document and an output of another stack", () => {
    const document = { all: { statement: [{ actions: ["*"], resources: ["*"] }] } };
    const direct = { data: { aws_iam_policy_document: document } };
    const policy = "${data.aws_iam_policy_document.all.json}";
    expect(outcomesOf(synthesized(role(policy), direct), "IAM-01")).toEqual(["blocked"]);
    const merged = { merged: { source_policy_documents: [policy] }, ...document };
    const through = role("${data.aws_iam_policy_document.merged.json}");
    expect(outcomesOf(synthesized(through, { data: { aws_iam_policy_document: merged } }), "IAM-01")).toEqual([
      "blocked",
    ]);
    const acrossStacks = judgeAll([
      { name: "owner", config: { ...direct, output: { shared: { value: policy } } } },
      { name: "user", config: { resource: role("${data.terraform_remote_state.owner.outputs.shared}") } },
    ]);
    expect(outcomesOf(acrossStacks, "IAM-01")).toEqual(["blocked"]);
  });

  test("a public bucket policy fails in every form", () => {
    const bucket = (policy: unknown) => ({ aws_s3_bucket_policy: { a: { policy } } });
    expect(outcomesOf(synthesized(bucket(JSON.stringify({ Statement: publicRead }))), "S3-08")).toEqual(["blocked"]);
    const plan = planned([created("aws_s3_bucket_policy", { policy: JSON.stringify({ Statement: [publicRead] }) })]);
    expect(outcomesOf(plan, "S3-08")).toEqual(["blocked"]);
  });

  test("a secret fails in an argument, in JSON and in a known plan", () => {
    const key = "AKIAABCDEFGHIJKLMNOP";
    expect(outcomesOf(synthesized({ aws_vpc: { a: { tags: { note: key } } } }), "SEC-02")).toContain("blocked");
    const text = JSON.stringify({ database: { password: "hunter2hunter2" } });
    expect(outcomesOf(synthesized({ aws_ssm_parameter: { a: { insecure_value: text } } }), "SEC-02")).toContain(
      "blocked",
    );
    expect(outcomesOf(planned([created("aws_vpc", { tags: { note: key } })]), "SEC-02")).toEqual(["blocked"]);
    expect(outcomesOf(synthesized({ aws_vpc: { a: { tags: { note: "no secret" } } } }), "SEC-02")).not.toContain(
      "blocked",
    );
  });
});

describe("probe 5: a waiver", () => {
  const good = { reason: "The load test needs public addresses", owner: "shop", expires: "2026-12-24" };
  const waived = (waivers: object) =>
    synthesized({ aws_subnet: { a: { map_public_ip_on_launch: true, "//": { waivers } } } });

  test.each([
    ["without a reason", { "NET-03": { ...good, reason: "" } }, "at least 20 characters"],
    ["of a past day", { "NET-03": { ...good, expires: "2026-11-24" } }, "expired on 2026-11-24"],
    ["of 31 February", { "NET-03": { ...good, expires: "2027-02-31" } }, "must be a date as YYYY-MM-DD"],
    ["of 400 days", { "NET-03": { ...good, expires: "2027-12-30" } }, "in 400 days"],
    ["of a wrong id", { "NET-99": good }, "no rule has the id NET-99"],
    ["in lower case", { "net-03": good }, "use NET-03"],
    ["that is unnecessary", { "NET-03": good, "NET-08": good }, "waiver of NET-08: the rule passes without it"],
    ["of a critical rule", { "SEC-02": good }, "cannot be waived"],
  ])("%s is rejected with its own message and hides no finding", (_title, waivers, message) => {
    const judgement = waived(waivers);
    expect(judgement.problems.map((one) => one.message).join("\n")).toContain(message);
    expect(exitCodeOf(judgement)).toBe(4);
    if (!("NET-08" in waivers)) expect(outcomesOf(judgement, "NET-03")).toEqual(["blocked"]);
  });

  test("is accepted if it is valid", () =>
    expect(outcomesOf(waived({ "NET-03": good }), "NET-03")).toEqual(["waived"]));
});

describe("probe 6: the same run", () => {
  const REPORTS = ["sarif", "junit", "markdown", "json"];
  const written = (stacks: readonly string[], env: object): Buffer[] => {
    const files = stacks.map((name) => path.join(synthesizedFolder(), "stacks", name, "cdk.tf.json"));
    const options = REPORTS.flatMap((kind) => [`--${kind}`, path.join(folder, kind)]);
    const cli = path.join(root, "dist/tools/commands/groundplan.js");
    const { status, stderr } = spawnSync(process.execPath, [cli, "policy", ...files, ...options], {
      cwd: root,
      encoding: "utf8",
      env: { ...process.env, ...env },
    });
    expect([status, stderr]).toEqual([0, ""]);
    return REPORTS.map((kind) => fs.readFileSync(path.join(folder, kind)));
  };

  test("writes identical reports for another order, locale and time zone", () => {
    const names = synthesizedNames();
    const first = written(names, { TZ: "UTC", LANG: "C", LC_ALL: "C" });
    const second = written([...names].reverse(), {
      TZ: "Pacific/Kiritimati",
      LANG: "tr_TR.UTF-8",
      LC_ALL: "tr_TR.UTF-8",
    });
    expect(first.map((report, index) => report.equals(second[index]!))).toEqual([true, true, true, true]);
    expect(written(names.slice(1), {}).map((report, index) => report.equals(first[index]!))).not.toContain(true);
  });
});

describe("probe 7: a rule that throws", () => {
  test("exits with 2, and the findings of others are reported", () => {
    const broken: Rule = { ...only("NET-08")[0]!, id: "X-01", check: () => JSON.parse("{") as never };
    const judgement = judgeAll(
      [{ name: "probe", config: { resource: { aws_security_group: { a: { ingress: OPEN } } } } }],
      [...only("NET-06"), broken],
    );
    expect(exitCodeOf(judgement)).toBe(2);
    expect(outcomesOf(judgement, "NET-06")).toEqual(["blocked"]);
    expect(outcomesOf(judgement, "X-01")).toEqual(["broken"]);
  });
});

describe("probe 8: the same defect in dev, staging and prod", () => {
  /** Severities that fail a profile; the others are reported. */
  const STOPS = {
    dev: ["critical", "high"],
    staging: ["critical", "high", "medium"],
    prod: ["critical", "high", "medium", "low"],
  };

  test.each(PROFILES)("fails %s from its threshold on", (profile) => {
    const rules = SEVERITIES.map((severity): Rule => ({ ...only("NET-03")[0]!, id: severity, severity }));
    const config = {
      provider: { aws: [{ default_tags: [{ tags: { Environment: profile } }] }] },
      resource: { aws_subnet: { a: { map_public_ip_on_launch: true } } },
    };
    const blocked = judgeAll([{ name: "x", config }], rules).verdicts.filter(({ outcome }) => outcome === "blocked");
    expect(blocked.map(({ rule }) => rule.id).sort()).toEqual([...STOPS[profile]].sort());
  });

  test("applies the prod profile to environments of other names, such as live", () => {
    const provider = { aws: [{ default_tags: [{ tags: { Environment: "live" } }] }] };
    const config = { provider, resource: { aws_subnet: { a: {} } } };
    expect(judgeAll([{ name: "x", config }]).stacks).toMatchObject([
      { name: "x", profile: "prod", profileAssumed: false },
    ]);
  });

  /** A public subnet, which is a finding of severity high, and a stage that the stack states. */
  const stating = (stage: unknown, environment: string) => ({
    provider: { aws: [{ default_tags: [{ tags: { Environment: environment } }] }] },
    output: { "environment-stage": { value: stage } },
    resource: { aws_subnet: { a: { map_public_ip_on_launch: true } } },
  });

  test.each([
    ["qa", "development", "dev"],
    ["eu-live", "pre-production", "staging"],
    ["eu-live", "production", "prod"],
    ["dev", "production", "prod"],
    ["staging", "development", "dev"],
    ["dev", "showcase", "prod"],
    ["dev", "${var.stage}", "prod"],
    ["dev", null, "dev"],
  ])("judges the environment %s in the stage %s as %s", (environment, stage, profile) => {
    expect(judgeAll([{ name: "x", config: stating(stage, environment) }]).stacks).toMatchObject([
      { profile, profileAssumed: false },
    ]);
  });

  test("lets a finding of severity medium pass in development only, whatever the name", () => {
    const medium: Rule = { ...only("NET-03")[0]!, severity: "medium" };
    const exitCodeIn = (stage: string) =>
      exitCodeOf(judgeAll([{ name: "qa", config: stating(stage, "qa") }], [medium]));
    expect(["development", "pre-production", "production"].map(exitCodeIn)).toEqual([0, 1, 1]);
  });

  test.each([
    ["a literal", { constant_value: "development" }, {}, "dev"],
    ["a variable", { references: ["var.stage"] }, { stage: { value: "pre-production" } }, "staging"],
    ["a variable of an unknown value", { references: ["var.stage"] }, {}, "prod"],
  ])("reads the stage from a plan alone: %s", (_what, expression, variables, profile) => {
    const root_module = { outputs: { "environment-stage": { expression } } };
    const configuration = { provider_config: {}, root_module };
    expect(planned([created("aws_subnet", {})], { configuration, variables }).stacks).toMatchObject([{ profile }]);
  });

  test("applies the prod profile to a stack without a known environment", () => {
    const config = { resource: { aws_subnet: { a: {} } } };
    expect(judgeAll([{ name: "x", config }]).stacks).toMatchObject([
      { name: "x", profile: "prod", profileAssumed: true },
    ]);
  });
});

describe("probe 9: a plan", () => {
  const cluster = (actions: string[]) => ({
    address: "module.data.aws_rds_cluster.a",
    mode: "managed",
    type: "aws_rds_cluster",
    change: { actions, before: { cluster_identifier: "shop" }, after: { cluster_identifier: "shop-2" } },
  });

  test("passes rules that need no value for an unknown reference", () => {
    const unknown = planned(
      [created("aws_rds_cluster", { storage_encrypted: true }, { after_unknown: { kms_key_id: true } })],
      {
        configuration: {
          root_module: {
            resources: [
              { address: "aws_rds_cluster.a", expressions: { kms_key_id: { references: ["aws_kms_key.k.arn"] } } },
            ],
          },
        },
      },
    );
    expect(outcomesOf(unknown, "RDS-01")).toEqual(["passed"]);
  });

  test("reports no sensitive value in any format", () => {
    const sensitive = planned([
      created("aws_db_instance", { password: "hunter2hunter2" }, { after_sensitive: { password: true } }),
    ]);
    expect(jsonReport(sensitive)).not.toContain("hunter2");
    expect(outcomesOf(sensitive, "RDS-12")).toEqual(["blocked"]);
  });

  test.each([[["delete"]], [["delete", "create"]], [["create", "delete"]]])(
    "that would %j the database in a module is stopped unless approved",
    (actions) => {
      expect(outcomesOf(planned([cluster(actions)]), "CHG-01")).toEqual(["blocked"]);
      const approved = new Set(["probe module.data.aws_rds_cluster.a"]);
      expect(outcomesOf(planned([cluster(actions)], {}, approved), "CHG-01")).toEqual(["passed"]);
    },
  );

  test("passes if it updates the resource only", () => {
    expect(outcomesOf(planned([cluster(["update"])]), "CHG-01")).toEqual(["passed"]);
  });
});

describe("probe 10: bad inputs", () => {
  test.each([...RESOURCE_ROWS, ...OPERATION_ROWS])("row $row, $what, fails before Terraform", ({ define }) => {
    const outdir = path.join(folder, "out");
    expect(() => synthesize((app) => define(stackIn(app)), { outdir })).toThrow();
    expect(fs.existsSync(outdir) ? fs.readdirSync(outdir) : []).toEqual([]);
  });
});
