import { randomUUID } from "node:crypto";

/** An event that PayPal would send to the webhook. */
export interface PayPalNotice {
  readonly id: string;
  readonly event_type: string;
  readonly resource: Readonly<Record<string, unknown>>;
}

export type CaptureStatus = "COMPLETED" | "PENDING" | "DECLINED";

export interface LocalCapture {
  readonly id: string;
  /** Subscription and period, as the request named them. */
  readonly reference: string;
  readonly cents: number;
  /** Time of the request that captured it. */
  readonly at: string;
  status: CaptureStatus;
}

/** An order, which its customer approves before it is captured. */
export interface LocalOrder {
  readonly id: string;
  readonly reference: string;
  readonly cents: number;
  readonly isVaulted: boolean;
  status: "PAYER_ACTION_REQUIRED" | "APPROVED" | "COMPLETED";
  capture?: LocalCapture;
}

/** Fault of one request: an answer of 503 or 429 without an effect, or an effect whose answer is lost. */
export type Fault = "unavailable" | "throttled" | "answer-lost";

/** Answer of the API. */
export interface Answer {
  readonly status: number;
  readonly body: object;
}

/** Orders, captures and refunds of PayPal, and its rules of idempotency. */
export class PayPalState {
  readonly orders = new Map<string, LocalOrder>();
  readonly captures: LocalCapture[] = [];
  readonly refunds = new Map<string, number>();
  readonly outcomes: CaptureStatus[] = [];
  readonly faults: (Fault | undefined)[] = [];
  readonly tokens = new Set<string>();
  tokenRequests = 0;
  remembersKeys = true;
  private readonly answers = new Map<string, Answer>();

  constructor(
    private readonly send: (notice: PayPalNotice) => void,
    private readonly checkoutUrl: string,
    private readonly now: () => number,
  ) {}

  notify(event_type: string, resource: Readonly<Record<string, unknown>>): void {
    this.send({ id: `WH-${randomUUID()}`, event_type, resource });
  }

  /** Answers a request again that has the key of an earlier one. */
  once(key: string, work: () => Answer): Answer {
    const answer = (this.remembersKeys ? this.answers.get(key) : undefined) ?? work();
    this.answers.set(key, answer);
    return answer;
  }

  createOrder(body: OrderBody): Answer {
    const [unit] = body.purchase_units;
    const vaultId = body.payment_source.paypal.vault_id;
    const order: LocalOrder = {
      id: randomUUID().slice(0, 17),
      reference: unit.custom_id,
      cents: Math.round(Number(unit.amount.value) * 100),
      isVaulted: vaultId !== undefined,
      status: "PAYER_ACTION_REQUIRED",
    };
    if (!vaultId) {
      this.orders.set(order.id, order);
      return { status: 200, body: this.shown(order) };
    }
    return this.capture(order);
  }

  capture(order: LocalOrder): Answer {
    const isPaid = this.captures.some(
      ({ reference, status }) => reference === order.reference && status !== "DECLINED",
    );
    if (isPaid && this.remembersKeys) return refusal(422, "DUPLICATE_INVOICE_ID");
    const status = this.outcomes.shift() ?? "COMPLETED";
    if (status === "DECLINED") return refusal(422, "INSTRUMENT_DECLINED");
    const { reference, cents } = order;
    order.capture = { id: randomUUID().slice(0, 17), reference, cents, at: new Date(this.now()).toISOString(), status };
    order.status = "COMPLETED";
    this.orders.set(order.id, order);
    this.captures.push(order.capture);
    this.report(order.capture);
    return { status: 201, body: this.shown(order) };
  }

  report({ id, reference, status }: LocalCapture): void {
    const type = status === "DECLINED" ? "DENIED" : status;
    this.notify(`PAYMENT.CAPTURE.${type}`, { id, custom_id: reference });
  }

  shown({ id, status, capture, isVaulted }: LocalOrder): object {
    const links = [{ rel: "payer-action", href: `${this.checkoutUrl}?token=${id}` }];
    const vault = !isVaulted && capture && { attributes: { vault: { id: `vault-${id}`, status: "VAULTED" } } };
    const captures = capture ? [{ id: capture.id, status: capture.status }] : [];
    return {
      id,
      status,
      links,
      payment_source: { paypal: { ...vault } },
      purchase_units: [{ payments: { captures } }],
    };
  }

  refund(captureId: string, cents: number): Answer {
    const capture = this.captures.find(({ id }) => id === captureId);
    if (!capture) return refusal(404, "RESOURCE_NOT_FOUND");
    const refunded = (this.refunds.get(captureId) ?? 0) + cents;
    if (refunded > capture.cents) return refusal(422, "CAPTURE_FULLY_REFUNDED");
    this.refunds.set(captureId, refunded);
    return { status: 201, body: { id: randomUUID(), status: "COMPLETED" } };
  }
}

export interface OrderBody {
  readonly purchase_units: readonly [{ readonly custom_id: string; readonly amount: { readonly value: string } }];
  readonly payment_source: { readonly paypal: { readonly vault_id?: string } };
}

/** An answer that refuses a request for good. */
export function refusal(status: number, issue: string): Answer {
  return { status, body: { name: "UNPROCESSABLE_ENTITY", details: [{ issue }] } };
}
