import { requirement, standbyRequirement } from "./requirement";

const SUBSCRIPTION = "aws_sns_topic_subscription";
const QUEUE = "aws_sqs_queue";
const EVENTS = [
  "subscription.created",
  "subscription.renewed",
  "subscription.payment-failed",
  "subscription.cancelled",
  "subscription.changed",
];

requirement(
  "SA-M1 the topic fans out to the queue of notifications, and failed payments to operators by e-mail and SMS",
  (stack) => {
    expect(stack.resource("aws_sns_topic", /^topic_/)).toMatchObject({
      name: "saas-subscription-events",
      kms_master_key_id: expect.stringContaining("messages-key"),
    });
    const fanOut = stack.resource(SUBSCRIPTION, "topic_queue-notifications-queue");
    expect(fanOut).toMatchObject({ protocol: "sqs", raw_message_delivery: true, filter_policy_scope: "MessageBody" });
    expect(JSON.parse(String(fanOut["filter_policy"]))).toEqual({ type: EVENTS });
    expect(fanOut["redrive_policy"]).toContain("aws_sqs_queue.undelivered-queue");
    for (const [name, protocol, endpoint] of [
      ["topic_email-billing", "email", "billing@example.com"],
      ["topic_sms", "sms", "+12065550100"],
    ] as const) {
      const subscription = stack.resource(SUBSCRIPTION, name);
      expect(subscription).toMatchObject({ protocol, endpoint });
      expect(JSON.parse(String(subscription["filter_policy"]))).toEqual({ type: ["subscription.payment-failed"] });
    }
  },
  [
    { type: SUBSCRIPTION, name: "topic_queue", path: "raw_message_delivery", value: false },
    { type: SUBSCRIPTION, name: "topic_queue", path: "filter_policy.type", value: ["subscription.created"] },
    { type: SUBSCRIPTION, name: "topic_queue", path: "redrive_policy", value: "{}" },
    { type: SUBSCRIPTION, name: "topic_email-billing", path: "endpoint", value: "other@example.com" },
    { type: SUBSCRIPTION, name: "topic_email-billing", path: "filter_policy.type", value: EVENTS },
    { type: SUBSCRIPTION, name: "topic_sms", path: "protocol", value: "email" },
    { type: SUBSCRIPTION, name: "topic_sms", path: "filter_policy.type", value: EVENTS },
  ],
);

const LEDGER = { type: QUEUE, name: "ledger-queue_C" } as const;
const NOTIFICATIONS = { type: QUEUE, name: "notifications-queue_0" } as const;

requirement(
  "SA-M1 a standard and a FIFO queue have dead letters and long polling",
  (stack) => {
    for (const [{ name }, queue] of [
      [NOTIFICATIONS, { name: "saas-notifications" }],
      [LEDGER, { name: "saas-ledger.fifo", fifo_queue: true, deduplication_scope: "messageGroup" }],
    ] as const) {
      const block = stack.resource(QUEUE, name);
      expect(block).toMatchObject({ ...queue, receive_wait_time_seconds: 20, visibility_timeout_seconds: 180 });
      expect(JSON.parse(String(block["redrive_policy"]))).toMatchObject({
        maxReceiveCount: 5,
        deadLetterTargetArn: expect.stringContaining("dead-letters"),
      });
    }
  },
  [
    { ...LEDGER, path: "fifo_queue", value: false },
    { ...LEDGER, path: "redrive_policy.maxReceiveCount", value: 1_000 },
    { ...LEDGER, path: "receive_wait_time_seconds", value: 0 },
    { ...NOTIFICATIONS, path: "receive_wait_time_seconds", value: 0 },
    { ...NOTIFICATIONS, path: "visibility_timeout_seconds", value: 30 },
    { ...NOTIFICATIONS, path: "redrive_policy.deadLetterTargetArn", value: "other" },
  ],
);

const RULE = { type: "aws_cloudwatch_event_rule", name: "bus_subscription-events" } as const;
const TARGET = { type: "aws_cloudwatch_event_target", name: "bus_subscription-events" } as const;
const ARCHIVE = { type: "aws_cloudwatch_event_archive" } as const;

requirement(
  "SA-M1 a bus with an archive delivers the detail of billing events to the topic",
  (stack) => {
    expect(stack.resource("aws_cloudwatch_event_bus")).toMatchObject({ name: "saas-subscriptions" });
    expect(stack.resource(ARCHIVE.type)).toMatchObject({ name: "saas-subscriptions-archive", retention_days: 90 });
    const rule = stack.resource(RULE.type, RULE.name);
    expect(rule).toMatchObject({
      state: "ENABLED",
      event_bus_name: expect.stringContaining("aws_cloudwatch_event_bus.bus"),
    });
    expect(JSON.parse(String(rule["event_pattern"]))).toEqual({ source: ["saas.billing"], "detail-type": EVENTS });
    expect(stack.resource(TARGET.type, TARGET.name)).toMatchObject({
      arn: expect.stringContaining("aws_sns_topic.topic_"),
      input_path: "$.detail",
      dead_letter_config: { arn: expect.stringContaining("aws_sqs_queue.undelivered-queue") },
    });
  },
  [
    { ...ARCHIVE, path: "retention_days", value: 1 },
    { ...RULE, path: "state", value: "DISABLED" },
    { ...RULE, path: "event_pattern.source", value: ["other"] },
    { ...RULE, path: "event_bus_name", value: "default" },
    { ...TARGET, path: "input_path", value: "$" },
    { ...TARGET, path: "arn", value: "other" },
    { ...TARGET, path: "dead_letter_config" },
  ],
);

standbyRequirement(
  "SA-M1 the second region has its own bus, topic and queues",
  (stack) => {
    expect(stack.resource("aws_cloudwatch_event_bus")).toMatchObject({ name: "saas-standby-subscriptions" });
    const names = Object.values(stack.resources(QUEUE)).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(["saas-standby-notifications", "saas-standby-ledger.fifo"]));
  },
  [
    { type: "aws_cloudwatch_event_bus", path: "name", value: "saas-subscriptions" },
    { type: QUEUE, name: "ledger-queue_C", path: "name", value: "saas-ledger.fifo" },
  ],
);
