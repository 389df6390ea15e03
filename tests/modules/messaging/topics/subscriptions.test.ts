import { TerraformVariable } from "cdktf";
import type { AwsStack, KeyReference, QueueReference } from "../../../../modules/core";
import { Queue } from "../../../../modules/messaging";
import { Topic, type TopicProps } from "../../../../modules/messaging/topics";
import { EncryptionKey } from "../../../../modules/security";
import { synthesizeStack } from "../../../../testing";

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
const none = { deadLetterQueue: "none" } as const;

const createQueue = (stack: Stack, id: string, differences: object = {}) =>
  new Queue(stack, id, { name: `shop-${id}`, key, ...differences });
const synthesizeTopic = (define: (topic: Topic, stack: Stack) => void, differences: Partial<TopicProps> = {}) =>
  synthesizeStack((stack) => define(new Topic(stack, "orders", { name: "shop-orders", key, ...differences }), stack));
const subscription = (define: (topic: Topic, stack: Stack) => void, differences: Partial<TopicProps> = {}) =>
  synthesizeTopic(define, differences).resource("aws_sns_topic_subscription");

const topicArn = expect.stringMatching(/^\$\{aws_sns_topic\.orders_topic_\w+\.arn\}$/);
const fromTopic = {
  sid: "SendFromOrders",
  effect: "Allow",
  actions: ["sqs:SendMessage"],
  principals: [{ type: "Service", identifiers: ["sns.amazonaws.com"] }],
  condition: [{ test: "ArnEquals", variable: "aws:SourceArn", values: [topicArn] }],
};

