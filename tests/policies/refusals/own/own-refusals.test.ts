import { readPlan } from "../../../../policies";
import { OWN_REFUSALS, ownRefusals } from "../../../../policies/refusals";
import { stackOf } from "../stack";
import { OWN_CASES } from ".";

const CASES = Object.values(OWN_CASES)
  .flat()
  .map((one, index) => ({ ...one, index }));

function verdictsOf(resource: object, others: object = {}): string[] {
  return ownRefusals([stackOf("shop", resource, others)]).map(
    ({ rule, finding }) => `${finding.status} ${rule} ${finding.path}`,
  );
}

test.each(CASES)("AWS/$rule refuses $at ($index), and accepts its twin", ({ rule, at, text, resource, accepted }) => {
  const found = ownRefusals([stackOf("shop", resource)]);
  const places = found.map(({ rule: id, address, finding }) => `${finding.status} ${id} ${address} ${finding.path}`);
  expect(places).toEqual([`fail AWS/${rule} ${at}`]);
  expect(found[0]!.finding.message).toContain(text);
  expect(found[0]!.finding.message).toMatch(/^AWS refuses this at apply: /);
  expect(verdictsOf(accepted)).toEqual([]);
});

test("every rule has a case, a page of AWS and a fix that begins with a verb", () => {
  const tested = new Set(CASES.map(({ rule }) => rule));
  // Only a plan tells whether the workgroup of every account is imported.
  const untested = OWN_REFUSALS.map(({ id }) => id).filter((id) => !tested.has(id));
  expect(untested).toEqual(["gp-athena-workgroup-primary"]);
  for (const { documentation, fix } of OWN_REFUSALS) {
    expect(documentation).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
    expect(fix).toMatch(/^[A-Z][a-z]+ .*\.$/);
  }
  expect(new Set(OWN_REFUSALS.map(({ id }) => id)).size).toBe(OWN_REFUSALS.length);
});

test("the length of a generated password is that of its generator", () => {
  const database = (password: string) => ({
    aws_db_instance: {
      a: { identifier: "a", engine: "mysql", allocated_storage: 20, skip_final_snapshot: true, password },
    },
  });
  const generated = database("${data.aws_secretsmanager_random_password.a.random_password}");
  const verdicts = (values: object) =>
    verdictsOf(generated, { data: { aws_secretsmanager_random_password: { a: values } } });
  expect(verdicts({})).toEqual([]);
  expect(verdicts({ password_length: 42 })).toEqual(["fail AWS/gp-rds-master-password password"]);
  expect(verdicts({ password_length: "${var.length}" })).toEqual(["unknown AWS/gp-rds-master-password password"]);
  expect(verdictsOf(database("${aws_ssm_parameter.a.value}"), {})).toEqual([]);
  const parameter = { aws_ssm_parameter: { a: { name: "password", type: "SecureString", value: "${var.password}" } } };
  expect(verdictsOf({ ...database("${aws_ssm_parameter.a.value}"), ...parameter })).toEqual([]);
});

test("the fix names the prop of the module that sets the argument", () => {
  const [{ fix } = { fix: "" }] = ownRefusals([
    stackOf("shop", { aws_budgets_budget: { shop: { name: "a:b", limit_amount: "1" } } }),
  ]);
  expect(fix).toBe("Rename the budget. In a Groundplan module: `name`.");
});

test("a composite alarm whose rule begins with another word is refused", () => {
  const [{ finding: { message } } = { finding: { message: "" } }] = ownRefusals([
    stackOf("shop", { aws_cloudwatch_composite_alarm: { a: { alarm_rule: "FIRING(a)" } } }),
  ]);
  expect(message).toBe("AWS refuses this at apply: alarm_rule needs ALARM, OK or INSUFFICIENT_DATA");
});

describe("a workgroup that is named primary", () => {
  const workgroup = (actions: readonly string[]) => ({
    format_version: "1.2",
    terraform_version: "1.11.4",
    resource_changes: [
      {
        address: "aws_athena_workgroup.all",
        mode: "managed",
        type: "aws_athena_workgroup",
        name: "all",
        provider_name: "registry.terraform.io/hashicorp/aws",
        change: { actions, before: null, after: { name: "primary" }, after_unknown: {} },
      },
    ],
    planned_values: {
      root_module: {
        resources: [
          {
            address: "aws_athena_workgroup.all",
            mode: "managed",
            type: "aws_athena_workgroup",
            name: "all",
            provider_name: "registry.terraform.io/hashicorp/aws",
            values: { name: "primary" },
          },
        ],
      },
    },
    configuration: { root_module: {} },
  });
  const planned = (...actions: readonly string[]) =>
    ownRefusals([readPlan({ name: "shop", plan: workgroup(actions) })]).map(({ finding }) => finding.status);

  test("is refused if the plan creates it", () => {
    expect(planned("create")).toEqual(["fail"]);
  });

  test("is accepted if it exists", () => {
    expect(planned("no-op")).toEqual([]);
  });

  test("is open until plan in a configuration", () => {
    expect(verdictsOf({ aws_athena_workgroup: { all: { name: "primary" }, other: { name: "other" } } })).toEqual([
      "unknown AWS/gp-athena-workgroup-primary name",
    ]);
  });
});

