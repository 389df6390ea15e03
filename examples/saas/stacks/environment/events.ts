import { EventBus, type EventRule, type SampleEvent } from "groundplan/messaging/events";
import { PAYPAL_EVENT, eventBus, eventTypes, rules, sources } from "../../functions/contract";
import type { Context } from "./context";
import type { Messaging } from "./messaging";

/** Days for which events can be replayed. */
const ARCHIVE_DAYS = 90;

export interface Events {
  readonly bus: EventBus;
  /** Delivers billing events to the topic. */
  readonly billing: EventRule;
}

/** The bus of the system with its archive, and the rule that delivers billing events to the topic. */
export function createEvents({ stack, environment, prefix }: Context, { topic, undelivered }: Messaging): Events {
  const bus = new EventBus(stack, "bus", {
    name: `${prefix}-${eventBus}`,
    archiveDays: ARCHIVE_DAYS,
    deletionProtection: environment.deletionProtection,
  });
  const payPal: SampleEvent = { source: sources.payPal, "detail-type": PAYPAL_EVENT, detail: { id: "WH-1" } };
  const billing = bus.addRule("subscription-events", {
    name: `${prefix}-subscription-events`,
    description: "Billing events to the topic",
    pattern: { source: [...rules.subscriptionEvents.source], "detail-type": [...eventTypes] },
    samples: {
      matches: eventTypes.map(billingEvent),
      ignores: [payPal, { ...billingEvent(eventTypes[0]), source: "saas.other" }],
    },
  });
  billing.publishTo(topic, { input: { path: "$.detail" }, deadLetterQueue: undelivered });
  return { bus, billing };
}

const billingEvent = (type: string): SampleEvent => ({
  source: sources.billing,
  "detail-type": type,
  detail: { type },
});
