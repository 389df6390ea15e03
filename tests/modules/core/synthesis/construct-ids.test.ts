import { DataAwsSqsQueue } from "@cdktf/provider-aws/lib/data-aws-sqs-queue";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { TerraformOutput, TerraformResource, TerraformVariable } from "cdktf";
import { Construct } from "constructs";
import { AwsStack } from "../../../../modules/core";
import { constructIdProblems } from "../../../../modules/core/synthesis/construct-ids";
import { synthesizeStack } from "../../../../testing";

/** The problems of a stack, with the stack itself left valid enough to be discarded. */
function problemsOf(define: (stack: AwsStack) => void) {
  let problems: ReturnType<typeof constructIdProblems> = [];
  expect(() =>
    synthesizeStack((stack) => {
      define(stack);
      problems = constructIdProblems(stack);
      throw new Error("not to be synthesized");
    }),
  ).toThrow("not to be synthesized");
  return problems;
}

describe("construct ids", () => {
  test("may be kebab-case at every level", () => {
    expect(
      problemsOf((stack) => {
        new SqsQueue(new Construct(stack, "orders-2"), "dead-letters", {});
        stack.providerIn("eu-west-1");
      }),
    ).toEqual([]);
  });

  test.each(["Orders", "ordersQueue", "2-orders", "orders_queue", "orders.queue", "-orders"])("may not be %s", (id) => {
    expect(problemsOf((stack) => new SqsQueue(stack, id, {}))).toEqual([
      {
        path: `test/${id}`,
        property: "id",
        value: id,
        allowed: "kebab-case",
        fix: "rename the construct, with moveFromId if it was deployed",
      },
    ]);
  });

  test("may not lead to one address for two resources, which cdktf would merge", () => {
    const problems = problemsOf((stack) => {
      new SqsQueue(stack, "my-bucket", {});
      new SqsQueue(stack, "my-bucket!", {});
    });
    expect(problems).toContainEqual({
      path: "test/my-bucket!",
      property: "id",
      value: "same address as test/my-bucket",
      allowed: "a unique address",
      fix: "give one of them another id",
    });
  });

  test("are seen to collide through subclasses, generic resources and overridden logical ids", () => {
    class OrdersQueue extends SqsQueue {}
    const problems = problemsOf((stack) => {
      new SqsQueue(stack, "orders", {});
      new OrdersQueue(stack, "payments", {}).overrideLogicalId("orders");
      new TerraformResource(stack, "refunds", { terraformResourceType: "aws_sqs_queue" }).overrideLogicalId("orders");
    });
    expect(problems.map(({ path, value }) => [path, value])).toEqual([
      ["test/payments", "same address as test/orders"],
      ["test/refunds", "same address as test/orders"],
    ]);
  });

  test("may agree across what Terraform keeps apart: resources, data sources, variables and outputs", () => {
    const problems = problemsOf((stack) => {
      new SqsQueue(stack, "orders", {});
      new DataAwsSqsQueue(stack, "orders-data", { name: "orders" }).overrideLogicalId("orders");
      new TerraformVariable(stack, "orders-variable", {}).overrideLogicalId("orders");
      new TerraformOutput(stack, "orders-output", { value: "1" }).overrideLogicalId("orders");
    });
    expect(problems).toEqual([]);
  });
});
