/** Status of each `code` of an answer that refuses a request: `{"code", "message"}`. */
export const errors = {
  "invalid-request": 400,
  "invalid-code": 400,
  "weak-password": 400,
  "wrong-credentials": 401,
  "not-confirmed": 403,
  "not-bought": 403,
  "not-found": 404,
  "already-registered": 409,
  "already-given": 409,
  "out-of-stock": 409,
  "price-changed": 409,
  "idempotency-key-reused": 422,
  "too-many-requests": 429,
  "internal-error": 500,
  "temporarily-unavailable": 503,
} as const;

export type ErrorCode = keyof typeof errors;

/** Errors of payment tasks, which the state machine's `Catch` names. */
export const paymentErrors = {
  /** The order is unknown, belongs to another customer, or is not to be paid. */
  refused: "OrderRefused",
  /** Another attempt may succeed. */
  unavailable: "TemporarilyUnavailable",
} as const;
