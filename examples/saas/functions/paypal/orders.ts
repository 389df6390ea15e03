import { currency } from "../contract";
import { callPayPal, PayPalRefusal } from "./client";

/** State of a payment at PayPal; `approved` waits for its capture. */
export type Outcome = "approved" | "captured" | "declined" | "pending";

/** An order, as far as the workflows need it. */
export interface OrderState {
  readonly outcome: Outcome;
  readonly orderId?: string;
  readonly captureId?: string;
  /** Token of the vault, by which later periods are charged. */
  readonly payPalTokenId?: string;
  /** Page on which the customer approves the order. */
  readonly approvalUrl?: string;
}

/** A payment to ask PayPal for. */
export interface OrderRequest {
  /** Found again in webhooks: the subscription and the period. */
  readonly reference: string;
  /** Key of this attempt. */
  readonly requestId: string;
  readonly amountCents: number;
}

/** Ids of PayPal's answers to an account that cannot pay: the payment is declined, and the request is not wrong. */
const DECLINED = new Set([
  "INSTRUMENT_DECLINED",
  "PAYER_CANNOT_PAY",
  "PAYER_ACCOUNT_RESTRICTED",
  "PAYER_ACCOUNT_LOCKED_OR_CLOSED",
  "PAYMENT_DENIED",
  "TRANSACTION_REFUSED",
  "COMPLIANCE_VIOLATION",
  "TOKEN_ID_NOT_FOUND",
]);

/** Creates an order that the customer approves, and whose account is stored in PayPal's vault. */
export async function createApprovalOrder(request: OrderRequest, siteUrl: string): Promise<OrderState> {
  const experience = { return_url: `${siteUrl}/approved`, cancel_url: `${siteUrl}/plans`, user_action: "PAY_NOW" };
  const attributes = { vault: { store_in_vault: "ON_SUCCESS", usage_type: "MERCHANT" } };
  return createOrder(request, { paypal: { experience_context: experience, attributes } });
}

/** Charges an account of the vault, without its owner. */
export async function chargeVaulted(request: OrderRequest, vaultId: string): Promise<OrderState> {
  const stored = { payment_initiator: "MERCHANT", usage: "SUBSEQUENT", usage_pattern: "SUBSCRIPTION_PREPAID" };
  return createOrder(request, { paypal: { vault_id: vaultId, stored_credential: stored } });
}

/** Captures an approved order. */
export async function captureOrder(orderId: string, requestId: string): Promise<OrderState> {
  return outcomeOf(
    callPayPal<Order>({ method: "POST", path: `/v2/checkout/orders/${orderId}/capture`, body: {}, requestId }),
    orderId,
  );
}

export async function readOrder(orderId: string): Promise<OrderState> {
  return outcomeOf(callPayPal<Order>({ method: "GET", path: `/v2/checkout/orders/${orderId}` }), orderId);
}

/** Refunds a part of a capture. A capture that is refunded already is no error. */
export async function refundCapture(captureId: string, amountCents: number, requestId: string): Promise<void> {
  const body = { amount: amountOf(amountCents) };
  try {
    await callPayPal({ method: "POST", path: `/v2/payments/captures/${captureId}/refund`, body, requestId });
  } catch (error) {
    if (!(error instanceof PayPalRefusal && error.issue === "CAPTURE_FULLY_REFUNDED")) throw error;
  }
}

/** PayPal accepts an invoice once: the period is paid once even after it has forgotten the key of the request. */
async function createOrder(request: OrderRequest, source: object): Promise<OrderState> {
  const { reference, requestId, amountCents } = request;
  const unit = { custom_id: reference, invoice_id: reference, amount: amountOf(amountCents) };
  const body = { intent: "CAPTURE", purchase_units: [unit], payment_source: source };
  return outcomeOf(callPayPal<Order>({ method: "POST", path: "/v2/checkout/orders", body, requestId }));
}

interface Order {
  readonly id: string;
  readonly status: "CREATED" | "SAVED" | "APPROVED" | "VOIDED" | "COMPLETED" | "PAYER_ACTION_REQUIRED";
  readonly links?: readonly { readonly rel: string; readonly href: string }[];
  readonly payment_source?: {
    readonly paypal?: { readonly attributes?: { readonly vault?: { readonly id?: string } } };
  };
  readonly purchase_units?: readonly {
    readonly payments?: { readonly captures?: readonly { readonly id: string; readonly status: string }[] };
  }[];
}

/** Name of an order that PayPal has removed without a capture. */
const EXPIRED = "RESOURCE_NOT_FOUND";

async function outcomeOf(answer: Promise<Order>, orderId?: string): Promise<OrderState> {
  try {
    return stateOf(await answer);
  } catch (error) {
    const isFinal = error instanceof PayPalRefusal && (DECLINED.has(error.issue) || error.issue === EXPIRED);
    if (isFinal) return { outcome: "declined", orderId };
    throw error;
  }
}

function stateOf(order: Order): OrderState {
  const capture = order.purchase_units?.[0]?.payments?.captures?.at(-1);
  return {
    outcome: capture ? outcomeOfCapture(capture.status) : outcomeOfOrder(order.status),
    orderId: order.id,
    captureId: capture?.id,
    payPalTokenId: vaultTokenOf(order),
    approvalUrl: order.links?.find(({ rel }) => rel === "payer-action")?.href,
  };
}

function vaultTokenOf({ payment_source: source }: Order): string | undefined {
  return source?.paypal?.attributes?.vault?.id;
}

function outcomeOfOrder(status: Order["status"]): Outcome {
  if (status === "APPROVED") return "approved";
  return status === "VOIDED" ? "declined" : "pending";
}

/** States of a capture whose money has arrived; a refunded capture was captured before. */
const CAPTURED = new Set(["COMPLETED", "PARTIALLY_REFUNDED", "REFUNDED"]);

/** An unknown state counts as pending, never as paid. */
function outcomeOfCapture(status: string): Outcome {
  if (status === "DECLINED" || status === "FAILED") return "declined";
  return CAPTURED.has(status) ? "captured" : "pending";
}

function amountOf(cents: number): object {
  return { currency_code: currency, value: `${Math.trunc(cents / 100)}.${String(cents % 100).padStart(2, "0")}` };
}
