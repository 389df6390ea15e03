import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import fs from "node:fs";
import os from "node:os";
import { InputError, PolicyDocument, PolicyError, type AwsStack } from "../../modules/core";
import { TestStack, snapshotOf, synthesizeStack } from "../../testing";

function shop(scope: AwsStack): void {
  new SqsQueue(scope, "orders", { name: "orders" });
  new SqsQueue(scope, "order-errors", { name: "order-errors" });
  new PolicyDocument(scope, "send", [{ sid: "Send", actions: ["sqs:SendMessage"], resources: ["arn:aws:sqs:*:*:o"] }]);
  new PolicyDocument(scope, "empty");
}

const stack = synthesizeStack(shop);

describe("synthesizeStack", () => {
  test("creates a stack of account 111122223333 in us-east-1 with its state in a bucket", () => {
    expect(stack.config).toMatchObject({
      provider: { aws: [{ region: "us-east-1", allowed_account_ids: ["111122223333"] }] },
      terraform: { backend: { s3: { bucket: "test-state", key: "test/terraform.tfstate" } } },
    });
  });

  test("overrides the defaults with its props", () => {
    const { config } = synthesizeStack(() => {}, { account: "444455556666", state: "local" });
    expect(config.provider).toMatchObject({ aws: [{ region: "us-east-1", allowed_account_ids: ["444455556666"] }] });
    expect(config.terraform.backend).toHaveProperty("local");
  });

  test("runs the policies of the kernel", () => {
    expect(() => synthesizeStack((scope) => new SqsQueue(scope, "Orders", {}))).toThrow(InputError);
    expect(() => synthesizeStack((scope) => scope.addOverride("data.aws_region.here", {}))).toThrow(PolicyError);
  });

  test("removes its files, whether it succeeds or not", () => {
    const folders = () => fs.readdirSync(os.tmpdir()).filter((name) => name.startsWith("groundplan-test-"));
    const made = jest.spyOn(fs, "mkdtempSync");
    synthesizeStack(shop);
    expect(() => synthesizeStack((scope) => new SqsQueue(scope, "Orders", {}))).toThrow();
    const names = made.mock.results.map(({ value }) => String(value).replace(`${os.tmpdir()}/`, ""));
    made.mockRestore();
    expect(names).toHaveLength(2);
    expect(folders()).toEqual(expect.not.arrayContaining(names));
  });
});

describe("TestStack", () => {
  test("lists the addresses of all resources and data sources", () => {
    expect(stack.addresses).toEqual([
      "aws_sqs_queue.order-errors",
      "aws_sqs_queue.orders",
      expect.stringMatching(/^data\.aws_iam_policy_document\.empty_document_\w+$/),
      expect.stringMatching(/^data\.aws_iam_policy_document\.send_document_\w+$/),
    ]);
  });

  test("returns all resources of a type by name, and none of a missing type", () => {
    expect(Object.keys(stack.resources("aws_sqs_queue")).sort()).toEqual(["order-errors", "orders"]);
    expect(stack.resources("aws_sns_topic")).toEqual({});
  });

  test("prefers the resource with exactly the name", () => {
    const twins = synthesizeStack((scope) => {
      new SqsQueue(scope, "order", { name: "one" });
      new SqsQueue(scope, "order-errors", { name: "other" });
    });
    expect(twins.resource("aws_sqs_queue", "order")).toMatchObject({ name: "one" });
  });

  test("returns the only resource whose name contains a text, or the only one of the type", () => {
    expect(stack.resource("aws_sqs_queue", "errors")).toMatchObject({ name: "order-errors" });
    const single = synthesizeStack((scope) => new SqsQueue(scope, "orders", { name: "orders" }));
    expect(single.resource("aws_sqs_queue")).toMatchObject({ name: "orders" });
  });

  test("lists the existing names if several resources match, or none", () => {
    expect(() => stack.resource("aws_sqs_queue")).toThrow(
      'expected one aws_sqs_queue like "", found order-errors, orders',
    );
    expect(() => stack.resource("aws_sqs_queue", "mail")).toThrow(
      'expected one aws_sqs_queue like "mail", found order-errors, orders',
    );
    expect(() => stack.resource("aws_sns_topic")).toThrow('expected one aws_sns_topic like "", found none');
  });

  test("returns the statements of a policy document; none for an empty one", () => {
    expect(stack.statements("send")).toMatchObject([{ sid: "Send" }]);
    expect(stack.statements("empty")).toEqual([]);
  });

  test("lists the existing names if no policy document matches", () => {
    const none = synthesizeStack((scope) => new SqsQueue(scope, "orders", {}));
    expect(() => none.statements("send")).toThrow('expected one aws_iam_policy_document like "send", found none');
    expect(() => stack.statements("receive")).toThrow(/like "receive", found empty_document_\w+, send_document_\w+/);
  });
});

test("synthesizeStack creates a stack in any region", () => {
  const frankfurt = synthesizeStack((scope: AwsStack<"eu-central-1">) => shop(scope), { region: "eu-central-1" });
  expect(frankfurt.config.provider).toMatchObject({ aws: [{ region: "eu-central-1" }] });
});

test("a TestStack is made of the text of any synthesized configuration", () => {
  const plain = new TestStack(
    JSON.stringify({ terraform: {}, resource: { aws_sqs_queue: { jobs: { name: "jobs" } } } }),
  );
  expect(plain.resource("aws_sqs_queue")).toEqual({ name: "jobs" });
  expect(() => new TestStack("resource {}")).toThrow(SyntaxError);
  expect(() => new TestStack("[1]")).toThrow(new TypeError("expected the configuration of a stack, got [1]"));
  expect(() => new TestStack("null")).toThrow(TypeError);
});

test("a TestStack is made of the content of a configuration, also of one without a terraform block", () => {
  const plain = new TestStack(JSON.parse('{ "resource": { "aws_sqs_queue": { "jobs": { "name": "jobs" } } } }'));
  expect(plain.addresses).toEqual(["aws_sqs_queue.jobs"]);
  expect(snapshotOf(plain.config)).toMatchObject({ resource: { aws_sqs_queue: { jobs: { name: "jobs" } } } });
});

test("an expression with the flag g finds the same resource each time", () => {
  const errors = /errors/g;
  const names = [1, 2, 3].map(() => stack.resource("aws_sqs_queue", errors)["name"]);
  expect(names).toEqual(["order-errors", "order-errors", "order-errors"]);
});
