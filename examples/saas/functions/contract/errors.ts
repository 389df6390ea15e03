/** Status of each `code` of an answer that refuses a request: `{"code", "message"}`. */
export const errors = {
  "invalid-request": 400,
  "invalid-signature": 400,
  forbidden: 403,
  "not-found": 404,
  "already-subscribed": 409,
  "not-active": 409,
  "payment-due": 409,
  "same-plan": 409,
  "payload-too-large": 413,
  "idempotency-key-reused": 422,
  "too-many-requests": 429,
  "internal-error": 500,
  "temporarily-unavailable": 503,
} as const;

export type ErrorCode = keyof typeof errors;

/** Errors of workflow tasks, which the state machines' `Catch` and `Retry` name. */
export const workflowErrors = {
  /** The request contradicts the subscription: it is unknown, of another customer, or in another state. */
  refused: "SubscriptionRefused",
  /** Another workflow charges the subscription; it may be changed afterwards. */
  busy: "ChargeInProgress",
  /** Another attempt may succeed. */
  unavailable: "TemporarilyUnavailable",
} as const;
