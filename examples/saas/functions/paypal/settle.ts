import { queryItems } from "../adapters/query-items";
import { startExecution } from "../adapters/start-execution";
import { resume, sendHeartbeat } from "../adapters/task-token";
import { keyOfReference } from "../billing/payment";
import { findPayment, noteReport } from "../billing/payments";
import type { Subscription } from "../billing/subscription";
import { SUBSCRIPTIONS_BY_PAYPAL_TOKEN, type Cancellation, type PayPalEvent } from "../contract";
import { setting } from "../settings";

/** Most subscriptions of one payer, whose orders may get one token of the vault. */
const MAX_SUBSCRIPTIONS = 50;

interface Resource {
  readonly id?: string;
  readonly custom_id?: string;
  readonly purchase_units?: readonly { readonly custom_id?: string }[];
}

/**
 * Acts on an event of PayPal. Reports on payments only wake the workflow that waits, which then reads the order: events
 * may be repeated, late, or in another order.
 *
 * @returns what was done, for the log.
 */
export async function settle({ id, event_type, resource }: PayPalEvent): Promise<string> {
  const about = resource as Resource;
  switch (event_type) {
    case "CHECKOUT.ORDER.APPROVED":
    case "PAYMENT.CAPTURE.COMPLETED":
    case "PAYMENT.CAPTURE.DENIED":
    case "PAYMENT.CAPTURE.DECLINED":
      return report(about);
    case "PAYMENT.CAPTURE.PENDING":
      return keepWaiting(about);
    case "VAULT.PAYMENT-TOKEN.DELETED":
      return cancelSubscriptions(id, about.id, { at: "period-end" });
    default:
      return "ignored";
  }
}

async function report(about: Resource): Promise<string> {
  const key = referenceIn(about);
  const payment = key && (await noteReport(key));
  if (!payment) return "unknown payment";
  if (!payment.taskToken) return "noted";
  await resume(payment.taskToken);
  return "resumed";
}

/** A pending payment is a sign of life; the workflow reads the order after it without one. */
async function keepWaiting(about: Resource): Promise<string> {
  const key = referenceIn(about);
  const payment = key && (await findPayment(key));
  if (!payment?.taskToken) return "nobody waits";
  await sendHeartbeat(payment.taskToken);
  return "heartbeat";
}

function referenceIn({ custom_id, purchase_units: units }: Resource) {
  return keyOfReference(custom_id ?? units?.[0]?.custom_id);
}

/** Without the token nothing can be charged: the subscription ends with the period that is paid. */
async function cancelSubscriptions(
  eventId: string,
  token: string | undefined,
  cancellation: Cancellation,
): Promise<string> {
  if (!token) return "ignored";
  const index = { TableName: setting("SUBSCRIPTIONS_TABLE"), IndexName: SUBSCRIPTIONS_BY_PAYPAL_TOKEN };
  const found = await queryItems<Subscription>(index, { name: "payPalTokenId", value: token }, MAX_SUBSCRIPTIONS);
  for (const { customerId, subscriptionId } of found) {
    const name = `${subscriptionId}-${eventId.replace(/[^A-Za-z0-9_-]/g, "")}`.slice(0, 80);
    const input = { customerId, subscriptionId, cancellation };
    await startExecution(setting("CANCEL_STATE_MACHINE_ARN"), name, input);
  }
  return found.length > 0 ? "cancelled" : "unknown token";
}
