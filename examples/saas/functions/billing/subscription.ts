import type { Terms } from "./proration";

/**
 * `pending` until the first payment, `past-due` while a failed renewal is tried again. `cancelled` and `abandoned`, a
 * subscription that was never paid, are final.
 */
export type Status = "pending" | "active" | "past-due" | "cancelled" | "abandoned";

/** A payment in progress. A subscription has at most one, and no other workflow charges or ends it meanwhile. */
export interface Charge {
  /** Range key of the payment: start of the period, or `change#` and the execution. */
  readonly period: string;
  readonly purpose: "first" | "renewal" | "change";
  /** Execution that claimed it. */
  readonly by: string;
  /** 1, or more for the repetitions of a failed renewal. */
  readonly attempt: number;
  /** Cents that PayPal is asked for; 0 for none. */
  readonly amountCents: number;
  /** Cents that the credit pays; negative for cents that it gains. */
  readonly creditCents: number;
  /** Terms in force once it is paid. */
  readonly terms: Terms;
}

/** Cents that PayPal has captured. */
export interface Capture {
  readonly captureId: string;
  readonly amountCents: number;
}

/** Item of the table `subscriptions`. Times are UTC in ISO 8601, amounts are cents. */
export interface Subscription extends Terms {
  readonly customerId: string;
  readonly subscriptionId: string;
  readonly status: Status;
  readonly periodStart: string;
  readonly periodEnd: string;
  /** End of the period, by which the renewals find the subscription. */
  readonly renewsAt: string;
  /** Balance from changes to cheaper plans, which pays before PayPal is asked. */
  readonly creditCents: number;
  /** Failed attempts to renew the current period. */
  readonly failures: number;
  /** `period-end` ends the subscription with its period, `now` as soon as no charge is in progress. */
  readonly cancellation?: "period-end" | "now";
  readonly charge?: Charge;
  /** Captures of the current period, the first one first. */
  readonly captures: readonly Capture[];
  /** Token of PayPal's vault, by which later periods are charged. */
  readonly payPalTokenId?: string;
  /** Page on which the customer approves the first payment. */
  readonly approvalUrl?: string;
  readonly endedAt?: string;
  /** Parts of the captures that the end of the subscription refunds. */
  readonly refunds?: readonly Capture[];
  /** Number of the writes; each expects the one before. */
  readonly version: number;
}
