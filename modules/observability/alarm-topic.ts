import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { Construct } from "constructs";
import {
  AwsStack,
  PolicyDocument,
  sidOf,
  useProviderOf,
  withDefaults,
  type PolicyCondition,
  type PolicyStatement,
} from "../core";
import {
  ALARM_TOPIC_DEFAULTS,
  addressesOf,
  subscriptionId,
  type AlarmTopicProps,
  type PagerDuty,
  type TopicPublisher,
} from "./alarm-topic-props";
import { ExistingTopic, type TopicReference } from "./existing-topic";
import { validateAlarmTopic } from "./alarm-topic-validation";

/** ARN service and resource, and statement id, of the events that a service publishes. */
interface Publisher {
  readonly sid: string;
  readonly service: string;
  /** Type of the source in its ARN, where AWS documents the ARN. */
  readonly resource?: string;
  /** True where the ARN names no region. @default false */
  readonly global?: boolean;
}

const CLOUDWATCH: Publisher = { sid: "AlarmsOfThisAccount", service: "cloudwatch", resource: "alarm:" };
const PUBLISHERS: Readonly<Record<TopicPublisher, Publisher>> = {
  backup: { sid: "BackupVaultsOfThisAccount", service: "backup", resource: "backup-vault:" },
  budgets: { sid: "BudgetsOfThisAccount", service: "budgets", resource: "", global: true },
  "codestar-notifications": { sid: "NotificationRulesOfThisAccount", service: "codestar-notifications" },
  events: { sid: "EventRulesOfThisAccount", service: "events" },
};

/**
 * Stateful. The SNS topic of alarms, with its e-mail subscriptions.
 *
 * Its topic policy allows CloudWatch, which publishes as a service and not with a role, for alarms of this account
 * and region only. It denies publishing without TLS.
 */
export class AlarmTopic extends Construct implements TopicReference {
  readonly topicArn: string;
  /** Region of the topic; a token where the stack's is one. */
  readonly region: string;

  /**
   * @throws InputError when the name or an address is invalid, two addresses agree, or the key has another region.
   */
  constructor(scope: Construct, id: string, props: AlarmTopicProps) {
    validateAlarmTopic(scope, id, props);
    super(scope, id);
    useProviderOf(this, props.regional);
    this.region = AwsStack.of(this).region;
    const { name, key, deletionProtection, allowPublishFrom } = withDefaults(props, ALARM_TOPIC_DEFAULTS);
    const topic = new SnsTopic(this, "topic", {
      name,
      kmsMasterKeyId: key.keyArn,
      lifecycle: { preventDestroy: deletionProtection },
    });
    this.topicArn = topic.arn;
    const publishers = [CLOUDWATCH, ...allowPublishFrom.map((service) => PUBLISHERS[service])];
    const policy = new PolicyDocument(this, "topic-policy", [
      ...publishers.map((publisher) => this.publishStatement(publisher)),
      denyInsecureTransport(this.topicArn),
    ]);
    new SnsTopicPolicy(this, "policy", { arn: this.topicArn, policy: policy.json });
    const subscription = { topicArn: this.topicArn, protocol: "email" };
    addressesOf(props).forEach(
      (endpoint) => new SnsTopicSubscription(this, subscriptionId(endpoint), { ...subscription, endpoint }),
    );
    if (props.pagerDuty) this.page(props.pagerDuty);
  }

  /**
   * A topic that exists already.
   *
   * @throws InputError when the ARN is not that of a topic.
   */
  static fromArn(scope: Construct, id: string, topicArn: string): TopicReference {
    return new ExistingTopic(scope, id, topicArn);
  }

  /** Pages people; PagerDuty confirms the subscription by itself and reads the envelope of SNS. */
  private page({ integrationUrl, deadLetterQueue }: PagerDuty): void {
    const { topicArn } = this;
    deadLetterQueue.allowSendFrom({ service: "sns", sourceArn: topicArn, sid: sidOf("UndeliveredOf", this) });
    new SnsTopicSubscription(this, "pager-duty", {
      topicArn,
      protocol: "https",
      endpoint: integrationUrl,
      endpointAutoConfirms: true,
      redrivePolicy: JSON.stringify({ deadLetterTargetArn: deadLetterQueue.queueArn }),
    });
  }

  private publishStatement({ sid, service, resource, global }: Publisher): PolicyStatement {
    const stack = AwsStack.of(this);
    const { account, partition } = stack;
    const region = global ? "" : stack.region;
    return {
      sid,
      actions: ["sns:Publish"],
      resources: [this.topicArn],
      principals: [{ type: "Service", identifiers: [`${service}.amazonaws.com`] }],
      conditions: [
        { test: "StringEquals", variable: "aws:SourceAccount", values: [account] },
        ...(resource === undefined
          ? []
          : [fromSource(`arn:${partition}:${service}:${region}:${account}:${resource}*`)]),
      ],
    };
  }
}

function fromSource(arnPattern: string): PolicyCondition {
  return { test: "ArnLike", variable: "aws:SourceArn", values: [arnPattern] };
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
