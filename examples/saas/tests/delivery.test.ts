import type { TestStack } from "groundplan/testing";
import { exampleFixture } from "../../../tests/support/synthesized";
import { accountRequirement, requirement, standbyRequirement } from "./requirement";

const ENVIRONMENTS = ["dev", "staging", "prod"];
const DOCUMENT = "aws_iam_policy_document";
const SUBJECT = "repo:example@9919/groundplan@1296269";

const purposes = (subjects: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    ENVIRONMENTS.flatMap((name) => Object.entries(subjects).map(([key, end]) => [`${name}-${key}`, end])),
  );

/** Claims that the trust of each role of GitHub compares, by role. */
function claimsOf(stack: TestStack, claim: "aud" | "sub"): Record<string, unknown> {
  const ids = Object.keys(purposes({ plan: "", save: "", apply: "" }));
  return Object.fromEntries(
    ids.map((id) => {
      const [statement] = stack.statements(`github_${id}_trust`);
      const conditions = statement!["condition"] as { test: string; variable: string; values: string[] }[];
      return [id, conditions.find(({ variable }) => variable.endsWith(`:${claim}`))];
    }),
  );
}

accountRequirement(
  "SA-P1 roles trust the jobs of one repository by the ids of owner and repository, one for each purpose",
  (stack) => {
    const compared = (claim: string, value: string) => ({
      test: "StringEquals",
      variable: `token.actions.githubusercontent.com:${claim}`,
      values: [value],
    });
    const subjects = {
      ...purposes({ plan: `${SUBJECT}:pull_request`, save: `${SUBJECT}:ref:refs/heads/main` }),
      "dev-apply": `${SUBJECT}:environment:dev`,
      "staging-apply": `${SUBJECT}:environment:staging`,
      "prod-apply": `${SUBJECT}:environment:prod`,
    };
    expect(claimsOf(stack, "sub")).toEqual(
      Object.fromEntries(Object.entries(subjects).map(([id, subject]) => [id, compared("sub", subject)])),
    );
    expect(Object.values(claimsOf(stack, "aud"))).toEqual(
      Object.keys(subjects).map(() => compared("aud", "sts.amazonaws.com")),
    );
    expect(stack.resource("aws_iam_openid_connect_provider")).toMatchObject({
      url: "https://token.actions.githubusercontent.com",
      client_id_list: ["sts.amazonaws.com"],
    });
  },
  [
    { type: DOCUMENT, name: "prod-apply_trust", path: "statement.0.condition.1.values.0", value: "repo:example/*" },
    { type: DOCUMENT, name: "prod-apply_trust", path: "statement.0.condition.1.test", value: "StringLike" },
    { type: DOCUMENT, name: "dev-plan_trust", path: "statement.0.condition.1" },
    { type: DOCUMENT, name: "staging-save_trust", path: "statement.0.condition.0.values.0", value: "other" },
    { type: "aws_iam_openid_connect_provider", path: "url", value: "https://other.example.com" },
  ],
);

type Statements = readonly { readonly effect: string; readonly actions: string[]; readonly resources: string[] }[];
const statementsOf = (stack: TestStack, role: string) =>
  stack.statements(`github_${role}_permissions`) as unknown as Statements;

/** Actions that read, as AWS names them. */
const READS = /^(?:[a-z0-9-]+:(?:BatchGet|Describe|Get|List)\w*\*?|apigateway:GET|kms:Decrypt|states:Validate\w+)$/;

accountRequirement(
  "SA-P1 the role of pull requests reads, and nothing else",
  (stack) => {
    for (const environment of ENVIRONMENTS) {
      const actions = statementsOf(stack, `${environment}-plan`).flatMap((one) => one.actions);
      expect(actions.length).toBeGreaterThan(50);
      expect(actions.filter((action) => !READS.test(action))).toEqual([]);
    }
  },
  [
    { type: DOCUMENT, name: "prod-plan_permissions", path: "statement.0.actions.0", value: "acm:*" },
    { type: DOCUMENT, name: "dev-plan_permissions", path: "statement.2.actions.0", value: "s3:PutObject" },
  ],
);

