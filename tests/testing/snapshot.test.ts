import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { snapshotOf, synthesizeStack } from "../../testing";

describe("snapshotOf", () => {
  test("returns the configuration without cdktf's comments and provider versions", () => {
    const { config } = synthesizeStack(
      (stack) => new SqsQueue(stack, "orders", { name: "orders", tags: { Name: "orders" } }),
      { state: "local" },
    );
    expect(config).toHaveProperty("//");
    expect(config.terraform).toHaveProperty("required_providers");
    expect(snapshotOf(config)).toEqual({
      provider: {
        aws: [
          {
            allowed_account_ids: ["111122223333"],
            default_tags: [{ tags: { Environment: "test", Project: "groundplan", Owner: "tests" } }],
            region: "us-east-1",
          },
        ],
      },
      resource: { aws_sqs_queue: { orders: { name: "orders", tags: { Name: "orders" } } } },
      terraform: { backend: { local: { path: "../../../terraform.test.tfstate" } }, required_version: ">= 1.10.0" },
    });
  });

  test("returns values that are not objects, including null, and does not change its argument", () => {
    const config = { terraform: {}, resource: { a: { b: { "//": 1, list: [null, { "//": 2, c: 0 }], on: false } } } };
    expect(snapshotOf(config)).toEqual({
      terraform: {},
      resource: { a: { b: { list: [null, { c: 0 }], on: false } } },
    });
    expect(config.resource.a.b).toHaveProperty("//");
  });
});
