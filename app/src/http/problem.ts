import { Refusal, TemporarilyUnavailable, type RefusalCode, type RefusalFacts } from "../domain/errors";
import type { HttpResponse } from "./response";

/** Every `code` of a problem. */
export const problemCodes = [
  "already-given",
  "body-too-large",
  "cart-limit",
  "conflict",
  "csrf",
  "forbidden",
  "idempotency-key-reused",
  "insufficient-points",
  "insufficient-scope",
  "internal-error",
  "invalid-request",
  "method-not-allowed",
  "not-bought",
  "not-found",
  "out-of-stock",
  "payment-token-required",
  "price-changed",
  "session-ended",
  "temporarily-unavailable",
  "too-many-requests",
  "unauthorized",
  "unsupported-media-type",
] as const;

export type ProblemCode = (typeof problemCodes)[number];

/** An invalid field of a request. */
export interface InvalidField {
  readonly path: string;
  readonly message: string;
}

/** A refused request; callers see all of its properties. */
export class HttpProblem extends Error {
  constructor(
    readonly status: number,
    readonly code: ProblemCode,
    readonly detail: string,
    readonly more: {
      readonly errors?: readonly InvalidField[];
      readonly headers?: Readonly<Record<string, string>>;
      readonly facts?: RefusalFacts;
    } = {},
  ) {
    super(detail);
    this.name = "HttpProblem";
  }
}

const titles: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  409: "Conflict",
  413: "Content Too Large",
  415: "Unsupported Media Type",
  422: "Unprocessable Content",
  429: "Too Many Requests",
  500: "Internal Server Error",
  503: "Service Unavailable",
};

const refusals: Readonly<Record<RefusalCode, number>> = {
  "not-found": 404,
  "out-of-stock": 409,
  "price-changed": 409,
  "insufficient-points": 409,
  "payment-token-required": 409,
  "already-given": 409,
  "not-bought": 409,
  "cart-limit": 409,
  conflict: 409,
  "idempotency-key-reused": 422,
};

const RETRY_AFTER_SECONDS = "2";

/** Converts an error to a problem. Unexpected errors keep their message internal. */
export function problemOf(error: unknown): HttpProblem {
  if (error instanceof HttpProblem) return error;
  if (error instanceof Refusal) {
    return new HttpProblem(refusals[error.code], error.code, error.message, { facts: error.facts });
  }
  if (error instanceof TemporarilyUnavailable) {
    const headers = { "retry-after": RETRY_AFTER_SECONDS };
    return new HttpProblem(503, "temporarily-unavailable", "Try again in a moment", { headers });
  }
  return new HttpProblem(500, "internal-error", "Internal error; the operators find it by the request id");
}

/** Returns the problem as an RFC 9457 document. */
export function problemResponse(problem: HttpProblem, requestId: string): HttpResponse {
  const document = {
    type: `/problems/${problem.code}`,
    title: titles[problem.status] ?? "Error",
    status: problem.status,
    detail: problem.detail,
    code: problem.code,
    requestId,
    errors: problem.more.errors,
    ...problem.more.facts,
  };
  return {
    status: problem.status,
    headers: { "content-type": "application/problem+json", ...problem.more.headers },
    body: JSON.stringify(document),
  };
}
