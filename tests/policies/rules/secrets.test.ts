import { evaluate } from "../../../policies/engine/evaluate";
import { readPlan } from "../../../policies/engine/plan-input";
import { RULES } from "../../../policies/rules";

/** The status of a plan whose values are hidden, so that only its configuration contains what was written. */
function statusOfWritten(type: string, expressions: object): string {
  const address = `module.app["blue"].${type}.a[0]`;
  const change = {
    actions: ["create"],
    before: null,
    after: {},
    after_unknown: {},
    after_sensitive: Object.fromEntries(Object.keys(expressions).map((key) => [key, true])),
  };
  const module = { resources: [{ address: `${type}.a`, expressions }] };
  const plan = {
    resource_changes: [{ address, mode: "managed", type, change }],
    configuration: { root_module: { module_calls: { app: { module } } } },
  };
  const rules = RULES.filter(({ id }) => id === "SEC-02");
  const verdicts = evaluate([readPlan({ name: "shop", plan })], { phase: "plan", rules, profileOf: () => "prod" });
  return verdicts.find(({ resource }) => resource.address === address)!.status;
}

const literal = (constant_value: unknown) => ({ constant_value });
const KEY = "AKIAQ7ZLB5EXAMPLE0AB";
const base64 = (text: string): string => Buffer.from(text).toString("base64");

test.each<readonly [string, object]>([
  ["aws_db_instance", { password: literal("correct-horse") }],
  ["aws_db_instance", { password_wo: literal("correct-horse") }],
  ["aws_rds_cluster", { master_password: literal("correct-horse") }],
  ["aws_elasticache_replication_group", { auth_token: literal("correct-horse-battery") }],
  ["aws_secretsmanager_secret_version", { secret_string: literal('{"user":"ada"}') }],
  ["aws_ssm_parameter", { value: literal(KEY), type: literal("String") }],
  ["aws_lambda_function", { environment: [{ variables: literal({ KEY }) }] }],
  [
    "aws_ecs_task_definition",
    { container_definitions: literal(JSON.stringify([{ environment: [{ name: "PASSWORD", value: "x1" }] }])) },
  ],
  ["aws_instance", { user_data: literal(`export AWS_ACCESS_KEY_ID=${KEY}`) }],
  ["aws_instance", { user_data_base64: literal(base64(`export AWS_ACCESS_KEY_ID=${KEY}\n`)) }],
  ["aws_launch_template", { user_data: literal(base64(`#!/bin/sh\nKEY=${KEY}\n`)) }],
  [
    "aws_codebuild_project",
    {
      environment: [{ environment_variable: [{ name: literal("URL"), value: literal("https://ada:pw@git.example") }] }],
    },
  ],
  ["aws_db_proxy", { auth: [{ client_password: literal("correct-horse") }] }],
  ["aws_mq_broker", { user: [{ username: literal("ada"), password: literal("correct-horse") }] }],
])("%s: %j is a secret", (type, expressions) => {
  expect(statusOfWritten(type, expressions)).toBe("fail");
});

test.each<readonly [string, object]>([
  ["aws_db_instance", { password: { references: ["random_password.a.result", "random_password.a"] } }],
  ["aws_db_instance", { password: { references: ["var.password"] } }],
  [
    "aws_lambda_function",
    { environment: [{ variables: literal({ PASSWORD_ARN: "arn:aws:secretsmanager:a:1:secret:b" }) }] },
  ],
  ["aws_cognito_user_pool_client", { token_validity_units: [{ access_token: literal("minutes") }] }],
  ["aws_instance", { user_data: literal("echo hello") }],
  ["aws_launch_template", { user_data: literal(base64("#!/bin/sh\necho hello\n")) }],
  ["aws_ssm_parameter", { value: literal("eu-west-1"), type: literal("String") }],
  ["aws_db_instance", { password: literal("") }],
  ["aws_iam_user_login_profile", { password_length: literal(20) }],
  [
    "aws_codebuild_project",
    {
      environment: [
        {
          environment_variable: [{ name: literal("TOKEN"), value: literal("/a/b"), type: literal("PARAMETER_STORE") }],
        },
      ],
    },
  ],
])("%s: %j is no secret", (type, expressions) => {
  expect(statusOfWritten(type, expressions)).toBe("pass");
});
