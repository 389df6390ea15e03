import {
  filterPolicy,
  matching,
  queueArn,
  referenceIn,
  satisfying,
  standardQueue,
  type QueueReference,
  type Rule,
  type RuleTable,
} from "../../core";
import type { MessageFilter, UrlSubscriptionSettings } from "./subscription-settings";

/** Values that the verbs of a topic check. */
export interface SubscriptionInput extends UrlSubscriptionSettings {
  readonly queue?: QueueReference;
  readonly address?: string;
  readonly number?: string;
  readonly url?: string;
}

interface SubscribedTopic {
  readonly region: string;
  readonly isFifo: boolean;
}

/** Limits of `Subscribe` and of the attributes of a subscription. */
export function subscriptionRules({ region, isFifo }: SubscribedTopic): RuleTable<SubscriptionInput> {
  return {
    filter: messageFilter(),
    queue: satisfying(
      (queue) => isFifo || !queue.isFifo,
      "a standard queue",
      "pass a standard queue, or create the topic with ordering",
      ({ node }) => node.path,
    ),
    deadLetterQueue: (queue) => (queue === "none" ? [] : (isFifo ? fifoQueue(region) : standardQueue(region))(queue)),
    address: matching(
      /^[A-Za-z0-9._%+-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}$/,
      "an e-mail address without wildcards",
      "write the address out",
    ),
    number: matching(
      /^\+[1-9]\d{6,14}$/,
      "a telephone number in the form +15551234567",
      "begin with + and the country",
    ),
    url: matching(/^https:\/\/[^\s/:@]+(?::\d+)?(?:\/\S*)?$/, "an https:// URL", "offer the endpoint over TLS"),
  };
}

function messageFilter(): Rule<MessageFilter> {
  return (filter) => {
    const scope = "attributes" in filter ? "attributes" : "body";
    const pattern = "attributes" in filter ? filter.attributes : filter.body;
    return filterPolicy(scope)(pattern).map((violation) => ({
      ...violation,
      below: `.${scope}${violation.below ?? ""}`,
    }));
  };
}

/** Accepts references to FIFO queues of `region`. */
function fifoQueue(region: string): Rule<QueueReference> {
  const standard = { below: ".isFifo", value: false, allowed: "a FIFO queue", fix: "create the queue with ordering" };
  return (queue) => [...referenceIn(region, "queueArn", queueArn)(queue), ...(queue.isFifo ? [] : [standard])];
}
