import { TerraformVariable } from "cdktf";
import { InputError, type AwsStack, type KeyReference } from "../../../../modules/core";
import { Queue } from "../../../../modules/messaging";
import { TOPIC_DEFAULTS, Topic, type TopicProps } from "../../../../modules/messaging/topics";
import { EncryptionKey } from "../../../../modules/security";
import { synthesizeStack } from "../../../../testing";
import { testRole } from "../../../support/synth";

type Stack = AwsStack<"us-east-1">;

const key: KeyReference = {
  keyArn: "arn:aws:kms:us-east-1:111122223333:key/data",
  region: "us-east-1",
  grantUse: () => {},
  admit: () => true,
};
const fifo = { deduplication: "content" } as const;
const fn = {
  node: { id: "mailer" },
  functionName: "shop-mailer",
  aliasName: "live",
  aliasArn: "arn:aws:lambda:us-east-1:111122223333:function:shop-mailer:live",
};

const createTopic = (stack: Stack, differences: Partial<TopicProps> = {}) =>
  new Topic(stack, "orders", { name: "shop-orders", key, ...differences });
const createQueue = (stack: Stack, id: string, ordering?: typeof fifo) =>
  new Queue(stack, id, { name: `shop-${id}`, key, ordering });
const synthesizeTopic = (define: (topic: Topic, stack: Stack) => void, differences: Partial<TopicProps> = {}) =>
  synthesizeStack((stack) => define(createTopic(stack, differences), stack));

const topicArn = expect.stringMatching(/^\$\{aws_sns_topic\.orders_topic_\w+\.arn\}$/);

