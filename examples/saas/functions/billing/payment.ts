import { createHash } from "node:crypto";
import type { SubscriptionEvent } from "../contract";
import type { Charge } from "./subscription";

/** Item of the table `payments`: the charge of a period, or of a change of plan. */
export interface Payment extends Pick<Charge, "purpose" | "by" | "attempt" | "amountCents" | "creditCents"> {
  readonly subscriptionId: string;
  readonly period: string;
  readonly customerId: string;
  /** A declined payment may be claimed again; a captured one never. */
  readonly status: "claimed" | "captured" | "declined";
  readonly claimedAt: string;
  /** PayPal's order of this attempt. */
  readonly orderId?: string;
  readonly captureId?: string;
  /** Token of PayPal's vault, which the order has created. */
  readonly payPalTokenId?: string;
  /** Token of the workflow that waits for PayPal. */
  readonly taskToken?: string;
  /** True after PayPal has reported a change that the workflow has not looked at. */
  readonly isReported?: boolean;
  /** Event of the settlement, which a repeated task returns again. */
  readonly event?: SubscriptionEvent;
}

export type PaymentKey = Pick<Payment, "subscriptionId" | "period">;

export const paymentKey = ({ subscriptionId, period }: PaymentKey): PaymentKey => ({ subscriptionId, period });

/** Names a payment at PayPal: at most 127 characters, which webhooks return. */
export const referenceOf = ({ subscriptionId, period }: Payment): string => `${subscriptionId}/${period}`;

/** Key of an attempt, by which PayPal answers repeated requests with one order. */
export const requestIdOf = (payment: Payment, step = "order"): string =>
  createHash("sha256")
    .update(`${referenceOf(payment)}/${payment.attempt}/${step}`)
    .digest("hex")
    .slice(0, 36);

/** Returns the key in a reference. @returns undefined for a text that is no reference. */
export function keyOfReference(reference: unknown): PaymentKey | undefined {
  const [subscriptionId, period] = typeof reference === "string" ? reference.split("/") : [];
  return subscriptionId && period ? { subscriptionId, period } : undefined;
}
