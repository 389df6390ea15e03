import { TerraformVariable } from "cdktf";
import type { AwsStack, Grantee, KeyReference } from "../../../../modules/core";
import { Queue } from "../../../../modules/messaging";
import {
  ApiDestination,
  EVENT_RULE_DEFAULTS,
  EventBus,
  TARGET_DEFAULTS,
  type EventRule,
  type EventRuleSettings,
  type TargetSettings,
} from "../../../../modules/messaging/events";
import { Topic } from "../../../../modules/messaging/topics";
import { synthesizeStack } from "../../../../testing";

type Stack = AwsStack<"us-east-1">;

const key: KeyReference = {
  keyArn: "arn:aws:kms:us-east-1:111122223333:key/data",
  region: "us-east-1",
  grantUse: () => {},
  admit: () => true,
};
const paid = { source: "shop.orders", "detail-type": "OrderPaid", detail: { total: 12 } };
const sent = { source: "shop.orders", "detail-type": "OrderSent", detail: { total: 12 } };
const settings: EventRuleSettings = {
  name: "shop-paid",
  pattern: { source: ["shop.orders"], "detail-type": ["OrderPaid"] },
  samples: { matches: [paid], ignores: [sent] },
};
const none = { deadLetterQueue: "none" } as const;
const fn = {
  node: { id: "mailer" },
  functionName: "shop-mailer",
  aliasName: "live",
  aliasArn: "arn:aws:lambda:us-east-1:111122223333:function:shop-mailer:live",
};
const stateMachineArn = "arn:aws:states:us-east-1:111122223333:stateMachine:refund";
const machine = {
  node: { id: "refund" },
  stateMachineArn,
  grantStart: (role: Grantee) =>
    role.addStatement({ sid: "StartRefund", actions: ["states:StartExecution"], resources: [stateMachineArn] }),
};

const createQueue = (stack: Stack, id: string, differences: object = {}) =>
  new Queue(stack, id, { name: `shop-${id}`, key, ...differences });
const synthesizeRule = (
  define: (rule: EventRule, stack: Stack) => void,
  differences: Partial<EventRuleSettings> = {},
) =>
  synthesizeStack((stack) => {
    const bus = new EventBus(stack, "events", { name: "shop" });
    define(bus.addRule("paid", { ...settings, ...differences }), stack);
  });
const target = (define: (rule: EventRule, stack: Stack) => void) =>
  synthesizeRule(define).resource("aws_cloudwatch_event_target");
const toQueue = (rule: EventRule, stack: Stack) => rule.sendTo(createQueue(stack, "billing"), none);

const ruleArn = expect.stringMatching(/^\$\{aws_cloudwatch_event_rule\.events_paid_rule_\w+\.arn\}$/);
const fromRule = {
  sid: "SendFromEventsPaid",
  effect: "Allow",
  principals: [{ type: "Service", identifiers: ["events.amazonaws.com"] }],
  condition: [{ test: "ArnEquals", variable: "aws:SourceArn", values: [ruleArn] }],
};

