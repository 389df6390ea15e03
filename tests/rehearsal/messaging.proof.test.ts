import { Queue } from "../../modules/messaging";
import { EventBus } from "../../modules/messaging/events";
import { Topic } from "../../modules/messaging/topics";
import { EncryptionKey } from "../../modules/security";
import { rehearse, synthesizeStack } from "../../testing";

interface Statement {
  readonly Sid: string;
  readonly Resource: unknown;
  readonly Principal?: unknown;
  readonly Condition?: unknown;
}

const paid = { source: "shop.orders", "detail-type": "OrderPaid", detail: {} };

/** A bus whose rule publishes to a topic, which sends to a queue, all with one key. */
const delivery = synthesizeStack((stack) => {
  const key = new EncryptionKey(stack, "data-key", { name: "shop-data", description: "Messages" });
  const lost = new Queue(stack, "lost", { name: "shop-lost", key });
  const billing = new Queue(stack, "billing", { name: "shop-billing", key });
  const topic = new Topic(stack, "orders", { name: "shop-orders", key });
  topic.sendTo(billing, { deadLetterQueue: lost });
  const bus = new EventBus(stack, "events", { name: "shop" });
  const samples = { matches: [paid], ignores: [] };
  const rule = bus.addRule("paid", { name: "shop-paid", pattern: { source: ["shop.orders"] }, samples });
  rule.publishTo(topic, { deadLetterQueue: lost });
});

test("each policy between a rule and the last queue names its neighbours, once everything exists", async () => {
  const [applied] = await rehearse(delivery);
  const statementsOf = (type: string, name: string): readonly Statement[] =>
    (JSON.parse(applied!.resource(type, name)["policy"] as string) as { Statement: Statement[] }).Statement;
  const arnOf = (type: string, name: string): unknown => applied!.resource(type, name)["arn"];
  const ruleArn = arnOf("aws_cloudwatch_event_rule", "paid_rule");
  const topicArn = arnOf("aws_sns_topic", "orders");
  const from = (service: string, arn: unknown) => ({
    Principal: { Service: service },
    Condition: { ArnEquals: { "aws:SourceArn": arn } },
  });

  expect(statementsOf("aws_sns_topic_policy", "orders_policy")).toContainEqual(
    expect.objectContaining({ Resource: topicArn, ...from("events.amazonaws.com", ruleArn) }),
  );
  expect(statementsOf("aws_sqs_queue_policy", "billing_queue-policy")).toContainEqual(
    expect.objectContaining({
      Resource: arnOf("aws_sqs_queue", "billing_queue"),
      ...from("sns.amazonaws.com", topicArn),
    }),
  );
  expect(statementsOf("aws_sqs_queue_policy", "lost_queue-policy").slice(1)).toEqual([
    expect.objectContaining(from("sns.amazonaws.com", topicArn)),
    expect.objectContaining(from("events.amazonaws.com", ruleArn)),
  ]);
  expect(statementsOf("aws_kms_key", "data-key").map(({ Sid }) => Sid)).toEqual([
    "DelegateToIam",
    "TopicsOfThisAccount",
    "EventRulesOfThisAccount",
  ]);
}, 120_000);
