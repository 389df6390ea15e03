import { EventBus } from "../../modules/messaging/events";
import { Queue } from "../../modules/messaging";
import { TestStack, matchingRules, synthesizeStack } from "../../testing";

const key = {
  keyArn: "arn:aws:kms:us-east-1:111122223333:key/1",
  region: "us-east-1",
  grantUse: () => {},
  admit: () => true,
} as const;
const paid = { source: "shop.orders", "detail-type": "OrderPaid", detail: { total: 120 } };

const stack = synthesizeStack((scope) => {
  const queue = new Queue(scope, "queue", { name: "shop", key });
  const bus = new EventBus(scope, "events", { name: "shop" });
  const add = (id: string, detail: object, state?: "DISABLED") =>
    bus
      .addRule(id, { name: id, pattern: { detail } as never, samples: { matches: [paid], ignores: [] }, state })
      .sendTo(queue, { deadLetterQueue: queue });
  add("every", { total: [{ exists: true }] });
  add("large", { total: [{ numeric: [">", 100] }] });
  add("off", { total: [{ exists: true }] }, "DISABLED");
});

test("matchingRules returns the enabled rules that deliver an event", () => {
  expect(matchingRules(stack, paid)).toEqual(["every", "large"]);
  expect(matchingRules(stack, { ...paid, detail: { total: 20 } })).toEqual(["every"]);
  expect(matchingRules(stack, { ...paid, detail: {} })).toEqual([]);
});

test("matchingRules reads the rules of one bus, and none that are schedules or known to Terraform only", () => {
  const rule = { name: "a", event_pattern: '{"source":["shop.orders"]}' };
  const resource = {
    aws_cloudwatch_event_rule: {
      a: rule,
      b: { ...rule, name: "b", event_bus_name: "shop" },
      c: { name: "c", schedule_expression: "rate(1 day)" },
    },
  };
  const plain = new TestStack({ resource } as never);
  expect(matchingRules(plain, paid)).toEqual(["a", "b"]);
  expect(matchingRules(plain, paid, "shop")).toEqual(["b"]);
  expect(matchingRules(plain, paid, "default")).toEqual(["a"]);
});
