import { putEvent } from "../adapters/put-event";
import { sendOrdered } from "../adapters/send-ordered";
import { sources, type EventType, type SubscriptionEvent } from "../contract";
import { setting } from "../settings";
import type { Subscription } from "./subscription";

type Facts = Pick<SubscriptionEvent, "amountCents"> & Partial<SubscriptionEvent>;

/** Returns the event of a change. @param cause - distinguishes it from other events of the type: its period. */
export function eventOf(
  type: EventType,
  subscription: Subscription,
  cause: string,
  occurredAt: string,
  facts: Facts,
): SubscriptionEvent {
  const { customerId, subscriptionId, plan, interval, periodStart, periodEnd } = subscription;
  const eventId = `${subscriptionId}/${type}/${cause}`;
  return { eventId, type, occurredAt, customerId, subscriptionId, plan, interval, periodStart, periodEnd, ...facts };
}

/** Publishes an event: to the ledger in the order of the subscription, and to the bus. */
export async function publish(event: SubscriptionEvent): Promise<void> {
  await sendOrdered(setting("LEDGER_QUEUE_URL"), event.subscriptionId, event.eventId, event);
  await putEvent(sources.billing, event.type, event);
}
