/** What the order queue carries; the outbox writes it and the worker reads it. */
export const messageTypes = ["order.placed", "order.paid", "order.cancelled"] as const;

export type MessageType = (typeof messageTypes)[number];

/** The order queue. The worker must be done with a message long before it becomes visible again. */
export const orderQueue = {
  batchSize: 10,
  workerTimeoutSeconds: 30,
  /** Six times the worker's timeout, as Lambda asks of a queue that it polls. */
  visibilityTimeoutSeconds: 180,
  maxReceiveCount: 5,
} as const;

/** How often the outbox is emptied, as EventBridge Scheduler writes it: as often as it can. */
export const outboxSchedule = "rate(1 minute)";

/** Names of the tasks that the payment function does for the workflow, in the input's `task`. */
export const paymentTasks = ["reserve", "charge", "confirm", "release"] as const;

export type PaymentTask = (typeof paymentTasks)[number];
