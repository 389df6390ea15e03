import * as z from "zod";
import type { ErrorCode } from "./errors";
import type { RouteName } from "./routes";

const cents = z.int().min(0);
const at = z.iso.datetime();

const session = z.strictObject({
  customerId: z.string(),
  accessToken: z.string(),
  idToken: z.string(),
  refreshToken: z.string().optional().describe("Absent in the answer to a refresh: the old token stays valid"),
  expiresInSeconds: z.int(),
});
const challenge = z.strictObject({ challenge: z.string(), session: z.string(), username: z.string() });

const placedOrder = z.strictObject({
  orderId: z.string(),
  items: z.array(
    z.strictObject({
      productId: z.string(),
      name: z.string(),
      priceCents: cents,
      quantity: z.int().min(1),
      imageUrl: z.url(),
    }),
  ),
  totalCents: cents,
  status: z
    .enum(["PENDING", "PAYING", "PAID", "CANCELLED"])
    .describe("PENDING orders can be paid, once; CANCELLED ones do not change again"),
  payment: z
    .enum(["declined", "failed", "expired"])
    .optional()
    .describe(
      "Why the order is cancelled: declined by the provider, failed (a charge is refunded), or not paid in time",
    ),
  placedAt: at,
});

const opinion = z.strictObject({ productId: z.string(), rating: z.int(), text: z.string(), givenAt: at });
const salesOfDay = z.strictObject({ day: z.iso.date(), orders: z.int(), revenueCents: cents });

/** Bodies of successful answers by the name of their schema in the OpenAPI document. No function loads them. */
export const answerBodies = {
  Registered: z.strictObject({ customerId: z.string() }),
  Confirmed: z.strictObject({ confirmed: z.literal(true) }),
  Session: session,
  SessionOrChallenge: z.union([session, challenge]),
  PlacedOrder: placedOrder,
  PlacedOrders: z.strictObject({ orders: z.array(placedOrder) }),
  StartedPayment: z.strictObject({ id: z.string().optional().describe("Absent if an earlier request has started it") }),
  Opinion: opinion,
  Opinions: z.strictObject({ feedback: z.array(opinion) }),
  Sales: z.strictObject({ from: z.iso.date(), to: z.iso.date(), sales: z.array(salesOfDay) }),
} as const;

export interface RouteAnswers {
  /** Status of the answer to a request that succeeds. */
  readonly status: number;
  readonly description: string;
  readonly body: keyof typeof answerBodies;
  /** Codes by which the route refuses requests. Each route may also fail with those of `failures`. */
  readonly refusals: readonly ErrorCode[];
}

/** Codes of every function. */
export const failures = ["internal-error", "temporarily-unavailable"] as const satisfies readonly ErrorCode[];

const SIGN_IN = ["invalid-request", "wrong-credentials", "not-confirmed", "too-many-requests"] as const;

/** Answers of each route. */
export const answers: Readonly<Record<RouteName, RouteAnswers>> = {
  register: {
    status: 201,
    description: "Registered; a code is sent by e-mail",
    body: "Registered",
    refusals: ["invalid-request", "weak-password", "already-registered", "too-many-requests"],
  },
  confirmRegistration: {
    status: 200,
    description: "Confirmed",
    body: "Confirmed",
    refusals: ["invalid-request", "invalid-code", "wrong-credentials", "too-many-requests"],
  },
  login: {
    status: 200,
    description: "Tokens, or the challenge of a second factor",
    body: "SessionOrChallenge",
    refusals: SIGN_IN,
  },
  answerChallenge: { status: 200, description: "Tokens", body: "Session", refusals: [...SIGN_IN, "invalid-code"] },
  refresh: { status: 200, description: "Tokens", body: "Session", refusals: SIGN_IN },
  placeOrder: {
    status: 201,
    description: "Order, which waits for its payment; the same answer for the same request with the same key",
    body: "PlacedOrder",
    refusals: ["invalid-request", "not-found", "out-of-stock", "price-changed", "idempotency-key-reused"],
  },
  listOrders: {
    status: 200,
    description: "Orders of the customer, newest first",
    body: "PlacedOrders",
    refusals: ["invalid-request"],
  },
  getOrder: {
    status: 200,
    description: "Order of the customer",
    body: "PlacedOrder",
    refusals: ["invalid-request", "not-found"],
  },
  pay: {
    status: 202,
    description:
      "Accepted; GET /orders/{orderId} shows how the payment ends, or has ended. An order is paid once: any further request for it is accepted and starts nothing. An order that is unknown, of another customer or not PENDING is not charged and does not change: GET answers 404, or its status.",
    body: "StartedPayment",
    refusals: ["invalid-request"],
  },
  giveFeedback: {
    status: 201,
    description: "Feedback",
    body: "Opinion",
    refusals: ["invalid-request", "not-bought", "already-given"],
  },
  listFeedback: {
    status: 200,
    description: "Feedback on the product",
    body: "Opinions",
    refusals: ["invalid-request"],
  },
  getAnalytics: { status: 200, description: "Sales of each day", body: "Sales", refusals: ["invalid-request"] },
};
