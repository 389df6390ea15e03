import { TerraformOutput, TerraformVariable } from "cdktf";
import { InputError, type AwsStack, type KeyReference } from "../../../modules/core";
import { QUEUE_DEFAULTS, Queue, type QueueProps } from "../../../modules/messaging";
import { EncryptionKey } from "../../../modules/security";
import { synthesizeStack } from "../../../testing";
import { testRole } from "../../support/synth";

const key: KeyReference = {
  keyArn: "arn:aws:kms:us-east-1:111122223333:key/data",
  region: "us-east-1",
  grantUse: () => {},
};
const props: QueueProps = { name: "shop-dev-orders", key };

const createQueue = (stack: AwsStack<"us-east-1">, differences: Partial<QueueProps> = {}) =>
  new Queue(stack, "orders", { ...props, ...differences });

const synthesizeQueue = (differences: Partial<QueueProps> = {}) =>
  synthesizeStack((stack) => createQueue(stack, differences));

const viaSqs = [{ test: "StringEquals", variable: "kms:ViaService", values: ["sqs.us-east-1.amazonaws.com"] }];

describe("Queue", () => {
  test("the queue encrypts messages, retains them for four days and hides them for three minutes after a receive", () => {
    expect(synthesizeQueue().resource("aws_sqs_queue", "orders_queue")).toMatchObject({
      name: "shop-dev-orders",
      kms_master_key_id: "arn:aws:kms:us-east-1:111122223333:key/data",
      kms_data_key_reuse_period_seconds: 300,
      message_retention_seconds: 345_600,
      visibility_timeout_seconds: 180,
      receive_wait_time_seconds: 20,
      lifecycle: { prevent_destroy: true },
    });
  });

  test("messages move to the encrypted dead-letter queue after five receives", () => {
    const stack = synthesizeQueue();
    const { redrive_policy: redrivePolicy } = stack.resource("aws_sqs_queue", "orders_queue");
    expect(JSON.parse(redrivePolicy as string)).toEqual({
      deadLetterTargetArn: expect.stringMatching(/^\$\{aws_sqs_queue\.orders_dead-letters_\w+\.arn\}$/),
      maxReceiveCount: 5,
    });
    expect(stack.resource("aws_sqs_queue", "orders_dead-letters")).toMatchObject({
      name: "shop-dev-orders-dead-letters",
      kms_master_key_id: "arn:aws:kms:us-east-1:111122223333:key/data",
      message_retention_seconds: 1_209_600,
      lifecycle: { prevent_destroy: true },
    });
  });

  test("the dead-letter queue accepts messages of its queue only", () => {
    const { redrive_allow_policy: policy } = synthesizeQueue().resource("aws_sqs_queue_redrive_allow_policy");
    expect(JSON.parse(policy as string)).toEqual({
      redrivePermission: "byQueue",
      sourceQueueArns: [expect.stringMatching(/^\$\{aws_sqs_queue\.orders_queue_\w+\.arn\}$/)],
    });
  });

  test.each(["orders_queue-policy-document", "orders_dead-letters-policy-document"])(
    "the policy %s denies plain HTTP",
    (document) => {
      expect(synthesizeQueue().statements(document)).toEqual([
        expect.objectContaining({
          effect: "Deny",
          actions: ["sqs:*"],
          principals: [{ type: "*", identifiers: ["*"] }],
          condition: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
        }),
      ]);
    },
  );

  test("the defaults have these values, also for settings that are undefined", () => {
    expect(QUEUE_DEFAULTS).toEqual({
      visibilityTimeoutSeconds: 180,
      maxReceiveCount: 5,
      retentionDays: 4,
      ordering: "standard",
      deletionProtection: true,
    });
    const settings = Object.fromEntries(Object.keys(QUEUE_DEFAULTS).map((name) => [name, undefined]));
    expect(synthesizeQueue(settings).config).toEqual(synthesizeQueue().config);
  });

  test("times, counts and deletion protection are settings", () => {
    const stack = synthesizeQueue({
      visibilityTimeoutSeconds: 60,
      maxReceiveCount: 3,
      retentionDays: 1,
      deletionProtection: false,
    });
    expect(stack.resource("aws_sqs_queue", "orders_queue")).toMatchObject({
      visibility_timeout_seconds: 60,
      message_retention_seconds: 86_400,
      redrive_policy: expect.stringContaining('"maxReceiveCount":3'),
      lifecycle: { prevent_destroy: false },
    });
    expect(stack.resource("aws_sqs_queue", "dead-letters")).toMatchObject({ lifecycle: { prevent_destroy: false } });
  });

  test("grantSend allows sending, and the key through SQS only", () => {
    const stack = synthesizeStack((scope) => createQueue(scope).grantSend(testRole(scope)));
    const queueArn = expect.stringMatching(/^\$\{aws_sqs_queue\.orders_queue_\w+\.arn\}$/);
    expect(stack.statements("role_permissions")).toEqual([
      {
        sid: "SendToOrders",
        effect: "Allow",
        actions: ["sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:SendMessage"],
        resources: [queueArn],
      },
      {
        sid: "EncryptForOrders",
        effect: "Allow",
        actions: ["kms:Decrypt", "kms:GenerateDataKey"],
        resources: ["arn:aws:kms:us-east-1:111122223333:key/data"],
        condition: viaSqs,
      },
    ]);
  });

  test("grantConsume allows receiving and deleting, and the key through SQS only", () => {
    const stack = synthesizeStack((scope) => createQueue(scope).grantConsume(testRole(scope)));
    expect(stack.statements("role_permissions")).toEqual([
      expect.objectContaining({
        sid: "ConsumeFromOrders",
        actions: [
          "sqs:ChangeMessageVisibility",
          "sqs:DeleteMessage",
          "sqs:GetQueueAttributes",
          "sqs:GetQueueUrl",
          "sqs:ReceiveMessage",
        ],
      }),
      expect.objectContaining({ sid: "DecryptFromOrders", actions: ["kms:Decrypt"], condition: viaSqs }),
    ]);
  });

  test("grantRedrive allows moving dead letters back and no receive from the queue", () => {
    const stack = synthesizeStack((scope) => createQueue(scope).grantRedrive(testRole(scope)));
    expect(stack.statements("role_permissions")).toEqual([
      {
        sid: "RedriveFromOrders",
        effect: "Allow",
        actions: [
          "sqs:DeleteMessage",
          "sqs:GetQueueAttributes",
          "sqs:GetQueueUrl",
          "sqs:ListDeadLetterSourceQueues",
          "sqs:ListMessageMoveTasks",
          "sqs:ReceiveMessage",
          "sqs:StartMessageMoveTask",
        ],
        resources: [expect.stringMatching(/^\$\{aws_sqs_queue\.orders_dead-letters_\w+\.arn\}$/)],
      },
      expect.objectContaining({ sid: "SendToOrders" }),
      expect.objectContaining({
        sid: "EncryptForOrders",
        actions: ["kms:Decrypt", "kms:GenerateDataKey"],
        condition: viaSqs,
      }),
    ]);
  });

  test("one role can have both grants", () => {
    const stack = synthesizeStack((scope) => {
      const [queue, role] = [createQueue(scope), testRole(scope)];
      queue.grantSend(role);
      queue.grantConsume(role);
    });
    expect(stack.statements("role_permissions")).toHaveLength(4);
  });

  test("the signals are dead letters and messages older than all their receives", () => {
    synthesizeStack((scope) => {
      const common = { namespace: "AWS/SQS", statistic: "Maximum", periodSeconds: 300, missingData: "notBreaching" };
      expect(createQueue(scope, { visibilityTimeoutSeconds: 60, maxReceiveCount: 3 }).signals).toEqual([
        expect.objectContaining({
          ...common,
          id: "orders-dead-letters",
          metricName: "ApproximateNumberOfMessagesVisible",
          dimensions: { QueueName: "shop-dev-orders-dead-letters" },
          comparison: "at-or-above",
          threshold: 1,
        }),
        expect.objectContaining({
          ...common,
          id: "orders-age",
          metricName: "ApproximateAgeOfOldestMessage",
          dimensions: { QueueName: "shop-dev-orders" },
          comparison: "above",
          threshold: 180,
        }),
      ]);
    });
  });

  test("the graphs show messages and their age", () => {
    synthesizeStack((scope) =>
      expect(createQueue(scope).graphs.map(({ metrics }) => metrics.map(({ metricName }) => metricName))).toEqual([
        [
          "NumberOfMessagesSent",
          "NumberOfMessagesDeleted",
          "ApproximateNumberOfMessagesVisible",
          "ApproximateNumberOfMessagesVisible",
        ],
        ["ApproximateAgeOfOldestMessage"],
      ]),
    );
  });

  test("the fields identify both queues", () => {
    const { config } = synthesizeStack((scope) => {
      const { queueUrl, queueArn, queueName, deadLetterQueueUrl, deadLetterQueueArn, ...queue } = createQueue(scope);
      expect(queue.visibilityTimeoutSeconds).toBe(180);
      const value = [queueUrl, queueArn, queueName, deadLetterQueueUrl, deadLetterQueueArn];
      new TerraformOutput(scope, "told", { value });
    });
    expect(config.output?.["told"]?.["value"]).toEqual([
      expect.stringMatching(/^\$\{aws_sqs_queue\.orders_queue_\w+\.url\}$/),
      expect.stringMatching(/^\$\{aws_sqs_queue\.orders_queue_\w+\.arn\}$/),
      expect.stringMatching(/^\$\{aws_sqs_queue\.orders_queue_\w+\.name\}$/),
      expect.stringMatching(/^\$\{aws_sqs_queue\.orders_dead-letters_\w+\.url\}$/),
      expect.stringMatching(/^\$\{aws_sqs_queue\.orders_dead-letters_\w+\.arn\}$/),
    ]);
  });

  test("fromArn grants on a queue that exists, with its key", () => {
    const queueArn = "arn:aws:sqs:us-east-1:111122223333:legacy";
    const stack = synthesizeStack((scope) => {
      const existing = Queue.fromArn(scope, "legacy", queueArn, { key });
      expect(existing).toMatchObject({ queueName: "legacy", queueArn, visibilityTimeoutSeconds: 180 });
      existing.grantSend(testRole(scope));
    });
    expect(stack.resources("aws_sqs_queue")).toEqual({});
    expect(stack.statements("role_permissions")).toEqual([
      expect.objectContaining({ sid: "SendToLegacy", resources: [queueArn] }),
      expect.objectContaining({ sid: "EncryptForLegacy", resources: [key.keyArn], condition: viaSqs }),
    ]);
  });

  test("fromArn without a key grants no use of one, and refuses other resources", () => {
    const queueArn = "arn:aws:sqs:us-east-1:111122223333:legacy";
    const stack = synthesizeStack((scope) => {
      const existing = Queue.fromArn(scope, "legacy", queueArn, { visibilityTimeoutSeconds: 30 });
      const role = testRole(scope);
      existing.grantSend(role);
      existing.grantConsume(role);
    });
    expect(JSON.stringify(stack.config)).not.toContain("kms:");
    const topicArn = "arn:aws:sns:us-east-1:111122223333:legacy";
    expect(() => synthesizeStack((scope) => Queue.fromArn(scope, "legacy", topicArn))).toThrow(
      /test\/legacy: queueArn: got "arn:aws:sns:.*; allowed: the ARN of an SQS queue; copy the ARN of the queue/,
    );
  });

  test("the name of a queue whose ARN is unknown until apply is computed by Terraform", () => {
    const stack = synthesizeStack((scope) => {
      const arn = new TerraformVariable(scope, "arn", { type: "string" }).stringValue;
      new TerraformOutput(scope, "name", { value: Queue.fromArn(scope, "legacy", arn).queueName });
    });
    expect(stack.config.output?.["name"]?.["value"]).toBe('${element(split(":", var.arn), 5)}');
  });

  test("every resource of a queue in another region uses that region's provider", () => {
    const stack = synthesizeStack((scope) =>
      createQueue(scope, { key: { ...key, region: "eu-west-1" }, regional: scope.providerIn("eu-west-1") }),
    );
    const blocks = Object.values(stack.config.resource ?? {}).flatMap((all) => Object.values(all));
    expect(new Set(blocks.map(({ provider }) => provider))).toEqual(new Set(["aws.eu-west-1"]));
  });

  test("a FIFO queue and its dead-letter queue keep the order of groups and drop repetitions", () => {
    const stack = synthesizeStack((scope) => {
      const queue = createQueue(scope, { ordering: { deduplication: "content" } });
      expect(queue.isFifo).toBe(true);
      expect(queue.signals.map(({ dimensions }) => dimensions)).toEqual([
        { QueueName: "shop-dev-orders-dead-letters.fifo" },
        { QueueName: "shop-dev-orders.fifo" },
      ]);
    });
    const fifo = { fifo_queue: true, content_based_deduplication: true };
    const perQueue = { deduplication_scope: "queue", fifo_throughput_limit: "perQueue" };
    expect(stack.resource("aws_sqs_queue", "orders_queue")).toMatchObject({
      name: "shop-dev-orders.fifo",
      ...fifo,
      ...perQueue,
    });
    expect(stack.resource("aws_sqs_queue", "dead-letters")).toMatchObject({
      name: "shop-dev-orders-dead-letters.fifo",
      ...fifo,
    });
  });

  test("FIFO queues can deduplicate by id, and count their quota by message group", () => {
    const ordering = { deduplication: "id", throughput: "per-group" } as const;
    expect(synthesizeQueue({ ordering }).resource("aws_sqs_queue", "orders_queue")).toMatchObject({
      content_based_deduplication: false,
      deduplication_scope: "messageGroup",
      fifo_throughput_limit: "perMessageGroupId",
    });
    const standard = synthesizeQueue({ ordering: "standard" }).resource("aws_sqs_queue", "orders_queue");
    expect(standard).not.toHaveProperty("fifo_queue");
  });

  test("a FIFO queue leaves its name room for the suffix", () => {
    const ordering = { deduplication: "sometimes", throughput: "fast" } as never;
    expect(() => synthesizeQueue({ name: "x".repeat(63), ordering })).toThrow(/^3 invalid settings/);
    expect(() => synthesizeQueue({ name: "x".repeat(63), ordering })).toThrow(
      /name: got "x+-dead-letters\.fifo"; allowed: a FIFO queue name of at most 80/,
    );
    expect(() => synthesizeQueue({ name: "x".repeat(62), ordering: { deduplication: "id" } })).not.toThrow();
  });

  describe("allowSendFrom", () => {
    const source = {
      service: "sns",
      sourceArn: "arn:aws:sns:us-east-1:111122223333:orders",
      sid: "SendFromOrders",
    } as const;

    test("allows one resource of a service to send, in the policies of the queue and of its key", () => {
      const stack = synthesizeStack((scope) => {
        const dataKey = new EncryptionKey(scope, "data-key", { name: "data", description: "Data" });
        const queue = createQueue(scope, { key: dataKey });
        queue.allowSendFrom(source);
        queue.allowSendFrom(source);
      });
      expect(stack.statements("orders_queue-policy-document").slice(1)).toEqual([
        {
          sid: "SendFromOrders",
          effect: "Allow",
          actions: ["sqs:SendMessage"],
          resources: [expect.stringMatching(/^\$\{aws_sqs_queue\.orders_queue_\w+\.arn\}$/)],
          principals: [{ type: "Service", identifiers: ["sns.amazonaws.com"] }],
          condition: [{ test: "ArnEquals", variable: "aws:SourceArn", values: [source.sourceArn] }],
        },
      ]);
      expect(stack.statements("data-key_key-policy").map(({ sid }) => sid)).toEqual([
        "DelegateToIam",
        "TopicsOfThisAccount",
      ]);
      expect(stack.statements("orders_dead-letters-policy-document")).toHaveLength(1);
    });

    test("refuses a key whose policy belongs to others and does not admit the service", () => {
      const message =
        'test/orders: key: got "arn:aws:kms:us-east-1:111122223333:key/data"; allowed: a key whose policy admits the ' +
        'service sns; use an EncryptionKey of the stack, or change that policy and pass services: ["sns"] to ' +
        "EncryptionKey.fromArn.";
      expect(() => synthesizeStack((scope) => createQueue(scope).allowSendFrom(source))).toThrow(message);
      const unknown = (scope: AwsStack<"us-east-1">) => {
        const keyArn = new TerraformVariable(scope, "key", { type: "string" }).stringValue;
        createQueue(scope, { key: { ...key, keyArn } }).allowSendFrom(source);
      };
      expect(() => synthesizeStack(unknown)).toThrow('got "a key whose ARN is unknown until plan"');
      const admitting = { ...key, admit: () => true };
      expect(() =>
        synthesizeStack((scope) => createQueue(scope, { key: admitting }).allowSendFrom(source)),
      ).not.toThrow();
    });

    test("of an existing queue needs the service among its senders", () => {
      const queueArn = "arn:aws:sqs:us-east-1:111122223333:legacy.fifo";
      synthesizeStack((scope) => {
        const legacy = Queue.fromArn(scope, "legacy", queueArn, { senders: ["sns"] });
        expect(legacy.isFifo).toBe(true);
        expect(() => legacy.allowSendFrom(source)).not.toThrow();
        expect(() => legacy.allowSendFrom({ ...source, service: "events" })).toThrow(
          'test/legacy: senders: got ["sns"]; allowed: events, which sends messages for arn:aws:sns:us-east-1:',
        );
        const sourceArn = new TerraformVariable(scope, "source", { type: "string" }).stringValue;
        expect(() => Queue.fromArn(scope, "other", queueArn).allowSendFrom({ ...source, sourceArn })).toThrow(
          "allowed: sns, which sends messages for a resource of the stack; allow sns.amazonaws.com with aws:SourceArn",
        );
      });
    });
  });

  test("one error lists every invalid setting", () => {
    const invalid = () =>
      synthesizeQueue({
        key: { ...key, region: "us-west-2" },
        name: "x".repeat(68),
        visibilityTimeoutSeconds: 0,
        maxReceiveCount: 1_001,
        retentionDays: 14,
      });
    expect(invalid).toThrow(InputError);
    expect(invalid).toThrow(/^5 invalid settings/);
    expect(invalid).toThrow(/test\/orders: name: got "x+-dead-letters"; allowed: a queue name of at most 80/);
    expect(invalid).toThrow(/key\.region: got "us-west-2"; allowed: us-east-1/);
    expect(invalid).toThrow(/visibilityTimeoutSeconds: got 0; allowed: a whole number from 1 to 43200/);
    expect(invalid).toThrow(/maxReceiveCount: got 1001; allowed: a whole number from 1 to 1000/);
    expect(invalid).toThrow(/retentionDays: got 14; allowed: a whole number from 1 to 13/);
  });

  test("the addresses are these", () => {
    expect(synthesizeQueue().addresses).toMatchInlineSnapshot(`
     [
       "aws_sqs_queue.orders_dead-letters_FFF003A2",
       "aws_sqs_queue.orders_queue_A1AAE4D8",
       "aws_sqs_queue_policy.orders_dead-letters-policy_1A3D3B11",
       "aws_sqs_queue_policy.orders_queue-policy_A064A236",
       "aws_sqs_queue_redrive_allow_policy.orders_redrive-allow-policy_718F73C5",
       "data.aws_iam_policy_document.orders_dead-letters-policy-document_5957DD0B",
       "data.aws_iam_policy_document.orders_queue-policy-document_9CB8FD51",
     ]
    `);
  });
});
