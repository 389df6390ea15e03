import * as z from "zod";
import { intervals, planNames } from "./plans";

/** Name of the event bus, of the topic that it fans out to, and of the schedule, below the name of the project. */
export const eventBus = "subscriptions";
export const topic = "subscription-events";
export const renewalSchedule = "renewals";

/** Sources of events. */
export const sources = { billing: "saas.billing", payPal: "saas.paypal" } as const;

/** Types of billing events, which are the `detail-type` and the `type` of the detail. */
export const eventTypes = [
  "subscription.created",
  "subscription.renewed",
  "subscription.payment-failed",
  "subscription.cancelled",
  "subscription.changed",
] as const;

export type EventType = (typeof eventTypes)[number];

/** Type of the events that the webhook function puts on the bus. */
export const PAYPAL_EVENT = "paypal.event";

/** Detail of a billing event: the message of both queues. */
export const subscriptionEvent = z.object({
  /** The same for every delivery of one event. */
  eventId: z.string().min(1).max(200),
  type: z.enum(eventTypes),
  /** UTC, ISO 8601. */
  occurredAt: z.iso.datetime(),
  customerId: z.string().min(1),
  subscriptionId: z.string().min(1),
  plan: z.enum(planNames),
  interval: z.enum(intervals),
  /** Cents that moved: positive for a captured payment, negative for a refund, 0 for none. */
  amountCents: z.int(),
  /** PayPal's id of the capture or refund. */
  payPalId: z.string().optional(),
  /** First day of the period, `2026-03-31`. */
  periodStart: z.iso.datetime(),
  periodEnd: z.iso.datetime(),
  /** End of access, of `subscription.cancelled`. */
  endsAt: z.iso.datetime().optional(),
  /** Next attempt to charge, of `subscription.payment-failed`. */
  retryAt: z.iso.datetime().optional(),
});

export type SubscriptionEvent = z.infer<typeof subscriptionEvent>;

/** Detail of an event of PayPal, verified by the webhook function. */
export const payPalEvent = z.object({
  id: z.string().min(1).max(200),
  event_type: z.string().min(1),
  resource: z.record(z.string(), z.unknown()),
});

export type PayPalEvent = z.infer<typeof payPalEvent>;

/** Patterns of the bus's rules. `subscriptionEvents` delivers `$.detail` to the topic. */
export const rules = {
  /** Target: the topic. */
  subscriptionEvents: { source: [sources.billing], "detail-type": [...eventTypes] },
  /** Target: the function `settlement`. */
  payPalEvents: { source: [sources.payPal], "detail-type": [PAYPAL_EVENT] },
} as const;

/** A queue. The visibility timeout is six times the timeout of its consumer. */
export interface QueueContract {
  readonly ordering: "standard" | "fifo";
  readonly consumer: "notifications" | "ledger";
  readonly visibilityTimeoutSeconds: number;
  readonly batchSize: number;
}

/**
 * Queues by name; both consumers report failed messages one by one. `notifications` is subscribed to the topic with raw
 * delivery. `ledger` is sent to by the function `billing`: EventBridge and standard topics would not keep the order of
 * a subscription.
 */
export const queues = {
  notifications: { ordering: "standard", consumer: "notifications", visibilityTimeoutSeconds: 180, batchSize: 10 },
  ledger: { ordering: "fifo", consumer: "ledger", visibilityTimeoutSeconds: 180, batchSize: 10 },
} as const satisfies Record<string, QueueContract>;

/** Filters of the topic's subscriptions, on the body. */
export const filters = {
  notifications: { type: [...eventTypes] },
  /** E-mail and SMS to operators. */
  operators: { type: ["subscription.payment-failed"] },
} as const;
