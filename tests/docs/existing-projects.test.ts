import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack, Testing } from "cdktf";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import ts from "typescript";
import { KERNEL_POLICIES, type AwsStack } from "../../modules/core";
import { Queue } from "../../modules/messaging";
import { TestStack, synthesizeStack } from "../../testing";
import { examplesIn } from "../../tools/emulation/readme-examples";

const root = path.resolve(__dirname, "../..");
const page = "docs/existing-projects.md";

/** Runs every example of the page and returns all functions that they export. */
function exportsOfPage(): Record<string, (...parameters: never[]) => void> {
  const exports = {};
  for (const { source } of examplesIn(root, page)) {
    const { outputText } = ts.transpileModule(source, { compilerOptions: { module: ts.ModuleKind.CommonJS } });
    new Function("require", "exports", outputText)(require, exports);
  }
  return exports;
}

function synthesizePlain(define: (stack: TerraformStack) => void): TestStack {
  const stack = new TerraformStack(Testing.stubVersion(new App({ stackTraces: false })), "shop");
  new AwsProvider(stack, "AWS", { region: "eu-central-1", allowedAccountIds: ["111122223333"] });
  define(stack);
  return new TestStack(Testing.synth(stack));
}

describe(page, () => {
  const before = process.cwd();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "groundplan-existing-"));
  let examples: ReturnType<typeof exportsOfPage>;

  beforeAll(() => {
    process.chdir(folder);
    examples = exportsOfPage();
  });
  afterAll(() => {
    process.chdir(before);
    fs.rmSync(folder, { recursive: true });
  });

  test("adds a queue to a stack with its own provider and backend", () => {
    const text = fs.readFileSync(path.join(folder, "cdktf.out/stacks/shop/cdk.tf.json"), "utf8");
    const stack = new TestStack(text);
    expect(Object.keys(stack.resources("aws_sqs_queue"))).toHaveLength(2);
    expect(stack.config.data).not.toHaveProperty("aws_caller_identity");
    expect(stack.config.terraform.backend).toMatchObject({ s3: { dynamodb_table: "team-locks" } });
  });

  test("grants the use of the key with each grant on an existing resource", () => {
    const stack = synthesizePlain((scope) => examples["addDatabase"]!(scope as never));
    const actions = stack.statements("app-role").flatMap(({ actions: own }) => own as string[]);
    expect(actions).toEqual(expect.arrayContaining(["secretsmanager:GetSecretValue", "s3:PutObject", "kms:Decrypt"]));
    expect(stack.resource("aws_rds_cluster")).toMatchObject({ kms_key_id: expect.stringContaining(":key/0b1c2d3e") });
  });

  test("moves constructs to another region", () => {
    const stack = synthesizePlain((scope) => examples["addDublin"]!(scope as never));
    expect(stack.resource("aws_sqs_queue", "dublin_orders_queue")).toMatchObject({ provider: "aws.dublin" });
    expect(stack.resource("aws_kms_key")).toMatchObject({ provider: "aws.dublin" });
  });

  test("changes the resources inside a module", () => {
    const define = (scope: AwsStack<"eu-central-1">): void => {
      const keyArn = "arn:aws:kms:eu-central-1:111122223333:key/1";
      const key = { keyArn, region: "eu-central-1", grantUse: () => {} } as const;
      examples["adopt"]!(new Queue(scope, "orders", { name: "shop-orders", key }) as never);
    };
    const stack = synthesizeStack(define, { region: "eu-central-1" });
    expect(stack.resource("aws_sqs_queue", "orders_queue")).toMatchObject({
      delay_seconds: 30,
      tags: { Team: "orders" },
      max_message_size: 65_536,
    });
    const config = stack.config as unknown as { import: object[]; moved: object[] };
    expect(config.import).toMatchObject([{ to: expect.stringMatching(/^aws_sqs_queue.orders_queue_/) }]);
    expect(config.moved).toMatchObject([{ from: "aws_sqs_queue.failed-orders" }]);
    expect(JSON.stringify(stack.resource("aws_sqs_queue", "orders_queue"))).toContain('"waivers":{"SQS-02"');
  });

  test("synthesizes an app with constructs of others, and judges it", () => {
    const define = (app: App): void => {
      const stack = new TerraformStack(app, "legacy");
      new AwsProvider(stack, "AWS", { region: "eu-central-1" });
      new SqsQueue(stack, "Orders", { name: "orders" });
    };
    expect(() => examples["synthesizeAll"]!(define as never)).toThrow(/HIGH OPS-05 legacy\/Orders/);
  });

  test("names every restriction", () => {
    const text = fs.readFileSync(path.join(root, page), "utf8");
    const names = KERNEL_POLICIES.map(({ id }) => id);
    expect([...names, "kebab-case-ids"].filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
  });
});
