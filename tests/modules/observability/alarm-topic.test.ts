import { TerraformVariable } from "cdktf";
import { Construct } from "constructs";
import { InputError, type KeyReference } from "../../../modules/core";
import { AlarmTopic, type AlarmTopicProps, type PagerDuty } from "../../../modules/observability";
import { synthesizeStack } from "../../../testing";
import { testRole } from "../../support/synth";

const key: KeyReference = {
  keyArn: "arn:aws:kms:us-east-1:111122223333:key/test",
  region: "us-east-1",
  grantUse: () => {},
};
const props: AlarmTopicProps = { name: "shop-alarms", key, emails: ["ops@example.com"] };

const synthesizeTopic = (differences: Partial<AlarmTopicProps> = {}) =>
  synthesizeStack((stack) => new AlarmTopic(stack, "alarm-topic", { ...props, ...differences }));

describe("AlarmTopic", () => {
  test("R-O1 is encrypted with the customer key and refuses to be destroyed by default", () => {
    expect(synthesizeTopic().resource("aws_sns_topic")).toMatchObject({
      name: "shop-alarms",
      kms_master_key_id: "arn:aws:kms:us-east-1:111122223333:key/test",
      lifecycle: { prevent_destroy: true },
    });
  });

  test("keeps its defaults when a prop is explicitly undefined", () => {
    const stack = synthesizeTopic({ deletionProtection: undefined, allowPublishFrom: undefined });
    expect(stack.resource("aws_sns_topic")).toMatchObject({ lifecycle: { prevent_destroy: true } });
    expect(stack.statements("topic-policy")).toHaveLength(2);
  });

  test("is deletable without protection", () => {
    expect(synthesizeTopic({ deletionProtection: false }).resource("aws_sns_topic")).toMatchObject({
      lifecycle: { prevent_destroy: false },
    });
  });

  test("R-O1 allows only alarms of its account and region to publish", () => {
    expect(synthesizeTopic().statements("topic-policy")[0]).toMatchObject({
      sid: "AlarmsOfThisAccount",
      actions: ["sns:Publish"],
      resources: [expect.stringMatching(/aws_sns_topic\..*\.arn/)],
      principals: [{ type: "Service", identifiers: ["cloudwatch.amazonaws.com"] }],
      condition: [
        { test: "StringEquals", variable: "aws:SourceAccount", values: ["111122223333"] },
        {
          test: "ArnLike",
          variable: "aws:SourceArn",
          values: ["arn:aws:cloudwatch:us-east-1:111122223333:alarm:*"],
        },
      ],
    });
  });

  test("allows notification rules of developer tools of this account to publish only on request", () => {
    const allowPublishFrom = ["codestar-notifications"] as const;
    expect(synthesizeTopic({ allowPublishFrom }).statements("topic-policy")[1]).toMatchObject({
      principals: [{ type: "Service", identifiers: ["codestar-notifications.amazonaws.com"] }],
      condition: [{ test: "StringEquals", variable: "aws:SourceAccount", values: ["111122223333"] }],
    });
  });

  test("allows rules of EventBridge to publish only on request", () => {
    expect(synthesizeTopic({ allowPublishFrom: ["events"] }).statements("topic-policy")[1]).toMatchObject({
      sid: "EventRulesOfThisAccount",
      principals: [{ type: "Service", identifiers: ["events.amazonaws.com"] }],
      condition: [{ test: "StringEquals", variable: "aws:SourceAccount", values: ["111122223333"] }],
    });
  });

  test("allows budgets of this account, which have no region, to publish only on request", () => {
    expect(synthesizeTopic({ allowPublishFrom: ["budgets"] }).statements("topic-policy")[1]).toMatchObject({
      sid: "BudgetsOfThisAccount",
      principals: [{ type: "Service", identifiers: ["budgets.amazonaws.com"] }],
      condition: [
        { test: "StringEquals", values: ["111122223333"] },
        { test: "ArnLike", values: ["arn:aws:budgets::111122223333:*"] },
      ],
    });
  });

  test("allows backup vaults to publish only on request", () => {
    expect(synthesizeTopic({ allowPublishFrom: ["backup"] }).statements("topic-policy")[1]).toMatchObject({
      sid: "BackupVaultsOfThisAccount",
      principals: [{ type: "Service", identifiers: ["backup.amazonaws.com"] }],
      condition: [
        { test: "StringEquals", values: ["111122223333"] },
        { test: "ArnLike", values: ["arn:aws:backup:us-east-1:111122223333:backup-vault:*"] },
      ],
    });
  });

  test("denies publishing without TLS", () => {
    expect(synthesizeTopic().statements("topic-policy").at(-1)).toMatchObject({
      effect: "Deny",
      actions: ["sns:Publish"],
      principals: [{ type: "*", identifiers: ["*"] }],
      condition: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
    });
  });

  test("R-O1 subscribes every address", () => {
    const subscriptions = synthesizeTopic({ emails: ["ops@example.com", "On.Call+1@example.com"] }).resources(
      "aws_sns_topic_subscription",
    );
    expect(Object.values(subscriptions)).toEqual([
      expect.objectContaining({ protocol: "email", endpoint: "On.Call+1@example.com" }),
      expect.objectContaining({ protocol: "email", endpoint: "ops@example.com" }),
    ]);
  });

  test('has no subscription with "none"', () => {
    expect(synthesizeTopic({ emails: "none" }).resources("aws_sns_topic_subscription")).toEqual({});
  });

  test("reports every invalid setting at once", () => {
    const invalid = () =>
      synthesizeTopic({
        name: "shop alarms",
        emails: ["*@example.com", "ops@example.com", "OPS@example.com"],
      });
    expect(invalid).toThrow(InputError);
    expect(invalid).toThrow(
      /test\/alarm-topic: name: got "shop alarms"; allowed: a topic name of at most 256 characters/,
    );
    expect(invalid).toThrow(/emails: got "\*@example.com"; allowed: an e-mail address without wildcards/);
    expect(invalid).toThrow(/emails: got "OPS@example.com"; allowed: addresses that differ/);
  });

  test("refuses a key of another region", () => {
    expect(() => synthesizeTopic({ key: { ...key, region: "us-west-2" } })).toThrow(
      /test\/alarm-topic: key.region: got "us-west-2"; allowed: us-east-1/,
    );
  });

  test("is created in another region by that region's provider", () => {
    const stack = synthesizeStack((scope) => {
      const regional = scope.providerIn("us-west-2");
      new AlarmTopic(scope, "alarm-topic", { ...props, key: { ...key, region: "us-west-2" }, regional });
    });
    for (const type of ["aws_sns_topic", "aws_sns_topic_policy", "aws_sns_topic_subscription"]) {
      expect(stack.resource(type)).toMatchObject({ provider: "aws.us-west-2" });
    }
    expect(JSON.stringify(stack.statements("topic-policy"))).toContain("arn:aws:cloudwatch:us-west-2:111122223333");
  });

  test("refuses an empty list of addresses", () => {
    expect(() => synthesizeTopic({ emails: [] })).toThrow(/emails: got \[\]; allowed: at least one address, or "none"/);
  });

  test("refuses an unresolved address, since construct ids derive from addresses", () => {
    const withToken = () =>
      synthesizeStack(
        (stack) => new AlarmTopic(stack, "alarm-topic", { ...props, emails: [`${testRole(stack).roleName}@x.com`] }),
      );
    expect(withToken).toThrow(/emails: got "a value known only to Terraform"/);
  });

  test("has these addresses", () => {
    expect(synthesizeTopic().addresses).toMatchInlineSnapshot(`
     [
       "aws_sns_topic.alarm-topic_D89A1C02",
       "aws_sns_topic_policy.alarm-topic_policy_BF9A07B7",
       "aws_sns_topic_subscription.alarm-topic_email-ops-at-example-com_2411242A",
       "data.aws_iam_policy_document.alarm-topic_topic-policy_document_C68C12DB",
     ]
    `);
  });
});

