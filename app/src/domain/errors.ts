/** Refusals that a caller can do something about, by the word that names them in a problem document. */
export type RefusalCode =
  "not-found" | "out-of-stock" | "insufficient-points" | "idempotency-key-reused" | "already-given" | "conflict";

/** The shop will not do what was asked; asking again changes nothing. */
export class Refusal extends Error {
  constructor(
    readonly code: RefusalCode,
    message: string,
  ) {
    super(message);
    this.name = "Refusal";
  }
}

/** A backend does not answer; asking again later may help. */
export class TemporarilyUnavailable extends Error {
  constructor(
    readonly backend: "database" | "cache" | "queue" | "workflow" | "payments" | "configuration",
    options?: ErrorOptions,
  ) {
    super(`${backend} is unavailable`, options);
    // Step Functions retries by this name.
    this.name = "TemporarilyUnavailable";
  }
}

/** The payment provider said no. */
export class PaymentDeclined extends Error {
  constructor(message: string) {
    super(message);
    this.name = "PaymentDeclined";
  }
}
