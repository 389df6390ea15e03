import { withoutResources } from "../../tools/emulation/left-out";

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

test("leaving out a resource takes everything along that depends on it, directly or not, by reference or by name", () => {
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

test("leaving out the last of a kind leaves no empty block, which Terraform would refuse", () => {
  const resource = { aws_sqs_queue: { orders: { name: "orders" } } };
  const output = { orders: { value: "${aws_sqs_queue.orders.url}" } };
  expect(withoutResources({ terraform: {}, resource, output }, ["aws_sqs_queue.orders"])).toEqual({ terraform: {} });
});

test("leaving out nothing leaves everything", () => {
  expect(withoutResources(config, [])).toEqual(config);
  expect(withoutResources({ terraform: {} }, [])).toEqual({ terraform: {} });
});