const objects = (stack: TestStack, role: string, action: string) =>
  statementsOf(stack, role)
    .filter(({ effect, actions }) => effect === "Allow" && actions.includes(action))
    .flatMap(({ resources }) => resources)
    .filter((resource) => resource.includes("/"));

const STATE = "arn:aws:s3:::saas-tfstate-123456789012";
const PLANS = /^\$\{aws_s3_bucket\.plans_bucket_\w+\.arn\}/;

accountRequirement(
  "SA-P1 roles reach the states and the saved plans of their own environment",
  (stack) => {
    const read = (role: string) => objects(stack, role, "s3:GetObject").map((one) => one.replace(PLANS, "plans"));
    const written = (role: string) => objects(stack, role, "s3:PutObject").map((one) => one.replace(PLANS, "plans"));
    expect(read("dev-plan")).toEqual([`${STATE}-us-east-1/dev/*`]);
    expect(written("dev-plan")).toEqual([]);
    expect(written("dev-save")).toEqual([`${STATE}-us-east-1/dev/*.tflock`, "plans/dev/*"]);
    expect(read("dev-apply")).toEqual([`${STATE}-us-east-1/dev/*`, "plans/dev/*"]);
    expect(written("dev-apply")).toEqual([`${STATE}-us-east-1/dev/*`]);
    expect(written("prod-apply")).toEqual(
      ["us-east-1", "us-west-2"].flatMap((region) =>
        ["prod-recovery", "prod", "prod-standby"].map((name) => `${STATE}-${region}/${name}/*`),
      ),
    );
    expect(read("prod-apply").at(-1)).toBe("plans/prod/*");
    expect(stack.statements("github_prod-apply_permissions")).toContainEqual(
      expect.objectContaining({
        sid: "ProtectOthers",
        effect: "Deny",
        actions: ["s3:*"],
        resources: expect.arrayContaining([
          "arn:aws:s3:::saas-dev-*/*",
          "arn:aws:s3:::saas-tfstate-*/account/*",
          "arn:aws:s3:::saas-tfstate-*/staging-standby/*",
          "arn:aws:s3:::saas-github-*/dev/*",
        ]),
      }),
    );
  },
  [
    { type: DOCUMENT, name: "dev-save_permissions", path: "statement.9.resources.0", value: `${STATE}-us-east-1/*` },
    { type: DOCUMENT, name: "dev-plan_permissions", path: "statement.8.resources.0", value: `${STATE}-us-east-1/*` },
  ],
);

const BUCKET = { type: "aws_s3_bucket", name: "plans_bucket" } as const;
const ENCRYPTION = { type: "aws_s3_bucket_server_side_encryption_configuration", name: "plans_" } as const;
const LIFECYCLE = { type: "aws_s3_bucket_lifecycle_configuration", name: "plans_" } as const;

accountRequirement(
  "SA-P1 saved plans are in a bucket with a key of their own, for 30 days",
  (stack) => {
    expect(stack.resource(BUCKET.type, BUCKET.name)["bucket"]).toBe("saas-github-plans-123456789012");
    expect(JSON.stringify(stack.resource(ENCRYPTION.type, ENCRYPTION.name)["rule"])).toMatch(
      /"kms_master_key_id":"\$\{aws_kms_key\.plans-key_\w+\.arn\}","sse_algorithm":"aws:kms"/,
    );
    expect(stack.resource(LIFECYCLE.type, LIFECYCLE.name)["rule"]).toContainEqual(
      expect.objectContaining({ id: "expiry", expiration: [{ days: 30 }] }),
    );
  },
  [
    { ...BUCKET, path: "bucket", value: "other" },
    { ...ENCRYPTION, path: "rule.0.apply_server_side_encryption_by_default.sse_algorithm", value: "AES256" },
    { ...LIFECYCLE, path: "rule.2.expiration.0.days", value: 365 },
  ],
);

const bounded = (environment: string) => (stack: TestStack) => {
  const roles = Object.values(stack.resources("aws_iam_role"));
  expect(roles.length).toBeGreaterThan(10);
  expect(new Set(roles.map((role) => role["permissions_boundary"]))).toEqual(
    new Set([`arn:aws:iam::123456789012:policy/saas-${environment}-boundary`]),
  );
};
const UNBOUNDED = { type: "aws_iam_role", name: "users-function_role", path: "permissions_boundary" } as const;