test.each([
  [
    "the port of a redirect",
    "gp-elbv2-redirect-loop default_action[0].redirect",
    {
      aws_lb_listener: {
        a: { port: 80, protocol: "HTTP", default_action: [{ redirect: [{ port: "${var.port}", protocol: "HTTP" }] }] },
      },
    },
  ],
  [
    "a bound of a step",
    "gp-autoscaling-steps step_scaling_policy_configuration.step_adjustment",
    {
      aws_appautoscaling_policy: {
        a: {
          step_scaling_policy_configuration: [
            { step_adjustment: [{ metric_interval_lower_bound: "${var.x}" }, { metric_interval_upper_bound: 2 }] },
          ],
        },
      },
    },
  ],
  [
    "the maximum",
    "gp-autoscaling-capacity-order max_capacity",
    {
      aws_appautoscaling_target: { a: { min_capacity: 1, max_capacity: "${var.most}" } },
    },
  ],
  [
    "the number of days of backups of a source",
    "gp-rds-replica-source-backups backup_retention_period",
    {
      aws_db_instance: {
        a: { backup_retention_period: "${var.days}" },
        b: { replicate_source_db: "${aws_db_instance.a.identifier}" },
      },
    },
  ],
])("%s that is unknown leaves the check open", (_, place, resource) => {
  expect(verdictsOf(resource)).toEqual([`unknown AWS/${place}`]);
});

test.each([
  [
    "a redirect of the request's own path, which the pack knows",
    {
      aws_lb_listener: {
        a: { port: 80, default_action: [{ redirect: [{ path: "/#{path}", status_code: "HTTP_301" }] }] },
      },
    },
  ],
  [
    "a composite alarm whose rule is computed",
    {
      aws_cloudwatch_composite_alarm: {
        a: { alarm_rule: '${join(" OR ", [for a in aws_cloudwatch_metric_alarm.all : "ALARM(${a.alarm_name})"])}' },
        b: { alarm_rule: "${local.rule} AND ALARM(${aws_cloudwatch_metric_alarm.a.alarm_name})" },
        c: { alarm_rule: "${local.rule}" },
        d: { alarm_rule: 'AT_LEAST(2, ALARM, ("a", "b", "c"))' },
      },
    },
  ],
  [
    "the configuration of an action that is computed",
    {
      aws_codepipeline: {
        a: { stage: [{ action: [{ provider: "CodeDeployToECS", owner: "AWS", configuration: "${var.keys}" }] }] },
      },
    },
  ],
  [
    "a redirect of a listener that is elsewhere",
    {
      aws_lb_listener_rule: { a: { listener_arn: "arn", action: [{ redirect: [{ port: "80" }] }] } },
    },
  ],
  ["a trail without a log group", { aws_cloudtrail: { a: { name: "all", s3_bucket_name: "trail" } } }],
  [
    "a deployment configuration of another platform",
    {
      aws_codedeploy_deployment_group: { a: { deployment_config_name: "CodeDeployDefault.AllAtOnce" } },
    },
  ],
  ["a proxy that reads no secret", { aws_db_proxy: { a: { default_auth_scheme: "IAM_AUTH", auth: [] } } }],
  [
    "an instance without a window for snapshots",
    {
      aws_elasticache_replication_group: { a: { snapshot_window: "sometimes" } },
    },
  ],
  [
    "a member of a global group of caches",
    {
      aws_elasticache_replication_group: { a: { global_replication_group_id: "g", num_node_groups: 2 } },
    },
  ],
  [
    "a copy of a snapshot",
    {
      aws_db_instance: { a: { storage_type: "gp3", allocated_storage: 5, snapshot_identifier: "s", username: "x" } },
    },
  ],
])("accepts %s", (_, resource) => {
  expect(verdictsOf(resource)).toEqual([]);
});