describe("Topic.sendTo", () => {
  test("subscribes the queue, and allows the topic to send to it and to the dead-letter queue", () => {
    const stack = synthesizeTopic((topic, scope) =>
      topic.sendTo(createQueue(scope, "billing"), { deadLetterQueue: createQueue(scope, "lost") }),
    );
    const block = stack.resource("aws_sns_topic_subscription");
    expect(block).toMatchObject({
      topic_arn: topicArn,
      protocol: "sqs",
      endpoint: expect.stringMatching(/^\$\{aws_sqs_queue\.billing_queue_\w+\.arn\}$/),
    });
    expect(JSON.parse(block["redrive_policy"] as string)).toEqual({
      deadLetterTargetArn: expect.stringMatching(/^\$\{aws_sqs_queue\.lost_queue_\w+\.arn\}$/),
    });
    expect(stack.statements("billing_queue-policy")).toEqual([expect.anything(), expect.objectContaining(fromTopic)]);
    expect(stack.statements("lost_queue-policy")).toEqual([expect.anything(), expect.objectContaining(fromTopic)]);
  });

  test("admits SNS to the keys of both queues", () => {
    const stack = synthesizeTopic((topic, scope) => {
      const keyOf = (id: string) => new EncryptionKey(scope, `${id}-key`, { name: id, description: "Data" });
      const queueOf = (id: string) => createQueue(scope, id, { key: keyOf(id) });
      topic.sendTo(queueOf("billing"), { deadLetterQueue: queueOf("lost") });
    });
    for (const id of ["billing", "lost"]) {
      expect(stack.statements(`${id}-key_key-policy`).map(({ sid }) => sid)).toContain("TopicsOfThisAccount");
    }
  });

  test("refuses a queue whose key does not admit SNS", () => {
    const refusing = { ...key, admit: () => false };
    expect(() =>
      synthesizeTopic((topic, stack) => topic.sendTo(createQueue(stack, "billing", { key: refusing }), none)),
    ).toThrow(
      'test/billing: key: got "arn:aws:kms:us-east-1:111122223333:key/data"; allowed: a key whose policy admits',
    );
  });

  test("delivers everything wrapped by default; filters and raw delivery are settings", () => {
    const plain = subscription((topic, stack) => topic.sendTo(createQueue(stack, "billing"), none));
    for (const argument of ["filter_policy", "filter_policy_scope", "raw_message_delivery", "redrive_policy"]) {
      expect(plain).not.toHaveProperty(argument);
    }
    const byAttributes = { attributes: { state: ["paid", { prefix: "re" }] } };
    const byBody = { body: { order: { total: [{ numeric: [">", 100] }] } } };
    expect(
      subscription((topic, stack) =>
        topic.sendTo(createQueue(stack, "a"), { ...none, filter: byAttributes, raw: true }),
      ),
    ).toMatchObject({
      filter_policy_scope: "MessageAttributes",
      filter_policy: '{"state":["paid",{"prefix":"re"}]}',
      raw_message_delivery: true,
    });
    expect(
      subscription((topic, stack) => topic.sendTo(createQueue(stack, "a"), { ...none, filter: byBody })),
    ).toMatchObject({
      filter_policy_scope: "MessageBody",
      filter_policy: '{"order":{"total":[{"numeric":[">",100]}]}}',
    });
  });

  test("refuses filters beyond the limits of SNS, with the place", () => {
    const withFilter = (filter: object) => () =>
      synthesizeTopic((topic, stack) => topic.sendTo(createQueue(stack, "a"), { ...none, filter: filter as never }));
    expect(withFilter({ attributes: { state: [{ wildcard: "p*" }] } })).toThrow(
      'test/orders: sendTo.filter.attributes.state: got {"wildcard":"p*"}; allowed: one operator of SNS: prefix',
    );
    expect(withFilter({ body: {} })).toThrow("sendTo.filter.body: got {}; allowed: at least one field");
  });

  test("sends from standard topics to standard queues, and from FIFO topics to both", () => {
    const toFifo = (differences: Partial<TopicProps>) => () =>
      synthesizeTopic((topic, stack) => topic.sendTo(createQueue(stack, "a", { ordering: fifo }), none), differences);
    expect(toFifo({})).toThrow(
      'test/orders: sendTo.queue: got "test/a"; allowed: a standard queue; pass a standard queue, or create the topic',
    );
    expect(toFifo({ ordering: fifo })).not.toThrow();
    expect(() =>
      synthesizeTopic((topic, stack) => topic.sendTo(createQueue(stack, "a"), none), { ordering: fifo }),
    ).not.toThrow();
  });

  test("has a dead-letter queue of the topic's kind and region", () => {
    const withDeadLetters =
      (create: (stack: Stack) => QueueReference, differences: Partial<TopicProps> = {}) =>
      () =>
        synthesizeTopic(
          (topic, stack) => topic.sendTo(createQueue(stack, "a"), { deadLetterQueue: create(stack) }),
          differences,
        );
    const standard = (stack: Stack) => createQueue(stack, "lost");
    const ordered = (stack: Stack) => createQueue(stack, "lost", { ordering: fifo });
    expect(withDeadLetters(ordered)).toThrow("sendTo.deadLetterQueue.isFifo: got true; allowed: a standard queue");
    expect(withDeadLetters(standard, { ordering: fifo })).toThrow(
      "sendTo.deadLetterQueue.isFifo: got false; allowed: a FIFO queue; create the queue with ordering",
    );
    expect(withDeadLetters(ordered, { ordering: fifo })).not.toThrow();
    const elsewhere = (stack: Stack) =>
      Queue.fromArn(stack, "lost", "arn:aws:sqs:eu-west-1:111122223333:lost", { senders: ["sns"] });
    expect(withDeadLetters(elsewhere)).toThrow(
      /sendTo\.deadLetterQueue\.queueArn: got ".*"; allowed: the ARN of a standard queue in us-east-1/,
    );
  });
});

describe("Topic.invoke", () => {
  test("subscribes the alias after it allows the topic to invoke it", () => {
    const stack = synthesizeTopic((topic, scope) =>
      topic.invoke(fn, { deadLetterQueue: createQueue(scope, "lost"), filter: { attributes: { state: ["paid"] } } }),
    );
    expect(stack.resource("aws_lambda_permission")).toMatchObject({
      action: "lambda:InvokeFunction",
      function_name: "shop-mailer",
      qualifier: "live",
      principal: "sns.amazonaws.com",
      source_arn: topicArn,
    });
    expect(stack.resource("aws_sns_topic_subscription")).toMatchObject({
      protocol: "lambda",
      endpoint: fn.aliasArn,
      filter_policy: '{"state":["paid"]}',
      depends_on: [expect.stringMatching(/^aws_lambda_permission\.orders_function-mailer-permission_/)],
    });
  });

  test("is refused for a FIFO topic, which delivers to queues only", () => {
    expect(() => synthesizeTopic((topic) => topic.invoke(fn, none), { ordering: fifo })).toThrow(
      'test/orders: invoke: got "a FIFO topic"; allowed: a standard topic; subscribe a queue instead',
    );
  });
});

