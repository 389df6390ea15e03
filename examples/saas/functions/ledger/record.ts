import { query } from "../adapters/database";
import type { EventType, SubscriptionEvent } from "../contract";
import { SCHEMA } from "./schema";

/** Status of the read model after an event. */
const STATUS: Readonly<Record<EventType, "active" | "past-due" | "cancelled">> = {
  "subscription.created": "active",
  "subscription.renewed": "active",
  "subscription.changed": "active",
  "subscription.payment-failed": "past-due",
  "subscription.cancelled": "cancelled",
};

/** Statement for an entry and the state of its subscription: both, or none. A repeated event changes nothing. */
const INSERT = `
  WITH entry AS (
    INSERT INTO ledger (event_id, occurred_at, type, customer_id, subscription_id, plan, period, amount_cents, paypal_id)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    ON CONFLICT (event_id) DO NOTHING RETURNING *
  )
  INSERT INTO subscriptions AS known (subscription_id, customer_id, plan, period, status, updated_at)
  SELECT subscription_id, customer_id, plan, period, $10, occurred_at FROM entry
  ON CONFLICT (subscription_id) DO UPDATE
  SET plan = excluded.plan, period = excluded.period, status = excluded.status, updated_at = excluded.updated_at
  WHERE known.updated_at <= excluded.updated_at`;

let schema: Promise<unknown> | undefined;

/** Enters an event into the ledger. */
export async function record(event: SubscriptionEvent): Promise<void> {
  await (schema ??= query("read-write", SCHEMA, []).catch((error: unknown) => {
    schema = undefined;
    throw error;
  }));
  const { eventId, occurredAt, type, customerId, subscriptionId, plan, interval, amountCents, payPalId } = event;
  const values = [eventId, occurredAt, type, customerId, subscriptionId, plan, interval, amountCents, payPalId ?? null];
  await query("read-write", INSERT, [...values, STATUS[type]]);
}