requirement("SA-P1 a boundary limits every role that a deployment creates", bounded("prod"), [
  UNBOUNDED,
  { ...UNBOUNDED, value: "arn:aws:iam::123456789012:policy/other" },
]);
standbyRequirement("SA-P1 a boundary limits every role of the standby", bounded("prod"), [UNBOUNDED]);

accountRequirement(
  "SA-P1 an apply gives permissions to bounded roles only, and cannot change its own role",
  (stack) => {
    const granting = stack
      .statements("github_prod-apply_permissions")
      .filter(({ sid }) => sid === "GrantToBoundedRoles");
    expect(granting).toMatchObject([
      {
        actions: expect.arrayContaining(["iam:CreateRole", "iam:PutRolePolicy"]),
        condition: [
          {
            test: "StringEquals",
            variable: "iam:PermissionsBoundary",
            values: [expect.stringContaining("prod-boundary")],
          },
        ],
      },
    ]);
    expect(stack.statements("github_prod-apply_permissions")).toContainEqual(
      expect.objectContaining({
        sid: "ProtectOtherRoles",
        effect: "Deny",
        actions: ["iam:*Role*"],
        resources: expect.arrayContaining([
          "arn:aws:iam::123456789012:role/saas-*-github-*",
          "arn:aws:iam::123456789012:role/saas-dev-*",
          "arn:aws:iam::123456789012:role/saas-account-*",
        ]),
      }),
    );
    expect(stack.resource("aws_iam_policy", "prod-boundary")["name"]).toBe("saas-prod-boundary");
  },
  [
    { type: "aws_iam_policy", name: "prod-boundary", path: "name", value: "other" },
    { type: DOCUMENT, name: "prod-apply_permissions", path: "statement.14.condition" },
  ],
);

const matches = (patterns: readonly string[], action: string): boolean =>
  patterns.some((pattern) => new RegExp(`^${pattern.replaceAll("*", ".*")}$`, "i").test(action.replaceAll("*", "x")));

/** Actions of the environment's roles that its boundary does not allow. */
function beyondBoundary(environment: string, stacks: readonly TestStack[]): string[] {
  const account = exampleFixture("saas", "account");
  const boundary = account.statements(`${environment}-boundary_permissions`) as unknown as Statements;
  const allowed = boundary.filter(({ effect }) => effect === "Allow").flatMap(({ actions }) => actions);
  const used = stacks.flatMap(({ config }) =>
    Object.values(config.data?.[DOCUMENT] ?? {})
      .flatMap(({ statement }) => statement as unknown as (Statements[number] & { principals?: unknown })[])
      .filter(({ effect, principals }) => effect === "Allow" && !principals)
      .flatMap(({ actions }) => actions),
  );
  return [...new Set(used)].filter((action) => !matches(allowed, action));
}

describe("SA-P1 the boundary of prod", () => {
  const [main, standby] = [exampleFixture("saas", "prod"), exampleFixture("saas", "prod-standby")];

  test("allows what the roles of both regions do", () => {
    expect(beyondBoundary("prod", [main, standby, exampleFixture("saas", "prod-recovery")])).toEqual([]);
  });

  test("does not allow what the role of a deployment does", () => {
    expect(beyondBoundary("prod", [exampleFixture("saas", "account")])).toContain("iam:PutRolePolicy");
  });
});

/** Services of IAM by the beginnings of resource types, where they differ from the type. */
const SERVICES: readonly (readonly [RegExp, string])[] = [
  [/^api_gateway_/, "apigateway"],
  [/^appautoscaling_|^lambda_provisioned/, "application-autoscaling"],
  [/^cloudwatch_event_/, "events"],
  [/^cloudwatch_log_/, "logs"],
  [/^cognito_identity_/, "cognito-identity"],
  [/^cognito_/, "cognito-idp"],
  [/^db_|^rds_/, "rds"],
  [/^sfn_/, "states"],
  [
    /^(?:default_security_group|eip|flow_log|internet_gateway|nat_gateway|network_acl|route|route_table|security_group|subnet|vpc)(?:_|$)/,
    "ec2",
  ],
];

