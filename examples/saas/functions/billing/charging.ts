import { captureOrder, chargeVaulted, readOrder, type OrderState, type Outcome } from "../paypal/orders";
import { referenceOf, requestIdOf, type Payment } from "./payment";
import { SubscriptionRefused } from "./refused";
import { awaitReport, forgetReport, note, readPayment } from "./payments";
import { readSubscription, type SubscriptionKey } from "./store";

/** Errors that the state machines catch by name: PayPal has reported before the workflow waits. */
export class AlreadyReported extends Error {
  constructor() {
    super("PayPal has reported already");
    this.name = "AlreadyReported";
  }
}

/** Charges the account of the vault. A repeated task asks for the state of the order that exists. */
export async function charge(key: SubscriptionKey, period: string, by: string): Promise<Outcome> {
  const payment = await claimedPayment(key, period, by);
  if (payment.orderId) return noted(payment, await readOrder(payment.orderId));
  const { payPalTokenId = "" } = await readSubscription(key);
  const order = { reference: referenceOf(payment), requestId: requestIdOf(payment), amountCents: payment.amountCents };
  return noted(payment, await chargeVaulted(order, payPalTokenId));
}

/** Captures the order that the customer has approved. */
export async function capture(key: SubscriptionKey, period: string, by: string): Promise<Outcome> {
  const payment = await claimedPayment(key, period, by);
  return noted(payment, await captureOrder(payment.orderId ?? "", requestIdOf(payment, "capture")));
}

/** Lets the workflow wait until PayPal reports. */
export async function waitForReport({ subscriptionId }: SubscriptionKey, period: string, token: string): Promise<void> {
  if (!(await awaitReport({ subscriptionId, period }, token))) throw new AlreadyReported();
}

/** Asks PayPal for the state of the payment. */
export async function look(key: SubscriptionKey, period: string, by: string): Promise<Outcome> {
  const payment = await claimedPayment(key, period, by);
  // A report that arrives from here on is newer than the answer.
  await forgetReport(payment);
  return noted(payment, await readOrder(payment.orderId ?? ""));
}

async function claimedPayment({ subscriptionId }: SubscriptionKey, period: string, by: string): Promise<Payment> {
  const payment = await readPayment({ subscriptionId, period });
  if (payment.by !== by || payment.status !== "claimed")
    throw new SubscriptionRefused("not-active", "The payment is settled, or is another execution's");
  return payment;
}

async function noted(payment: Payment, state: OrderState): Promise<Outcome> {
  const { outcome, orderId, captureId, payPalTokenId } = state;
  if (!(await note(payment, { orderId, captureId, payPalTokenId })))
    throw new SubscriptionRefused("not-active", "The payment has been settled meanwhile");
  return outcome;
}