describe("EventBus.addRule", () => {
  test("creates an enabled rule of the bus with the pattern as JSON", () => {
    const stack = synthesizeRule(toQueue, { description: "Orders that customers paid" });
    expect(stack.resource("aws_cloudwatch_event_rule")).toMatchObject({
      name: "shop-paid",
      description: "Orders that customers paid",
      event_bus_name: expect.stringMatching(/^\$\{aws_cloudwatch_event_bus\.events_bus_\w+\.name\}$/),
      event_pattern: '{"source":["shop.orders"],"detail-type":["OrderPaid"]}',
      state: "ENABLED",
    });
    expect(EVENT_RULE_DEFAULTS).toEqual({ state: "ENABLED" });
    expect(synthesizeRule(toQueue, { state: "DISABLED" }).resource("aws_cloudwatch_event_rule")["state"]).toBe(
      "DISABLED",
    );
  });

  test("refuses a pattern that misses a sample, or matches one to ignore", () => {
    expect(() => synthesizeRule(toQueue, { samples: { matches: [paid, sent], ignores: [] } })).toThrow(
      `test/events/paid: samples.matches: got ${JSON.stringify(sent)}; allowed: events that the pattern matches`,
    );
    expect(() => synthesizeRule(toQueue, { samples: { matches: [paid], ignores: [sent, paid] } })).toThrow(
      `samples.ignores: got ${JSON.stringify(paid)}; allowed: events that the pattern does not match`,
    );
    expect(() => synthesizeRule(toQueue, { samples: { matches: [], ignores: [] } })).toThrow(
      "samples.matches: got []; allowed: at least one event; add an event to deliver",
    );
  });

  test("refuses names, descriptions, patterns and states that EventBridge refuses, in one error", () => {
    const invalid = () =>
      synthesizeRule(toQueue, {
        name: "shop paid",
        description: "x".repeat(513),
        pattern: { source: [{ regex: "shop.*" } as never] },
        state: "PAUSED" as never,
      });
    expect(invalid).toThrow(/^4 invalid settings/);
    expect(invalid).toThrow(/test\/events\/paid: pattern\.source: got \{"regex":"shop\.\*"\}; allowed: one operator/);
  });

  test("refuses a rule without a target", () => {
    expect(() => synthesizeRule(() => {})).toThrow("no target; call a verb of the rule");
  });

  test("the signals are events that were not delivered, lost or delayed", () => {
    synthesizeRule((rule, stack) => {
      toQueue(rule, stack);
      expect(rule.signals.map(({ id, metricName }) => [id, metricName])).toEqual([
        ["paid-failed-invocations", "FailedInvocations"],
        ["paid-lost", "InvocationsFailedToBeSentToDlq"],
        ["paid-throttled", "ThrottledRules"],
      ]);
      expect(rule.signals[0]!.dimensions).toMatchObject({ RuleName: "shop-paid", EventBusName: expect.any(String) });
      expect(rule.graphs[0]!.metrics).toHaveLength(5);
    });
  });

  test("metrics of the default bus name the rule only", () => {
    synthesizeStack((stack) => {
      const bus = EventBus.fromArn(stack, "default", "arn:aws:events:us-east-1:111122223333:event-bus/default");
      const rule = bus.addRule("paid", settings);
      toQueue(rule, stack);
      expect(rule.signals[0]!.dimensions).toEqual({ RuleName: "shop-paid" });
    });
  });

  test("the addresses are these", () => {
    const addresses = synthesizeRule((rule, stack) => {
      toQueue(rule, stack);
      rule.invoke(fn, none);
      rule.start(machine, none);
    }).addresses.filter((address) => address.includes("paid"));
    expect(addresses).toMatchInlineSnapshot(`
      [
        "aws_cloudwatch_event_rule.events_paid_rule_D91F9DDC",
        "aws_cloudwatch_event_target.events_paid_function-mailer_8A2A8B7E",
        "aws_cloudwatch_event_target.events_paid_queue-billing_8C073C4A",
        "aws_cloudwatch_event_target.events_paid_state-machine-refund_3A09CD91",
        "aws_iam_role.events_paid_role_3B4D5C3E",
        "aws_iam_role_policy.events_paid_role_policy_F9617528",
        "aws_lambda_permission.events_paid_function-mailer-permission_18D5B477",
        "data.aws_iam_policy_document.events_paid_role_permissions_document_2EF28961",
        "data.aws_iam_policy_document.events_paid_role_trust_document_58C25ECE",
      ]
    `);
  });
});

