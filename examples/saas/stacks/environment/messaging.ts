import { Queue, type QueueProps } from "groundplan/messaging";
import { Topic } from "groundplan/messaging/topics";
import { filters, queues as contract, topic as topicName, type QueueContract } from "../../functions/contract";
import type { Context } from "./context";

export interface Messaging {
  /** Billing events for every subscriber. */
  readonly topic: Topic;
  /** Queues of the contract, whose consumers are functions. */
  readonly queues: Readonly<Record<keyof typeof contract, Queue>>;
  /** Standard queue with what the topic, the bus and the schedule could not deliver. */
  readonly undelivered: Queue;
}

/**
 * The topic of billing events, which fans out to the queue of notifications and to operators by e-mail and SMS, and the
 * FIFO queue of the ledger. Filters read the body; each queue has dead letters and long polling.
 */
export function createMessaging(context: Context): Messaging {
  const { stack, environment, prefix, keys } = context;
  const { deletionProtection } = environment;
  const undelivered = createQueue(context, "undelivered", {});
  const queues = {
    notifications: createQueue(context, "notifications", settingsOf(contract.notifications)),
    ledger: createQueue(context, "ledger", settingsOf(contract.ledger)),
  };
  const topic = new Topic(stack, "topic", { name: `${prefix}-${topicName}`, key: keys.messages, deletionProtection });
  topic.sendTo(queues.notifications, {
    filter: { body: filters.notifications },
    raw: true,
    deadLetterQueue: undelivered,
  });
  const operators = { body: filters.operators };
  environment.billingOperators.emails.forEach((address) => topic.mailTo(address, operators));
  environment.billingOperators.numbers.forEach((number) => topic.textTo(number, operators));
  return { topic, queues, undelivered };
}

function createQueue(
  { stack, environment, prefix, keys }: Context,
  id: string,
  settings: Partial<Pick<QueueProps, "ordering" | "visibilityTimeoutSeconds">>,
): Queue {
  return new Queue(stack, `${id}-queue`, {
    ...settings,
    name: `${prefix}-${id}`,
    key: keys.messages,
    deletionProtection: environment.deletionProtection,
  });
}

/** The sender of a FIFO queue sets an id for each message, which the event has. */
function settingsOf({ ordering, visibilityTimeoutSeconds }: QueueContract) {
  const fifo = { deduplication: "id", throughput: "per-group" } as const;
  return { visibilityTimeoutSeconds, ordering: ordering === "fifo" ? fifo : ordering };
}
