/** Codes of refusals, as problem documents name them. */
export type RefusalCode =
  | "not-found"
  | "out-of-stock"
  | "price-changed"
  | "insufficient-points"
  | "payment-token-required"
  | "idempotency-key-reused"
  | "already-given"
  | "not-bought"
  | "cart-limit"
  | "conflict";

/** Facts of a refusal by which the caller can continue. */
export interface RefusalFacts {
  /** The order that was placed under the reused key. */
  readonly orderId?: string;
  /** Current prices of the order's products. */
  readonly prices?: readonly { readonly productId: string; readonly priceCents: number }[];
}

/** The shop refuses the request; repeating it changes nothing. */
export class Refusal extends Error {
  constructor(
    readonly code: RefusalCode,
    message: string,
    readonly facts: RefusalFacts = {},
  ) {
    super(message);
    this.name = "Refusal";
  }
}

/** A backend does not answer; a later attempt may succeed. */
export class TemporarilyUnavailable extends Error {
  constructor(
    readonly backend: "database" | "cache" | "queue" | "workflow" | "payments" | "configuration" | "identity",
    options?: ErrorOptions,
  ) {
    super(`${backend} is unavailable`, options);
    // Step Functions retries by this name.
    this.name = "TemporarilyUnavailable";
  }
}

/** Handles the failure of what can be left out. @throws every other error. */
export function ignoreUnavailable(error: unknown): void {
  if (!(error instanceof TemporarilyUnavailable)) throw error;
}

/** The payment provider declined the payment. */
export class PaymentDeclined extends Error {
  constructor(message: string) {
    super(message);
    this.name = "PaymentDeclined";
  }
}