describe("a target", () => {
  test("retries for a day, and sends what it cannot deliver to the dead-letter queue", () => {
    expect(TARGET_DEFAULTS).toEqual({ maximumRetryAttempts: 185, maximumEventAgeSeconds: 86_400 });
    const stack = synthesizeRule((rule, scope) =>
      rule.invoke(fn, { deadLetterQueue: createQueue(scope, "lost"), maximumRetryAttempts: undefined }),
    );
    expect(stack.resource("aws_cloudwatch_event_target")).toMatchObject({
      retry_policy: { maximum_retry_attempts: 185, maximum_event_age_in_seconds: 86_400 },
      dead_letter_config: { arn: expect.stringMatching(/^\$\{aws_sqs_queue\.lost_queue_\w+\.arn\}$/) },
    });
    expect(stack.statements("lost_queue-policy")[1]).toMatchObject(fromRule);
  });

  test("drops what it cannot deliver only by the word none; retries are settings", () => {
    const block = target((rule) => rule.invoke(fn, { ...none, maximumRetryAttempts: 0, maximumEventAgeSeconds: 60 }));
    expect(block).not.toHaveProperty("dead_letter_config");
    expect(block).toMatchObject({ retry_policy: { maximum_retry_attempts: 0, maximum_event_age_in_seconds: 60 } });
  });

  test("receives the event, a part of it, a constant, or a template", () => {
    const withInput = (input: TargetSettings["input"]) => target((rule) => rule.invoke(fn, { ...none, input }));
    for (const argument of ["input", "input_path", "input_transformer"]) {
      expect(withInput(undefined)).not.toHaveProperty(argument);
    }
    expect(withInput({ path: "$.detail" })).toMatchObject({ input_path: "$.detail" });
    expect(withInput({ constant: { task: "mail" } })).toMatchObject({ input: '{"task":"mail"}' });
    const template = '{"order": <id>, "at": <aws.events.event.ingestion-time>}';
    expect(withInput({ template, paths: { id: "$.detail.id" } })).toMatchObject({
      input_transformer: { input_paths: { id: "$.detail.id" }, input_template: template },
    });
  });

  test.each<[string, object]>([
    ['input.path: got "detail"; allowed: a JSON path such as $.detail.order', { input: { path: "detail" } }],
    ['input.constant: got "8195 characters"; allowed: 1 to 8192', { input: { constant: "x".repeat(8_193) } }],
    ['input.template: got "0 characters"; allowed: 1 to 8192', { input: { template: "", paths: {} } }],
    [
      'input.template: got "id"; allowed: order; add the value',
      { input: { template: "<id>", paths: { order: "$.detail" } } },
    ],
    ['input.paths: got "aws-id"; allowed: letters', { input: { template: "x", paths: { "aws-id": "$.id" } } }],
    ['input.paths: got "id"; allowed: a JSON path', { input: { template: "x", paths: { id: "id" } } }],
    [
      "input.paths: got 101; allowed: at most 100 values",
      {
        input: {
          template: "x",
          paths: Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`p${index}`, "$.id"])),
        },
      },
    ],
    ["maximumRetryAttempts: got 186; allowed: a whole number from 0 to 185", { maximumRetryAttempts: 186 }],
    ["maximumEventAgeSeconds: got 59; allowed: a whole number from 60", { maximumEventAgeSeconds: 59 }],
  ])("is refused with %s", (message, differences) => {
    expect(() => target((rule) => rule.invoke(fn, { ...none, ...differences }))).toThrow(
      `test/events/paid: invoke.${message}`,
    );
  });

  test("is one of at most five of a rule, and has an id of at most 64 characters", () => {
    const invoke = (count: number) => (rule: EventRule) =>
      Array.from({ length: count }, (_, index) => rule.invoke({ ...fn, node: { id: `f${index}` } }, none));
    expect(() => synthesizeRule(invoke(5))).not.toThrow();
    expect(() => synthesizeRule(invoke(6))).toThrow("invoke: got 6; allowed: at most 5 targets; add another rule");
    const long = { ...fn, node: { id: "f".repeat(56) } };
    expect(() => synthesizeRule((rule) => rule.invoke(long, none))).toThrow(
      /invoke: got "function-f+"; allowed: a target/,
    );
  });
});

describe("EventRule.sendTo", () => {
  test("sends to the queue and allows it in the policy of the queue", () => {
    const stack = synthesizeRule(toQueue);
    expect(stack.resource("aws_cloudwatch_event_target")).toMatchObject({
      target_id: "queue-billing",
      arn: expect.stringMatching(/^\$\{aws_sqs_queue\.billing_queue_\w+\.arn\}$/),
    });
    expect(stack.resource("aws_cloudwatch_event_target")).not.toHaveProperty("role_arn");
    expect(stack.statements("billing_queue-policy")[1]).toMatchObject(fromRule);
  });

  test("names a message group for a FIFO queue, and for no other", () => {
    const ordering = { deduplication: "content" } as const;
    const send = (messageGroupId: string | undefined, differences: object) => () =>
      target((rule, stack) => rule.sendTo(createQueue(stack, "a", differences), { ...none, messageGroupId }));
    expect(send("orders", { ordering })()).toMatchObject({ sqs_target: { message_group_id: "orders" } });
    expect(send(undefined, {})()).not.toHaveProperty("sqs_target");
    expect(send(undefined, { ordering })).toThrow("sendTo.messageGroupId: got nothing; allowed: 1 to 128 printable");
    expect(send("my orders", { ordering })).toThrow('sendTo.messageGroupId: got "my orders"; allowed: 1 to 128');
    expect(send("orders", {})).toThrow('sendTo.messageGroupId: got "orders"; allowed: no group for a standard queue');
  });

  test("refuses a queue whose key does not admit EventBridge", () => {
    const refusing = { ...key, admit: () => false };
    expect(() =>
      synthesizeRule((rule, stack) => rule.sendTo(createQueue(stack, "a", { key: refusing }), none)),
    ).toThrow(
      'test/a: key: got "arn:aws:kms:us-east-1:111122223333:key/data"; allowed: a key whose policy admits the service events',
    );
  });
});

