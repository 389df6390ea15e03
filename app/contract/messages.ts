/** Message types of the order queue; the outbox writes them and the worker reads them. */
export const messageTypes = ["order.placed", "order.paid", "order.cancelled"] as const;

export type MessageType = (typeof messageTypes)[number];

/** The order queue. The worker finishes a message long before it becomes visible again. */
export const orderQueue = {
  batchSize: 10,
  workerTimeoutSeconds: 30,
  /** Six times the worker's timeout, as Lambda asks of a queue that it polls. */
  visibilityTimeoutSeconds: 180,
  maxReceiveCount: 5,
} as const;

/** Schedule of the outbox in EventBridge Scheduler's notation, at its shortest interval. */
export const outboxSchedule = "rate(1 minute)";

/** Tasks of the payment function, named by `task` in the input from the workflow. */
export const paymentTasks = ["reserve", "charge", "confirm", "release"] as const;

/**
 * Task of the payment function for operators: compares executions, the provider's charges and orders since a moment,
 * and refunds charges of orders that are unknown or cancelled. Input: `{"task": "reconcile", "since": "<ISO 8601>"}`.
 */
export const reconcileTask = "reconcile";

export type PaymentTask = (typeof paymentTasks)[number];