describe("AlarmTopic with PagerDuty", () => {
  const queueArn = "arn:aws:sqs:us-east-1:111122223333:lost";
  const page = (differences: Partial<PagerDuty>) => {
    const allowSendFrom = jest.fn();
    const stack = synthesizeStack((scope) => {
      const variable = new TerraformVariable(scope, "pager-duty-url", { type: "string", sensitive: true });
      const deadLetterQueue = Object.assign(new Construct(scope, "lost"), { queueArn, isFifo: false, allowSendFrom });
      const pagerDuty = { integrationUrl: variable.stringValue, deadLetterQueue, ...differences };
      new AlarmTopic(scope, "topic", { name: "critical", key, emails: "none", pagerDuty });
    });
    return { stack, allowSendFrom };
  };

  test("pages over HTTPS, and keeps what PagerDuty does not accept", () => {
    const { stack, allowSendFrom } = page({});
    const subscription = stack.resource("aws_sns_topic_subscription");
    expect(subscription).toMatchObject({
      protocol: "https",
      endpoint: "${var.pager-duty-url}",
      endpoint_auto_confirms: true,
      redrive_policy: JSON.stringify({ deadLetterTargetArn: queueArn }),
    });
    expect(subscription).not.toHaveProperty("raw_message_delivery");
    expect(allowSendFrom).toHaveBeenCalledWith({
      service: "sns",
      sourceArn: expect.any(String),
      sid: "UndeliveredOfTopic",
    });
  });

  test("refuses a URL in the code, because it is a credential, and does not repeat it", () => {
    const literal = () => page({ integrationUrl: "https://events.pagerduty.com/integration/abc/enqueue" });
    expect(literal).toThrow(/pagerDuty\.integrationUrl: got "a literal"; allowed: a sensitive Terraform variable/);
    expect(literal).not.toThrow(/integration\/abc/);
  });
});