describe("EventRule.invoke, start, publishTo, forwardTo and call", () => {
  test("invoke allows the rule to invoke the alias, before the target exists", () => {
    const stack = synthesizeRule((rule) => rule.invoke(fn, none));
    expect(stack.resource("aws_lambda_permission")).toMatchObject({
      function_name: "shop-mailer",
      qualifier: "live",
      principal: "events.amazonaws.com",
      source_arn: ruleArn,
    });
    expect(stack.resource("aws_cloudwatch_event_target")).toMatchObject({
      arn: fn.aliasArn,
      depends_on: [expect.stringMatching(/^aws_lambda_permission\./)],
    });
  });

  test("start, forwardTo and call share a role that only the rule can assume", () => {
    const stack = synthesizeRule((rule, scope) => {
      rule.start(machine, none);
      rule.forwardTo(new EventBus(scope, "audit", { name: "audit" }), none);
      const value = new TerraformVariable(scope, "token", { type: "string", sensitive: true }).stringValue;
      const credentials = { kind: "api-key", header: "X-Token", value } as const;
      rule.call(new ApiDestination(scope, "crm", { name: "crm", url: "https://crm.example.com", credentials }), none);
    });
    expect(stack.statements("role_trust")).toMatchObject([
      {
        principals: [{ type: "Service", identifiers: ["events.amazonaws.com"] }],
        condition: [
          { test: "StringEquals", variable: "aws:SourceAccount", values: ["111122223333"] },
          { test: "ArnEquals", variable: "aws:SourceArn", values: [ruleArn] },
        ],
      },
    ]);
    expect(stack.statements("role_permissions").map(({ sid, actions }) => [sid, actions])).toEqual([
      ["StartRefund", ["states:StartExecution"]],
      ["PutEventsToAudit", ["events:PutEvents"]],
      ["CallCrm", ["events:InvokeApiDestination"]],
    ]);
    expect(stack.resource("aws_iam_role")).toMatchObject({ name: "shop-paid" });
    expect(stack.resource("aws_cloudwatch_event_target", "state-machine-refund")).toMatchObject({
      arn: stateMachineArn,
      role_arn: expect.stringMatching(/^\$\{aws_iam_role\./),
      depends_on: [expect.stringMatching(/^aws_iam_role\./), expect.stringMatching(/^aws_iam_role_policy\./)],
    });
  });

  test("start refuses a state machine of another region", () => {
    const elsewhere = { ...machine, stateMachineArn: stateMachineArn.replace("us-east-1", "eu-west-1") };
    expect(() => synthesizeRule((rule) => rule.start(elsewhere, none))).toThrow(
      /start: got ".*"; allowed: the ARN of a state machine in us-east-1/,
    );
    const unknown = (rule: EventRule, stack: Stack) => {
      const arn = new TerraformVariable(stack, "machine", { type: "string" }).stringValue;
      rule.start({ ...machine, stateMachineArn: arn }, none);
    };
    expect(target(unknown)).toMatchObject({ arn: "${var.machine}" });
  });

  test("publishTo allows the rule in the policy of a standard topic, and refuses FIFO topics", () => {
    const publish = (differences: object) =>
      synthesizeRule((rule, stack) =>
        rule.publishTo(new Topic(stack, "alerts", { name: "a", key, ...differences }), none),
      );
    const stack = publish({});
    expect(stack.statements("alerts_topic-policy")[1]).toMatchObject({ ...fromRule, actions: ["sns:Publish"] });
    expect(stack.resource("aws_cloudwatch_event_target")).toMatchObject({ target_id: "topic-alerts" });
    expect(() => publish({ ordering: { deduplication: "content" } })).toThrow(
      "publishTo.isFifo: got true; allowed: a standard topic; pass a standard topic, or a FIFO queue",
    );
  });
});
