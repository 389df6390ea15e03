import { Token } from "cdktf";
import { Construct } from "constructs";
import {
  ContainerFunction,
  type AsyncInvocationSettings,
  type ConsumeSettings,
  type ContainerFunctionProps,
  type EventQueue,
} from "../../../../modules/compute/functions";
import { InputError, type AwsStack, type Grantee } from "../../../../modules/core/index";
import { synthesizeStack } from "../../../../testing/index";

const queueArn = "arn:aws:sqs:us-east-1:111122223333:shop-dev-orders";
const props: ContainerFunctionProps = {
  name: "shop-dev-worker",
  image: "111122223333.dkr.ecr.us-east-1.amazonaws.com/shop:1.4.2",
  command: ["handlers/worker.handler"],
  placement: { vpcId: "vpc-1", subnetIds: ["subnet-a", "subnet-b"], availabilityZones: ["us-east-1a", "us-east-1b"] },
  logKey: { keyArn: "arn:aws:kms:us-east-1:111122223333:key/test", region: "us-east-1", grantUse: () => {} },
};

class FakeQueue extends Construct implements EventQueue {
  readonly queueArn = queueArn;
  visibilityTimeoutSeconds = 180;

  grantConsume(grantee: Grantee): void {
    grantee.addStatement({ sid: "ConsumeFromOrders", actions: ["sqs:ReceiveMessage"], resources: [queueArn] });
  }

  grantSend(grantee: Grantee): void {
    grantee.addStatement({ sid: "SendToOrders", actions: ["sqs:SendMessage"], resources: [queueArn] });
  }
}

const settings: ConsumeSettings = { batchSize: 10, maxConcurrency: 2 };

const createFunction = (stack: AwsStack<"us-east-1">, differences: Partial<ContainerFunctionProps> = {}) =>
  new ContainerFunction(stack, "worker", { ...props, ...differences });

const consume = (
  { visibilityTimeoutSeconds = 180, ...changed }: Partial<ConsumeSettings> & { visibilityTimeoutSeconds?: number } = {},
  differences: Partial<ContainerFunctionProps> = {},
) =>
  synthesizeStack((stack) => {
    const queue = new FakeQueue(stack, "orders");
    queue.visibilityTimeoutSeconds = visibilityTimeoutSeconds;
    createFunction(stack, differences).consumeFrom(queue, { ...settings, ...changed });
  });

const POLICY = /^aws_iam_role_policy\.worker_role_policy_\w+$/;

describe("a function that consumes a queue", () => {
  test("Lambda invokes the alias with batches and accepts reports of failed messages", () => {
    expect(consume().resource("aws_lambda_event_source_mapping", "worker_from-orders")).toMatchObject({
      event_source_arn: queueArn,
      function_name: expect.stringMatching(/^\$\{aws_lambda_alias\.worker_alias_\w+\.arn\}$/),
      batch_size: 10,
      function_response_types: ["ReportBatchItemFailures"],
      scaling_config: { maximum_concurrency: 2 },
    });
  });

  test("Lambda polls a queue unless the event source is disabled", () => {
    const polls = (enabled?: boolean) => consume({ enabled }).resource("aws_lambda_event_source_mapping")["enabled"];
    expect([polls(), polls(true), polls(false)]).toEqual([undefined, true, false]);
  });

  test("the event source mapping depends on the permission to receive", () => {
    const stack = consume();
    expect(stack.statements("role_permissions").map(({ sid }) => sid)).toContain("ConsumeFromOrders");
    expect(stack.resource("aws_lambda_event_source_mapping")["depends_on"]).toContainEqual(
      expect.stringMatching(POLICY),
    );
  });

  test("a batching window allows larger batches", () => {
    const stack = consume({ batchSize: 500, maximumBatchingWindowSeconds: 5, visibilityTimeoutSeconds: 185 });
    expect(stack.resource("aws_lambda_event_source_mapping")).toMatchObject({
      batch_size: 500,
      maximum_batching_window_in_seconds: 5,
    });
  });

  test("a FIFO queue has no batching window, and so batches of at most ten", () => {
    const consumeFifo = (changed: Partial<ConsumeSettings>) =>
      synthesizeStack((stack) => {
        const queue = Object.assign(new FakeQueue(stack, "orders"), { isFifo: true, visibilityTimeoutSeconds: 200 });
        createFunction(stack).consumeFrom(queue, { ...settings, ...changed });
      });
    expect(() => consumeFifo({ maximumBatchingWindowSeconds: 5 })).toThrow(
      "consumeFrom.maximumBatchingWindowSeconds: got 5; allowed: a whole number from 0 to 0; remove the window",
    );
    expect(() => consumeFifo({ batchSize: 11 })).toThrow("consumeFrom.batchSize: got 11");
    expect(() => consumeFifo({ maximumBatchingWindowSeconds: 0 })).not.toThrow();
  });

  test("there is no batching window by default", () => {
    expect(consume().resource("aws_lambda_event_source_mapping")).not.toHaveProperty(
      "maximum_batching_window_in_seconds",
    );
  });

  test("one error lists every invalid setting", () => {
    const invalid = () =>
      consume({ batchSize: 11, maxConcurrency: 6, visibilityTimeoutSeconds: 179 }, { concurrency: { reserved: 5 } });
    expect(invalid).toThrow(InputError);
    expect(invalid).toThrow(/^3 invalid settings/);
    expect(invalid).toThrow(/test\/worker: consumeFrom\.batchSize: got 11; allowed: a whole number from 1 to 10/);
    expect(invalid).toThrow(/consumeFrom\.maxConcurrency: got 6; allowed: a whole number from 2 to 5/);
    expect(invalid).toThrow(/consumeFrom\.visibilityTimeoutSeconds: got 179; allowed: at least 180, six times/);
  });

  test("the visibility timeout includes the batching window", () => {
    expect(() => consume({ maximumBatchingWindowSeconds: 5 })).toThrow(/got 180; allowed: at least 185/);
    expect(() => consume({ maximumBatchingWindowSeconds: 301, visibilityTimeoutSeconds: 900 })).toThrow(
      /maximumBatchingWindowSeconds: got 301; allowed: a whole number from 0 to 300/,
    );
  });

  test("the maximum concurrency is 1000 when the reserved concurrency is unknown until plan", () => {
    const reserved = Token.asNumber("${var.reserved}");
    expect(() => consume({ maxConcurrency: 1_000 }, { concurrency: { reserved } })).not.toThrow();
    expect(() => consume({ maxConcurrency: 1_001 })).toThrow(/maxConcurrency: got 1001; allowed: .* from 2 to 1000/);
  });
});

