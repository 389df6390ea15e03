import { EventBus, type EventRule, type SampleEvent } from "groundplan/messaging/events";
import { PAYPAL_EVENT, eventBus, eventTypes, rules, sources } from "../../functions/contract";
import type { Context } from "./context";
import type { Messaging } from "./messaging";

/** Days for which events can be replayed, as long as those of a billing period. */
const ARCHIVE_DAYS = 90;

export interface Events {
  readonly bus: EventBus;
  readonly rules: Readonly<Record<keyof typeof rules, EventRule>>;
}

/** The bus of the system with its archive. Billing events go to the topic, verified events of PayPal to a function. */
export function createEvents({ stack, environment, prefix }: Context, { topic, undelivered }: Messaging): Events {
  const bus = new EventBus(stack, "bus", {
    name: `${prefix}-${eventBus}`,
    archiveDays: ARCHIVE_DAYS,
    deletionProtection: environment.deletionProtection,
  });
  const [first, ...others] = [...eventTypes.map(billingEvent), payPalEvent];
  const billing = bus.addRule("subscription-events", {
    name: `${prefix}-subscription-events`,
    description: "Billing events to the topic",
    pattern: { source: [...rules.subscriptionEvents.source], "detail-type": [...eventTypes] },
    samples: { matches: eventTypes.map(billingEvent), ignores: [payPalEvent, { ...first, source: "saas.other" }] },
  });
  billing.publishTo(topic, { input: { path: "$.detail" }, deadLetterQueue: undelivered });
  const payPal = bus.addRule("paypal-events", {
    name: `${prefix}-paypal-events`,
    description: "Verified events of PayPal to the function settlement",
    pattern: { source: [...rules.payPalEvents.source], "detail-type": [PAYPAL_EVENT] },
    samples: { matches: [payPalEvent], ignores: others.filter((event) => event !== payPalEvent) },
  });
  return { bus, rules: { subscriptionEvents: billing, payPalEvents: payPal } };
}

const billingEvent = (type: string): SampleEvent => ({
  source: sources.billing,
  "detail-type": type,
  detail: { type },
});

const payPalEvent: SampleEvent = { source: sources.payPal, "detail-type": PAYPAL_EVENT, detail: { id: "WH-1" } };
