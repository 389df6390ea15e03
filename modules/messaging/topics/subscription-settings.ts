import type { EventPattern, QueueReference } from "../../core";

/** Messages that a subscription receives. SNS applies a changed filter within 15 minutes. */
export type MessageFilter =
  /** By message attributes, as a filter policy with at most five keys. */
  | { readonly attributes: EventPattern }
  /** By fields of the JSON body, as a filter policy with at most five keys, which can be nested. */
  | { readonly body: EventPattern };

export interface SubscriptionSettings {
  /** Messages to deliver. @default all */
  readonly filter?: MessageFilter;
  /**
   * Receives messages that could not be delivered, in the region of the topic; FIFO for a FIFO topic. `"none"` drops
   * them.
   */
  readonly deadLetterQueue: QueueReference | "none";
}

export interface RawSubscriptionSettings extends SubscriptionSettings {
  /** Delivers the message alone, without SNS's JSON around it. @default false */
  readonly raw?: boolean;
}

export interface UrlSubscriptionSettings extends RawSubscriptionSettings {
  /**
   * True for an endpoint that confirms the subscription itself, such as PagerDuty; Terraform waits a minute for it. Any
   * other stays pending until the endpoint visits the URL that SNS sends to it. @default false
   */
  readonly confirmsItself?: boolean;
}

/** Function that a topic invokes, such as a `ContainerFunction`. */
export interface SubscribedFunction {
  /** Distinguishes the function in construct ids. */
  readonly node: { readonly id: string };
  readonly functionName: string;
  readonly aliasName: string;
  /** ARN of the alias that SNS invokes, in any region. */
  readonly aliasArn: string;
}
