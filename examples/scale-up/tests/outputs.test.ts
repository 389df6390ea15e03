import type { TestStack } from "groundplan/testing";
import { exampleFixture } from "../../../tests/support/synthesized";

/** Reference of each output of the source template, by resource and attribute. */
const OUTPUTS: Readonly<Record<string, RegExp>> = {
  ApiEndpoint: /^\$\{aws_api_gateway_stage\.api_stage_\w+\.invoke_url\}$/,
  CognitoUserPoolId: /^\$\{aws_cognito_user_pool\.user-pool_\w+\.id\}$/,
  CustomersTableName: /^\$\{aws_dynamodb_table\.customers-table_\w+\.name\}$/,
  OrdersTableName: /^\$\{aws_dynamodb_table\.orders-table_\w+\.name\}$/,
  FeedbackTableName: /^\$\{aws_dynamodb_table\.feedback-table_\w+\.name\}$/,
  PaymentStateMachineArn: /^\$\{aws_sfn_state_machine\.payments_state-machine_\w+\.arn\}$/,
  RedisCacheEndpoint: /^\$\{aws_elasticache_replication_group\.cache_cluster_\w+\.configuration_endpoint_address\}$/,
  AnalyticsDBEndpoint: /^\$\{aws_db_instance\.database_instance_\w+\.address\}$/,
  PublicSubnetIds:
    /^\$\{join\(",", \[aws_subnet\.network_public-a_\w+\.id, aws_subnet\.network_public-b_\w+\.id\]\)\}$/,
  VpcId: /^\$\{aws_vpc\.network_vpc_\w+\.id\}$/,
};

/** Outputs besides the stage of the environment, by which policies choose severities. */
function valuesOf(stack: TestStack): Record<string, string> {
  const { "environment-stage": _stage, ...outputs } = stack.config["output"] as Record<string, { value: string }>;
  return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
}

function check(values: Readonly<Record<string, string>>): void {
  expect(Object.keys(values).sort()).toEqual(Object.keys(OUTPUTS).sort());
  for (const [name, reference] of Object.entries(OUTPUTS)) expect(values[name]).toMatch(reference);
}

describe("the outputs", () => {
  const values = valuesOf(exampleFixture("scale-up", "prod"));

  test("SU-X1 has the ten outputs of the source template", () => {
    expect(Object.keys(OUTPUTS)).toHaveLength(10);
    check(values);
  });

  test.each(Object.keys(OUTPUTS))("SU-X1 has the ten outputs of the source template: a change of %s fails", (name) => {
    const { [name]: _removed, ...others } = values;
    expect(() => check(others)).toThrow();
    expect(() => check({ ...values, [name]: "${aws_vpc.other.arn}" })).toThrow();
  });
});

describe("the input ProjectName", () => {
  const PREFIXES = { dev: "scaleup-dev", staging: "scaleup-staging", prod: "scaleup" };

  test.each(Object.entries(PREFIXES))("SU-X1 begins every physical name of %s with %s", (environment, prefix) => {
    const stack = exampleFixture("scale-up", environment);
    const NAMES = {
      aws_lambda_function: "function_name",
      aws_dynamodb_table: "name",
      aws_s3_bucket: "bucket",
      aws_sfn_state_machine: "name",
      aws_iam_role: "name",
      aws_db_instance: "identifier",
      aws_elasticache_replication_group: "replication_group_id",
    };
    for (const [type, property] of Object.entries(NAMES)) {
      const names = Object.values(stack.resources(type)).map((block) => String(block[property]));
      expect(names.filter((name) => !name.startsWith(prefix))).toEqual([]);
      expect(names.length).toBeGreaterThan(0);
    }
  });
});
