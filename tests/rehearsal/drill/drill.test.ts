import type { TerraformBlock } from "../../../modules/core";
import { drill } from "../../../tools/rehearsal";
import { thisMachine } from "../../../tools/runner/command/machine";
import { Terraform } from "../../../tools/runner/terraform/terraform";
import { describeWith } from "../../support/with-tool";
import { replicaRunbook, replicated } from "./replica";
import { environments, runbook, shop } from "./shop";

async function drilled(page: string, system = shop) {
  const machine = thisMachine();
  const terraform = await Terraform.find(machine, new AbortController().signal);
  return drill({ terraform, env: machine.env, system, page, print: () => undefined });
}

type Resources = Readonly<Record<string, Readonly<Record<string, TerraformBlock>>>>;

/** The system with other resources in its standby. */
function changedStandby(change: (resources: Resources) => Resources): typeof shop {
  return {
    ...shop,
    synthesize: (environments) =>
      shop.synthesize(environments).map((stack) => {
        if (stack.name !== "prod-dr") return stack;
        const resource = JSON.parse(JSON.stringify(change(stack.config.resource!))) as Resources;
        return { ...stack, config: { ...stack.config, resource } };
      }),
  };
}

describeWith("terraform", "that the drill finds wrong steps")("the drill of a runbook", () => {
  test("finds nothing in a page that is true, and leaves it as it is", async () => {
    expect(await drilled(runbook)).toEqual({ outdated: [], problems: [], page: runbook });
  });

  test.each<[string, string | RegExp, string, RegExp]>([
    [
      "a stage that no pipeline has",
      "--stage-name Apply-prod ",
      "--stage-name Deploy-prod ",
      /allowed: Apply-prod, Apply/,
    ],
    [
      "a stage that still deploys",
      /\n {3}aws codepipeline disable[^\n]*Apply-prod-dr [^\n]*\n[^\n]*/,
      "",
      /Apply-prod-dr still deploys/,
    ],
    [
      "a pipeline of another region",
      "--region us-east-1 --pipe",
      "--region us-west-2 --pipe",
      /--region: got us-west-2/,
    ],
    ["a vault without the copies", "shop-prod-recovery", "shop-recovery", /allowed: shop-prod-recovery/],
    ["a recovery point of any status", "[?Status==`COMPLETED`]", "", /not COMPLETED/],
    [
      "a value that no step returns",
      "<EngineVersion>",
      "<SnapshotVersion>",
      /no step before this one returns <SnapshotVersion>/,
    ],
    ["a database of another engine version", "<EngineVersion>", "16.8", /engine_version: got 16\.8; allowed: 16\.99/],
    [
      "a database of another snapshot",
      '"<RecoveryPointArn>"',
      '"arn:aws:rds:us-west-2:1:cluster-snapshot:old"',
      /snapshot_identifier: got arn:.*:old; allowed: arn:.*:awsbackup:job-/,
    ],
    ["an empty database", /restoreFrom: [^,]*, /, "", /snapshot_identifier: got null/],
    ["a folder without init", / *terraform [^\n]* init [^\n]*\n/, "", /stack after terraform init: got prod-dr/],
    ["a step that is not done", /npm run synth\n/, "", /outcome of the plan is another one:\nNo changes\./],
    [
      "an empty plan that is none",
      /Plan: 0 to add[^`]*record\n/,
      "No changes.\n",
      /outcome of the plan is another one:\nPlan: 0 to add, 0 to change, 1 to destroy/,
    ],
    ["settings of an unknown environment", "environments/prod-dr.ts", "environments/dr.ts", /no such environment/],
    ["a command that the drill does not know", "curl https", "wget https", /the drill does not know this command/],
  ])("names %s with its line", async (_title, text, replacement, problem) => {
    const { outdated, problems } = (await drilled(runbook.replace(text, replacement)))!;
    const found = [...outdated, ...problems];
    expect(found[0]).toMatch(/^\d+: /);
    expect(found.join("\n")).toMatch(problem);
  });

  test.each<[string, string, string, RegExp]>([
    [
      "an alias that the lost environment does not have",
      "--alias shop.example.com",
      "--alias www.example.com",
      /--alias: got www/,
    ],
    [
      "a record that still points to the lost environment",
      '"Type": "AAAA"',
      '"Type": "A"',
      /AAAA shop.example.com still points to prod/,
    ],
    ["another zone of CloudFront", "Z2FDTNDATAQYW2", "Z35SXDOTRQ7X7K", /HostedZoneId: got Z35SXDOTRQ7X7K/],
    [
      "an import of an unknown address",
      "aws_route53_record.aaaa Z1",
      "aws_route53_record.ipv6 Z1",
      /terraform -chdir|ipv6/,
    ],
    [
      "a stage that is never enabled",
      "--stage-name Apply-prod-dr \\\n  --",
      "--stage-name Apply-prod \\\n  --",
      /was not disabled/,
    ],
  ])("names %s", async (_title, text, replacement, problem) => {
    const { problems } = (await drilled(runbook.replace(text, replacement)))!;
    expect(problems.join("\n")).toMatch(problem);
  });

  test("writes what the plans do, and the names of the environments", async () => {
    const stale = runbook
      .replace("Plan: 1 to add", "Plan: 2 to add")
      .replaceAll("shop.example.com", "store.example.com")
      .replaceAll("shop-", "store-")
      .replace("`shop`", "`store`");
    const { outdated, problems, page } = (await drilled(stale))!;
    expect(problems).toEqual([]);
    expect(outdated).toEqual([
      "Names: project is store; in environments/ shop",
      "Names: domain is store.example.com; in environments/ shop.example.com",
      expect.stringMatching(/the outcome of the plan is another one:\nPlan: 1 to add/),
    ]);
    expect(page).toBe(runbook);
  });

  test("drills nothing without a standby, or without the environment that it replaces", async () => {
    const [prod, standby] = environments;
    expect(await drilled(runbook, { ...shop, environments: [prod!] })).toBeUndefined();
    expect(await drilled(runbook, { ...shop, environments: [standby!] })).toBeUndefined();
  });

  test("refuses a plan without refresh that changes what us-east-1 controls", async () => {
    const late = { domain_name: "late.example.com", validation_method: "DNS" };
    const renamed = changedStandby(({ aws_acm_certificate: certificates, ...rest }) => ({
      ...rest,
      aws_acm_certificate: { ...certificates, ...("aws_rds_cluster" in rest ? { late } : {}) },
    }));
    const { problems } = (await drilled(runbook, renamed))!;
    expect(problems).toEqual([expect.stringContaining("changes what us-east-1 controls: aws_acm_certificate.late")]);
  });

  test("names a plan that closes the endpoint which the distribution calls", async () => {
    const closed = changedStandby(({ aws_apigatewayv2_api: { api } = {}, ...rest }) => ({
      ...rest,
      aws_apigatewayv2_api: {
        api: { ...api, ...("aws_rds_cluster" in rest ? { disable_execute_api_endpoint: true } : {}) },
      },
    }));
    const { problems } = (await drilled(runbook, closed))!;
    expect(problems.join("\n")).toMatch(
      /closes the default endpoint of aws_apigatewayv2_api\.api, which the distribution still calls/,
    );
  });

  test("names a sign-in that does not return to the moved domain", async () => {
    const urls = ["https://d1.cloudfront.net/"];
    const unknown = changedStandby(({ aws_cognito_user_pool_client: { client } = {}, ...rest }) => ({
      ...rest,
      aws_cognito_user_pool_client: { client: { ...client, callback_urls: urls } },
    }));
    const { problems } = (await drilled(runbook, unknown))!;
    expect(problems).toEqual([
      expect.stringMatching(/^\d+: sign-in of shop-prod-dr does not return to https:\/\/shop\.example\.com\//),
    ]);
  });
});

describeWith("terraform", "that the drill finds wrong steps")("the drill of a runbook that promotes a replica", () => {
  test("finds nothing in a page that is true, and leaves it as it is", async () => {
    const found = await drilled(replicaRunbook, replicated);
    expect(found).toEqual({ outdated: [], problems: [], page: replicaRunbook });
  });

  const [RELEASE] = /aws cloudwatch[^\n]* --value 0\n/.exec(replicaRunbook)!;
  const PUT = /aws cloudwatch[^\n]* --value/;
  test.each<[string, string | RegExp, string, RegExp]>([
    ["a promotion that nothing holds", new RegExp(`${PUT.source} 1\n`), "", /promotes aws_db_instance\.database while/],
    ["a return that is never complete", new RegExp(`${PUT.source} 0\n`), "", /^Return: the switch never returns the/],
    [
      "a return before the restore",
      "## Return\n\n```sh\n",
      `## Return\n\n\`\`\`sh\n${RELEASE}`,
      /traffic to prod before it serves again/,
    ],
    ["a snapshot while functions write", /aws lambda[^\n]*\n/, "", /stop the functions that write first/],
    ["another outcome", "1 to add, 1 to change", "2 to add, 1 to change", /another one:\nPlan: 1 to add, 1 to change/],
    ["a step that is missing", 'active: "standby"', 'active: "main"', /another one:\nNo changes/],
    [
      "a block without an end",
      "npx cdktf synth\nterraform -chdir=cdktf.out/stacks/prod plan -out=plan.tfplan\n```",
      "npx cdktf synth",
      /^\d+: the block has no closing fence$/m,
    ],
  ])("names %s", async (_title, text, replacement, problem) => {
    const page = replicaRunbook.replace(text, replacement);
    expect(page).not.toBe(replicaRunbook);
    const { outdated, problems } = (await drilled(page, replicated))!;
    expect([...outdated, ...problems].join("\n")).toMatch(problem);
  });
});
