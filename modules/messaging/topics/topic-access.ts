import { LambdaPermission } from "@cdktf/provider-aws/lib/lambda-permission";
import { SnsTopicSubscription, type SnsTopicSubscriptionConfig } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { Construct } from "constructs";
import {
  AwsStack,
  Validation,
  fields,
  isKnown,
  sidOf,
  type Grantee,
  type KeyReference,
  type MessageSource,
  type QueueReference,
} from "../../core";
import { subscriptionRules, type SubscriptionInput } from "./subscription-rules";
import type {
  MessageFilter,
  RawSubscriptionSettings,
  SubscribedFunction,
  SubscriptionSettings,
  UrlSubscriptionSettings,
} from "./subscription-settings";

/** Grants and subscriptions of a topic, whether the stack creates it or not. */
export abstract class TopicAccess extends Construct {
  abstract readonly topicArn: string;
  /** Region of the topic; a token where the stack's is one. */
  abstract readonly region: string;
  abstract readonly isFifo: boolean;
  /** Key that encrypts the messages. */
  protected abstract readonly key?: KeyReference;

  /** Allows a rule of EventBridge to publish, by the policies of the topic and of its key. */
  abstract allowPublishFrom(source: MessageSource): void;

  /** Allows the grantee to publish, and to use the key through SNS. */
  grantPublish(grantee: Grantee): void {
    grantee.addStatement({ sid: sidOf("PublishTo", this), actions: ["sns:Publish"], resources: [this.topicArn] });
    if (!this.key) return;
    const viaService = `sns.${this.key.region}.${AwsStack.of(this).dnsSuffix}`;
    grantee.addStatement({
      sid: sidOf("EncryptFor", this),
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      resources: [this.key.keyArn],
      conditions: [{ test: "StringEquals", variable: "kms:ViaService", values: [viaService] }],
    });
  }

  /**
   * Sends messages to a queue of any region, and allows it in the policies of the queue and of its key.
   *
   * @throws InputError when a setting is invalid, or a policy belongs to others and does not allow it.
   */
  sendTo(queue: QueueReference, settings: RawSubscriptionSettings): void {
    const id = `queue-${queue.node.id}`;
    this.validate("sendTo", id, { ...settings, queue });
    queue.allowSendFrom(this.asSource());
    this.subscribe(id, { protocol: "sqs", endpoint: queue.queueArn }, settings);
  }

  /**
   * Invokes a function asynchronously with each message: retries of the function follow those of SNS.
   *
   * @throws InputError when a setting is invalid, or the topic is FIFO.
   */
  invoke(fn: SubscribedFunction, settings: SubscriptionSettings): void {
    const id = `function-${fn.node.id}`;
    this.validate("invoke", id, settings);
    const permission = new LambdaPermission(this, `${id}-permission`, {
      action: "lambda:InvokeFunction",
      functionName: fn.functionName,
      qualifier: fn.aliasName,
      principal: "sns.amazonaws.com",
      sourceArn: this.topicArn,
    });
    const endpoint = { protocol: "lambda", endpoint: fn.aliasArn, dependsOn: [permission] };
    this.subscribe(id, endpoint, settings);
  }

  /**
   * Sends messages by e-mail. The addressee must confirm once; until then the subscription is pending, and one that is
   * destroyed pending lingers for three days.
   *
   * @throws InputError when the address is invalid, or the topic is FIFO.
   */
  mailTo(address: string, filter?: MessageFilter): void {
    const settings = { address, filter, deadLetterQueue: "none" } as const;
    const name = address
      .toLowerCase()
      .replace("@", "-at-")
      .replace(/[^a-z0-9]+/g, "-");
    const id = `email-${name}`;
    this.validate("mailTo", id, settings);
    this.subscribe(id, { protocol: "email", endpoint: address }, settings);
  }

  /**
   * Sends text messages. AWS begins with a sandbox and a limit of 1 USD a month; leaving it, and an origination
   * number, are requests to AWS.
   *
   * @throws InputError when the number is invalid, or the topic is FIFO.
   */
  textTo(number: string, filter?: MessageFilter): void {
    const settings = { number, filter, deadLetterQueue: "none" } as const;
    const id = `sms-${number.slice(1)}`;
    this.validate("textTo", id, settings);
    this.subscribe(id, { protocol: "sms", endpoint: number }, settings);
  }

  /**
   * Posts messages to an HTTPS endpoint.
   *
   * @param id - names the endpoint in construct ids, because a URL can contain a credential.
   * @param url - pass a sensitive Terraform variable for a URL with a credential, which the state contains.
   * @throws InputError when the URL or a setting is invalid, or the topic is FIFO.
   */
  callUrl(id: string, url: string, settings: UrlSubscriptionSettings): void {
    this.validate("callUrl", `url-${id}`, { ...settings, url });
    const endpoint = { protocol: "https", endpoint: url, endpointAutoConfirms: settings.confirmsItself ?? false };
    this.subscribe(`url-${id}`, endpoint, settings);
  }

  private validate(verb: string, id: string, input: SubscriptionInput): void {
    const isNew = this.node.tryFindChild(id) === undefined;
    const identified = [input.address, input.number].filter((value) => value !== undefined);
    new Validation(this.node.scope!, this.node.id)
      .check(!this.isFifo || verb === "sendTo", verb, "a FIFO topic", "a standard topic", "subscribe a queue instead")
      // Construct ids derive from addresses and numbers.
      .check(identified.every(isKnown), verb, "a value unknown until plan", "a literal", "write it out")
      .check(isNew, verb, id, "a subscriber that the topic does not have", "subscribe it once")
      .apply(
        verb,
        input,
        fields(() => subscriptionRules(this)),
      )
      .throwIfInvalid();
  }

  private subscribe(
    id: string,
    endpoint: Omit<SnsTopicSubscriptionConfig, "topicArn">,
    { filter, raw, deadLetterQueue }: RawSubscriptionSettings,
  ): void {
    if (deadLetterQueue !== "none") deadLetterQueue.allowSendFrom(this.asSource());
    new SnsTopicSubscription(this, id, {
      ...endpoint,
      topicArn: this.topicArn,
      ...(filter && filterArguments(filter)),
      rawMessageDelivery: raw,
      redrivePolicy:
        deadLetterQueue === "none" ? undefined : JSON.stringify({ deadLetterTargetArn: deadLetterQueue.queueArn }),
    });
  }

  /** The topic as the sender to queues, in statements that all its subscriptions share. */
  private asSource(): MessageSource {
    return { service: "sns", sourceArn: this.topicArn, sid: sidOf("SendFrom", this) };
  }
}

function filterArguments(
  filter: MessageFilter,
): Pick<SnsTopicSubscriptionConfig, "filterPolicy" | "filterPolicyScope"> {
  return "attributes" in filter
    ? { filterPolicyScope: "MessageAttributes", filterPolicy: JSON.stringify(filter.attributes) }
    : { filterPolicyScope: "MessageBody", filterPolicy: JSON.stringify(filter.body) };
}