describe("Topic", () => {
  test("the topic is encrypted, signs by SHA-256 and is protected from deletion", () => {
    expect(synthesizeTopic(() => {}).resource("aws_sns_topic")).toMatchObject({
      name: "shop-orders",
      kms_master_key_id: key.keyArn,
      signature_version: 2,
      lifecycle: { prevent_destroy: true },
    });
  });

  test("the defaults have these values, also for settings that are undefined", () => {
    expect(TOPIC_DEFAULTS).toEqual({ ordering: "standard", deletionProtection: true });
    const undefinedSettings = { ordering: undefined, deletionProtection: undefined };
    expect(synthesizeTopic(() => {}, undefinedSettings).config).toEqual(synthesizeTopic(() => {}).config);
  });

  test("the topic policy denies plain HTTP and allows nobody", () => {
    expect(synthesizeTopic(() => {}).statements("orders_topic-policy")).toEqual([
      expect.objectContaining({
        effect: "Deny",
        actions: ["sns:Publish"],
        principals: [{ type: "*", identifiers: ["*"] }],
        condition: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
      }),
    ]);
  });

  test("FIFO topics have the suffix and deduplicate by content or id", () => {
    const stack = synthesizeTopic((topic) => expect(topic.isFifo).toBe(true), { ordering: fifo });
    expect(stack.resource("aws_sns_topic")).toMatchObject({
      name: "shop-orders.fifo",
      fifo_topic: true,
      content_based_deduplication: true,
    });
    expect(synthesizeTopic(() => {}, { ordering: { deduplication: "id" } }).resource("aws_sns_topic")).toMatchObject({
      content_based_deduplication: false,
    });
    expect(
      synthesizeTopic((topic) => expect(topic.isFifo).toBe(false), { ordering: "standard" }).resource("aws_sns_topic"),
    ).not.toHaveProperty("fifo_topic");
  });

  test("display name and deletion protection are settings", () => {
    const stack = synthesizeTopic(() => {}, { displayName: "Shop", deletionProtection: false });
    expect(stack.resource("aws_sns_topic")).toMatchObject({
      display_name: "Shop",
      lifecycle: { prevent_destroy: false },
    });
  });

  test("grantPublish allows publishing, and the key through SNS only", () => {
    expect(
      synthesizeTopic((topic, stack) => topic.grantPublish(testRole(stack))).statements("role_permissions"),
    ).toEqual([
      { sid: "PublishToOrders", effect: "Allow", actions: ["sns:Publish"], resources: [topicArn] },
      {
        sid: "EncryptForOrders",
        effect: "Allow",
        actions: ["kms:Decrypt", "kms:GenerateDataKey"],
        resources: [key.keyArn],
        condition: [{ test: "StringEquals", variable: "kms:ViaService", values: ["sns.us-east-1.amazonaws.com"] }],
      },
    ]);
  });

  test("allowPublishFrom allows one rule, in the policies of the topic and of its key", () => {
    const sourceArn = "arn:aws:events:us-east-1:111122223333:rule/paid";
    const stack = synthesizeStack((scope) => {
      const dataKey = new EncryptionKey(scope, "data-key", { name: "data", description: "Data" });
      createTopic(scope, { key: dataKey }).allowPublishFrom({ service: "events", sourceArn, sid: "Paid" });
    });
    expect(stack.statements("orders_topic-policy")[1]).toEqual({
      sid: "Paid",
      effect: "Allow",
      actions: ["sns:Publish"],
      resources: [topicArn],
      principals: [{ type: "Service", identifiers: ["events.amazonaws.com"] }],
      condition: [{ test: "ArnEquals", variable: "aws:SourceArn", values: [sourceArn] }],
    });
    expect(stack.statements("data-key_key-policy").map(({ sid }) => sid)).toContain("EventRulesOfThisAccount");
  });

  test("allowPublishFrom refuses a key whose policy does not admit the service", () => {
    const source = { service: "events", sourceArn: "arn:aws:events:us-east-1:1:rule/paid", sid: "Paid" } as const;
    expect(() =>
      synthesizeTopic((topic) => topic.allowPublishFrom(source), { key: { ...key, admit: () => false } }),
    ).toThrow(
      'test/orders: key: got "arn:aws:kms:us-east-1:111122223333:key/data"; allowed: a key whose policy admits',
    );
  });

  test("the signals are messages that were not delivered, and those that are lost", () => {
    synthesizeTopic((topic) => {
      const common = {
        namespace: "AWS/SNS",
        dimensions: { TopicName: "shop-orders" },
        statistic: "Sum",
        threshold: 1,
        comparison: "at-or-above",
        missingData: "notBreaching",
      };
      expect(topic.signals).toEqual([
        expect.objectContaining({ ...common, id: "orders-failed", metricName: "NumberOfNotificationsFailed" }),
        expect.objectContaining({
          ...common,
          id: "orders-lost",
          metricName: "NumberOfNotificationsFailedToRedriveToDlq",
        }),
      ]);
      expect(topic.graphs[0]!.metrics.map(({ metricName }) => metricName)).toEqual([
        "NumberOfMessagesPublished",
        "NumberOfNotificationsDelivered",
        "NumberOfNotificationsFilteredOut",
        "NumberOfNotificationsFailed",
      ]);
    });
  });

  test("one error lists every invalid setting", () => {
    const invalid = () =>
      synthesizeTopic(() => {}, {
        name: "shop.orders",
        key: { ...key, region: "us-west-2" },
        displayName: "",
        ordering: { deduplication: "never" as never },
      });
    expect(invalid).toThrow(InputError);
    expect(invalid).toThrow(/^4 invalid settings/);
    expect(invalid).toThrow(/name: got "shop\.orders\.fifo"; allowed: a FIFO topic name of at most 256/);
    expect(() => synthesizeTopic(() => {}, { name: "shop.orders" })).toThrow(/allowed: a topic name of at most 256/);
  });

  test("a key of another region is refused where the topic is placed elsewhere", () => {
    const inIreland = (differences: Partial<TopicProps>) =>
      synthesizeStack((stack) => createTopic(stack, { regional: stack.providerIn("eu-west-1"), ...differences }));
    expect(() => inIreland({})).toThrow(
      'key.region: got "us-east-1"; allowed: eu-west-1; encrypt the topic with a key',
    );
    expect(() => inIreland({ key: { ...key, region: "eu-west-1" } })).not.toThrow();
  });

  test("the addresses are these", () => {
    const addresses = synthesizeTopic((topic, stack) => {
      const lost = createQueue(stack, "lost");
      topic.sendTo(createQueue(stack, "billing"), { deadLetterQueue: lost });
      topic.invoke(fn, { deadLetterQueue: "none" });
      topic.mailTo("ops+alerts@example.com");
      topic.textTo("+15551234567");
      topic.callUrl("pagerduty", "https://events.example.com/x", { deadLetterQueue: "none" });
    }).addresses.filter((address) => /sns|lambda/.test(address));
    expect(addresses).toMatchInlineSnapshot(`
      [
        "aws_lambda_permission.orders_function-mailer-permission_D8A458D3",
        "aws_sns_topic.orders_topic_94BDF280",
        "aws_sns_topic_policy.orders_policy_1C16A446",
        "aws_sns_topic_subscription.orders_email-ops-alerts-at-example-com_547E9A06",
        "aws_sns_topic_subscription.orders_function-mailer_63FB057E",
        "aws_sns_topic_subscription.orders_queue-billing_4D91FADD",
        "aws_sns_topic_subscription.orders_sms-15551234567_0952D01C",
        "aws_sns_topic_subscription.orders_url-pagerduty_D1041298",
      ]
    `);
  });
});