describe("Topic.mailTo, textTo and callUrl", () => {
  test("subscribe people without a dead-letter queue, which SNS does not offer for them", () => {
    const filter = { attributes: { severity: ["high"] } };
    expect(subscription((topic) => topic.mailTo("ops+alerts@example.com", filter))).toMatchObject({
      protocol: "email",
      endpoint: "ops+alerts@example.com",
      filter_policy: '{"severity":["high"]}',
    });
    expect(subscription((topic) => topic.textTo("+15551234567"))).toMatchObject({
      protocol: "sms",
      endpoint: "+15551234567",
    });
  });

  test("subscribe an endpoint whose URL is a sensitive variable", () => {
    const stack = synthesizeTopic((topic, scope) => {
      const url = new TerraformVariable(scope, "url", { type: "string", sensitive: true }).stringValue;
      topic.callUrl("pagerduty", url, { deadLetterQueue: createQueue(scope, "lost"), confirmsItself: true });
    });
    expect(stack.resource("aws_sns_topic_subscription", "orders_url-pagerduty")).toMatchObject({
      protocol: "https",
      endpoint: "${var.url}",
      endpoint_auto_confirms: true,
      redrive_policy: expect.stringContaining("deadLetterTargetArn"),
    });
    expect(
      subscription((topic) => topic.callUrl("hook", "https://hooks.example.com:8443/a?b=c", { ...none, raw: true })),
    ).toMatchObject({ endpoint_auto_confirms: false, raw_message_delivery: true });
  });

  test.each<[string, (topic: Topic, stack: Stack) => void]>([
    ['mailTo.address: got "*@example.com"; allowed: an e-mail address', (topic) => topic.mailTo("*@example.com")],
    ['textTo.number: got "5551234"; allowed: a telephone number', (topic) => topic.textTo("5551234")],
    [
      'callUrl.url: got "http://a.example.com"; allowed: an https:// URL',
      (topic) => topic.callUrl("a", "http://a.example.com", none),
    ],
    [
      'mailTo: got "a value unknown until plan"; allowed: a literal; write it out',
      (topic, stack) => topic.mailTo(new TerraformVariable(stack, "mail", { type: "string" }).stringValue),
    ],
    [
      'mailTo: got "email-ops-at-example-com"; allowed: a subscriber that the topic does not have; subscribe it once',
      (topic) => ["ops@example.com", "Ops@example.com"].forEach((address) => topic.mailTo(address)),
    ],
    [
      'textTo: got "sms-15551234567"; allowed: a subscriber that the topic does not have',
      (topic) => ["+15551234567", "+15551234567"].forEach((number) => topic.textTo(number)),
    ],
    [
      'callUrl: got "url-a"; allowed: a subscriber that the topic does not have',
      (topic) => ["https://a.example.com", "https://b.example.com"].forEach((url) => topic.callUrl("a", url, none)),
    ],
  ])("refuse with %s", (message, subscribe) => {
    expect(() => synthesizeTopic(subscribe)).toThrow(`test/orders: ${message}`);
  });

  test.each<[string, (topic: Topic) => void]>([
    ["mailTo", (topic) => topic.mailTo("ops@example.com")],
    ["textTo", (topic) => topic.textTo("+15551234567")],
    ["callUrl", (topic) => topic.callUrl("a", "https://a.example.com", none)],
  ])("are refused for a FIFO topic: %s", (verb, subscribe) => {
    expect(() => synthesizeTopic(subscribe, { ordering: fifo })).toThrow(`test/orders: ${verb}: got "a FIFO topic"`);
  });
});
