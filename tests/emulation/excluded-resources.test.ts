import { withoutResources } from "../../tools/emulation/excluded-resources";

const config = {
  terraform: {},
  provider: { aws: [{ region: "us-east-1" }] },
  resource: {
    aws_lambda_function: { api: { function_name: "api" }, job: { function_name: "job" } },
    aws_lambda_alias: { api: { function_name: "${aws_lambda_function.api.function_name}" } },
    aws_sqs_queue: { orders: { name: "orders", depends_on: ["aws_lambda_alias.api"] }, letters: { name: "letters" } },
    aws_iam_role_policy: { job: { policy: "${data.aws_iam_policy_document.job.json}" } },
  },
  data: {
    aws_iam_policy_document: {
      job: { statement: [{ resources: ["arn:aws:sqs:::${aws_sqs_queue.orders.name}"] }] },
      other: { statement: [{ resources: ["aws_lambda_function.api"] }] },
    },
  },
  output: { api: { value: "${aws_lambda_alias.api.arn}" }, job: { value: "${aws_lambda_function.job.arn}" } },
};

test("excluding a resource excludes everything that depends on it, directly or indirectly, by reference or by address", () => {
  expect(withoutResources(config, ["aws_lambda_alias.api"])).toEqual({
    ...config,
    resource: {
      aws_lambda_function: config.resource.aws_lambda_function,
      aws_sqs_queue: { letters: { name: "letters" } },
    },
    data: { aws_iam_policy_document: { other: config.data.aws_iam_policy_document.other } },
    output: { job: config.output.job },
  });
});

test("excluding the last resource leaves no empty block, which Terraform rejects", () => {
  const resource = { aws_sqs_queue: { orders: { name: "orders" } } };
  const output = { orders: { value: "${aws_sqs_queue.orders.url}" } };
  expect(withoutResources({ terraform: {}, resource, output }, ["aws_sqs_queue.orders"])).toEqual({ terraform: {} });
});

test("excluding nothing changes nothing", () => {
  expect(withoutResources(config, [])).toEqual(config);
  expect(withoutResources({ terraform: {} }, [])).toEqual({ terraform: {} });
});