describe("Topic.fromArn", () => {
  const arn = "arn:aws:sns:us-west-2:111122223333:legacy";

  test("creates no topic, grants publishing with its key and subscribes", () => {
    const stack = synthesizeStack((scope) => {
      const topic = Topic.fromArn(scope, "legacy", arn, { key });
      expect(topic).toMatchObject({ topicArn: arn, region: "us-west-2", isFifo: false });
      topic.grantPublish(testRole(scope));
      topic.sendTo(createQueue(scope, "billing"), { deadLetterQueue: "none" });
    });
    expect(stack.resources("aws_sns_topic")).toEqual({});
    expect(stack.statements("role_permissions").map(({ sid }) => sid)).toEqual(["PublishToLegacy", "EncryptForLegacy"]);
    expect(stack.resource("aws_sns_topic_subscription")).toMatchObject({ topic_arn: arn, protocol: "sqs" });
  });

  test("without a key grants no use of one", () => {
    const stack = synthesizeStack((scope) => Topic.fromArn(scope, "legacy", arn).grantPublish(testRole(scope)));
    expect(stack.statements("role_permissions")).toHaveLength(1);
  });

  test("takes the region of the stack and a standard topic for an ARN that is unknown until plan", () => {
    synthesizeStack((scope) => {
      const unknown = new TerraformVariable(scope, "topic", { type: "string" }).stringValue;
      expect(Topic.fromArn(scope, "legacy", unknown)).toMatchObject({ region: "us-east-1", isFifo: false });
      expect(Topic.fromArn(scope, "orders", `${arn}.fifo`)).toMatchObject({ isFifo: true });
    });
  });

  test("needs the service among its publishers, and the ARN of a topic", () => {
    const source = { service: "events", sourceArn: "arn:aws:events:us-east-1:1:rule/paid", sid: "Paid" } as const;
    synthesizeStack((scope) => {
      expect(() => Topic.fromArn(scope, "legacy", arn).allowPublishFrom(source)).toThrow(
        "test/legacy: publishers: got []; allowed: events among them; allow events.amazonaws.com in that policy",
      );
      const open = Topic.fromArn(scope, "open", arn, { publishers: ["events"] });
      expect(() => open.allowPublishFrom(source)).not.toThrow();
      expect(() => Topic.fromArn(scope, "queue", "arn:aws:sqs:us-west-2:111122223333:legacy")).toThrow(
        "allowed: the ARN of an SNS topic",
      );
    });
  });
});