/** Services of the resource types of stacks. */
function servicesOf(stacks: readonly TestStack[]): string[] {
  const types = stacks.flatMap(({ config }) => Object.keys(config.resource ?? {}));
  const names = types.filter((type) => type.startsWith("aws_")).map((type) => type.slice("aws_".length));
  const service = (name: string) => SERVICES.find(([pattern]) => pattern.test(name))?.[1] ?? name.split("_")[0]!;
  return [...new Set(names.map(service))].sort();
}

test("SA-P1 plans and deployments reach the services of every resource type", () => {
  const account = exampleFixture("saas", "account");
  const stacks = ["prod-recovery", "prod", "prod-standby", "dev"].map((name) => exampleFixture("saas", name));
  const services = servicesOf(stacks);
  expect(services).toEqual(expect.arrayContaining(["ec2", "rds", "events", "synthetics", "codedeploy"]));
  for (const role of ["prod-plan", "prod-save", "prod-apply"]) {
    const reached = new Set(
      statementsOf(account, role).flatMap(({ actions }) => actions.map((one) => one.split(":")[0])),
    );
    expect(services.filter((service) => !reached.has(service))).toEqual([]);
  }
  const [resource] = [{ aws_redshift_cluster: { other: {} } }];
  expect(servicesOf([{ config: { resource } } as unknown as TestStack])).toEqual(["redshift"]);
});

const GROUP = { type: "aws_codedeploy_deployment_group", name: "subscriptions-deployment" } as const;

requirement(
  "SA-P1 CodeDeploy shifts a tenth of the traffic to a new version first, and returns it on an alarm",
  (stack) => {
    const groups = Object.values(stack.resources(GROUP.type));
    expect(groups.map((group) => group["deployment_group_name"]).sort()).toEqual(
      ["authorizer", "billing", "subscriptions", "users", "webhook"].map((name) => `saas-${name}`),
    );
    for (const group of groups) {
      expect(group).toMatchObject({
        deployment_config_name: "CodeDeployDefault.LambdaCanary10Percent5Minutes",
        deployment_style: { deployment_option: "WITH_TRAFFIC_CONTROL", deployment_type: "BLUE_GREEN" },
        alarm_configuration: { enabled: true, alarms: [`${String(group["deployment_group_name"])}-live-errors`] },
        auto_rollback_configuration: { enabled: true, events: ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"] },
      });
    }
    const outputs = stack.config.output as unknown as Record<string, { value: { function: string }[] }>;
    expect(outputs["deployments"]!.value).toHaveLength(5);
  },
  [
    { ...GROUP, path: "deployment_config_name", value: "CodeDeployDefault.LambdaAllAtOnce" },
    { ...GROUP, path: "deployment_style.deployment_type", value: "IN_PLACE" },
    { ...GROUP, path: "auto_rollback_configuration.enabled", value: false },
    { ...GROUP, path: "auto_rollback_configuration.events", value: ["DEPLOYMENT_FAILURE"] },
    { ...GROUP, path: "alarm_configuration.alarms", value: [] },
    { ...GROUP },
  ],
);

const FLAGS = { type: "aws_appconfig_hosted_configuration_version" } as const;
const FLAG_ENVIRONMENT = { type: "aws_appconfig_environment" } as const;

requirement(
  "SA-P1 AppConfig has the feature flags, and an alarm of the API rolls a change back",
  (stack) => {
    expect(JSON.parse(String(stack.resource(FLAGS.type)["content"]))).toMatchObject({
      values: { "plan-changes": { enabled: true }, "yearly-plans": { enabled: true } },
    });
    expect(stack.resource(FLAG_ENVIRONMENT.type)["monitor"]).toMatchObject([
      { alarm_arn: expect.stringContaining("aws_cloudwatch_metric_alarm.alarms_api-5xx") },
    ]);
  },
  [
    { ...FLAGS, path: "content.values.plan-changes.enabled", value: false },
    { ...FLAG_ENVIRONMENT, path: "monitor", value: [] },
  ],
);