describe("a function that is invoked asynchronously", () => {
  const limits: AsyncInvocationSettings = { maximumRetryAttempts: 0, maximumEventAgeSeconds: 60 };

  const limit = (changed: Partial<AsyncInvocationSettings> = {}) =>
    synthesizeStack((stack) => createFunction(stack).limitAsyncInvocation({ ...limits, ...changed }));

  test("retries and maximum age apply to the alias", () => {
    const config = limit().resource("aws_lambda_function_event_invoke_config");
    expect(config).toMatchObject({
      function_name: expect.stringContaining("aws_lambda_alias.worker_alias"),
      qualifier: expect.stringContaining("aws_lambda_alias.worker_alias"),
      maximum_retry_attempts: 0,
      maximum_event_age_in_seconds: 60,
    });
    expect(config).not.toHaveProperty("destination_config");
  });

  test("Lambda's retries apply by default", () => {
    const stack = synthesizeStack((scope) => createFunction(scope));
    expect(stack.resources("aws_lambda_function_event_invoke_config")).toEqual({});
  });

  test("failed events go to the queue, after the permission to send exists", () => {
    const stack = synthesizeStack((scope) => {
      const onFailure = new FakeQueue(scope, "failures");
      createFunction(scope).limitAsyncInvocation({ ...limits, onFailure });
    });
    expect(stack.resource("aws_lambda_function_event_invoke_config")).toMatchObject({
      destination_config: { on_failure: { destination: queueArn } },
      depends_on: expect.arrayContaining([expect.stringMatching(POLICY)]),
    });
    expect(stack.statements("role_permissions").map(({ sid }) => sid)).toContain("SendToOrders");
  });

  test("one error lists every invalid setting", () => {
    const invalid = () => limit({ maximumRetryAttempts: 3, maximumEventAgeSeconds: 59 });
    expect(invalid).toThrow(InputError);
    expect(invalid).toThrow(/^2 invalid settings/);
    expect(invalid).toThrow(/test\/worker: limitAsyncInvocation\.maximumRetryAttempts: got 3; allowed: .* from 0 to 2/);
    expect(invalid).toThrow(/limitAsyncInvocation\.maximumEventAgeSeconds: got 59; allowed: .* from 60 to 21600/);
  });
});

test("the addresses of event sources and invocation settings are these", () => {
  const { addresses } = synthesizeStack((scope) => {
    const fn = createFunction(scope);
    fn.consumeFrom(new FakeQueue(scope, "orders"), settings);
    fn.limitAsyncInvocation({ maximumRetryAttempts: 2, maximumEventAgeSeconds: 21_600 });
  });
  expect(addresses.filter((address) => /event/.test(address))).toMatchInlineSnapshot(`
   [
     "aws_lambda_event_source_mapping.worker_from-orders_3ACA764D",
     "aws_lambda_function_event_invoke_config.worker_async-invocation_CA4EB386",
   ]
  `);
});
