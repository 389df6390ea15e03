import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { Construct } from "constructs";
import { PolicyDocument, Validation, checkName, isKnown, type KeyReference, type PolicyStatement } from "../core";

/** A service that may publish to the topic beside CloudWatch: `backup` for the notifications of a backup vault. */
export type TopicPublisher = "backup";

export interface AlarmTopicProps {
  /** Physical name of the topic: at most 256 letters, digits, _ and -. */
  readonly name: string;
  /** The only account whose alarms may publish: 12 digits. */
  readonly account: string;
  /**
   * Encrypts the messages. Its key policy must let CloudWatch use it (`EncryptionKey` with `services: ["alarms"]`, and `"backup"` for
   * that publisher), or every alarm is dropped without a word. It lives in the region of the topic.
   */
  readonly key: KeyReference;
  /** Who is told. Every address has to confirm its subscription once. `none` for a topic that something else subscribes to. */
  readonly emails: readonly string[] | "none";
  /** Services that may publish beside CloudWatch alarms. @default none */
  readonly allowPublishFrom?: readonly TopicPublisher[];
  /** Refuse any plan that would delete the topic, and with it every confirmed subscription. @default true */
  readonly deletionProtection?: boolean;
}

export const ALARM_TOPIC_DEFAULTS = { allowPublishFrom: [], deletionProtection: true } as const;

/**
 * Stateful. The SNS topic that alarms speak through, with its e-mail subscriptions.
 *
 * The topic has a policy of its own, because CloudWatch publishes as a service and not with a role. Only alarms of this account and
 * region may publish, and nobody over plain HTTP.
 */
export class AlarmTopic extends Construct {
  readonly topicArn: string;

  /** @throws InputError when the name, the account or an address is not valid, or two addresses agree. */
  constructor(scope: Construct, id: string, props: AlarmTopicProps) {
    validate(scope, id, props);
    super(scope, id);
    const { allowPublishFrom = ALARM_TOPIC_DEFAULTS.allowPublishFrom } = props;
    const { deletionProtection = ALARM_TOPIC_DEFAULTS.deletionProtection } = props;
    const topic = new SnsTopic(this, "topic", {
      name: props.name,
      kmsMasterKeyId: props.key.keyArn,
      lifecycle: { preventDestroy: deletionProtection },
    });
    this.topicArn = topic.arn;
    const policy = new PolicyDocument(this, "topic-policy", [
      publishStatement("AlarmsOfThisAccount", "cloudwatch", "alarm", props, this.topicArn),
      ...allowPublishFrom.map((publisher) => publisherStatement(publisher, props, this.topicArn)),
      denyInsecureTransport(this.topicArn),
    ]);
    new SnsTopicPolicy(this, "policy", { arn: this.topicArn, policy: policy.json });
    addressesOf(props).forEach((endpoint) => this.subscribe(endpoint));
  }

  private subscribe(endpoint: string): void {
    new SnsTopicSubscription(this, subscriptionId(endpoint), { topicArn: this.topicArn, protocol: "email", endpoint });
  }
}

function addressesOf({ emails }: AlarmTopicProps): readonly string[] {
  return emails === "none" ? [] : emails;
}

/** `ops@example.com` becomes `email-ops-at-example-com`. */
function subscriptionId(address: string): string {
  const words = address
    .toLowerCase()
    .replace("@", "-at-")
    .replace(/[^a-z0-9]+/g, "-");
  return `email-${words}`;
}

function validate(scope: Construct, id: string, props: AlarmTopicProps): void {
  const addresses = addressesOf(props);
  const validation = new Validation(scope, id)
    .accountId("account", props.account)
    .check(
      props.emails === "none" || addresses.length > 0,
      "emails",
      addresses,
      'at least one address, or "none"',
      "name who is told, or say that nobody is",
    );
  checkName(validation, "topic name", props.name);
  addresses.forEach((address, index) => checkAddress(validation, address, addresses.slice(0, index)));
  validation.throwIfInvalid();
}

function checkAddress(validation: Validation, address: string, earlier: readonly string[]): void {
  const literal = isKnown(address);
  const shown = literal ? address : "a value known only to Terraform";
  const valid = /^[A-Za-z0-9._%+-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}$/.test(address);
  const ids = earlier.map(subscriptionId);
  validation
    .check(literal && valid, "emails", shown, "an e-mail address without wildcards", "write the address out")
    .check(
      !ids.includes(subscriptionId(address)),
      "emails",
      shown,
      "addresses that differ in letters or digits",
      "list every address once",
    );
}

function publisherStatement(publisher: TopicPublisher, props: AlarmTopicProps, topicArn: string): PolicyStatement {
  const sources = { backup: { sid: "BackupVaultsOfThisAccount", resource: "backup-vault" } };
  const { sid, resource } = sources[publisher];
  return publishStatement(sid, publisher, resource, props, topicArn);
}

function publishStatement(
  sid: string,
  service: string,
  resource: string,
  { account, key }: AlarmTopicProps,
  topicArn: string,
): PolicyStatement {
  const source = `arn:aws:${service}:${key.region}:${account}:${resource}:*`;
  return {
    sid,
    actions: ["sns:Publish"],
    resources: [topicArn],
    principals: [{ type: "Service", identifiers: [`${service}.amazonaws.com`] }],
    conditions: [
      { test: "StringEquals", variable: "aws:SourceAccount", values: [account] },
      { test: "ArnLike", variable: "aws:SourceArn", values: [source] },
    ],
  };
}

function denyInsecureTransport(topicArn: string): PolicyStatement {
  return {
    sid: "DenyInsecureTransport",
    effect: "Deny",
    actions: ["sns:Publish"],
    resources: [topicArn],
    principals: [{ type: "*", identifiers: ["*"] }],
    conditions: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
  };
}
