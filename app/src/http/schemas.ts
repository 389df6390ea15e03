import * as z from "zod/mini";
import { MAX_LINES, MAX_QUANTITY } from "../domain/cart";
import { problemCodes } from "./problem";

/** Text without surrounding spaces, and not empty. PostgreSQL cannot store the character NUL. */
const text = (maxLength: number) =>
  z.string().check(z.trim(), z.minLength(1), z.maxLength(maxLength), z.regex(/^[^\0]*$/, "must not contain NUL"));

const whole = (minimum: number, maximum: number) => z.int().check(z.minimum(minimum), z.maximum(maximum));

/** Lower case, so that one product has one id. */
const id = z.uuid().check(z.toLowerCase());
const cents = z.int().check(z.minimum(0));
const points = z.int();
const timestamp = z.iso.datetime();
const rating = whole(1, 5);

export const idParams = z.object({ id });

export const pageQuery = z.object({
  limit: z._default(z.coerce.number<string>().check(z.int(), z.minimum(1), z.maximum(100)), 20),
  after: z.optional(text(256)),
});

export const productsQuery = z.extend(pageQuery, { category: z.optional(text(64)) });

export const orderRequest = z.strictObject({
  items: z.array(z.strictObject({ productId: id, quantity: whole(1, MAX_QUANTITY), priceCents: cents })).check(
    z.minLength(1),
    z.maxLength(MAX_LINES),
    z.refine(
      (items) => new Set(items.map((item) => item.productId)).size === items.length,
      "products must be distinct",
    ),
  ),
  redeemPoints: z._default(z.int().check(z.minimum(0)), 0),
  paymentToken: z.optional(text(128)),
});

export const cartItem = z.strictObject({ productId: id, quantity: whole(1, MAX_QUANTITY) });

/** A cart may be replaced by another one, hence twice its size. */
export const cartChange = z.strictObject({
  quantities: z
    .record(id, whole(0, MAX_QUANTITY))
    .check(z.refine((quantities) => Object.keys(quantities).length <= 2 * MAX_LINES, "must have at most 40 products")),
});

/** No script stacks more marks on one character; more of them would cover the lines around it. */
const comment = text(2000).check(
  z.normalize("NFC"),
  z.refine((value) => !/\p{M}{5}/u.test(value), "must not stack more than four combining marks"),
);

export const feedbackRequest = z.strictObject({ productId: id, rating, comment });

/** Visible ASCII, as header values are. */
export const idempotencyKey = z
  .string()
  .check(z.regex(/^[\x21-\x7e]{1,255}$/, "must be 1 to 255 visible ASCII characters"));

export const product = z.object({
  id,
  name: z.string(),
  description: z.string(),
  category: z.string(),
  priceCents: cents,
  stock: z.int().check(z.minimum(0)),
  rating: z.nullable(z.number()),
});

export const order = z.object({
  id,
  status: z.enum(["placed", "paid", "cancelled"]),
  items: z.array(
    z.object({ productId: id, name: z.string(), quantity: z.int(), priceCents: cents, canRate: z.boolean() }),
  ),
  subtotalCents: cents,
  pointsRedeemed: points,
  totalCents: cents,
  pointsEarned: points,
  createdAt: timestamp,
});

export const cart = z.object({
  items: z.array(z.object({ productId: id, name: z.string(), priceCents: cents, quantity: whole(1, MAX_QUANTITY) })),
});

export const customer = z.object({ id: z.string(), pointsBalance: points, memberSince: timestamp });

export const pointsEntry = z.object({
  id: z.string(),
  points,
  reason: z.enum(["welcome", "redeemed", "returned", "earned"]),
  orderId: z.nullable(id),
  createdAt: timestamp,
});

export const feedback = z.object({ id: z.string(), productId: id, rating, comment: z.string(), createdAt: timestamp });

export const session = z.object({ csrfToken: z.string(), expiresAt: timestamp });

export const continuedSession = z.object({ csrfToken: z.string() });

export const health = z.object({ status: z.literal("ok") });

export const pageOf = (item: z.ZodMiniType) => z.object({ items: z.array(item), next: z.nullable(z.string()) });

/** Refusal by API Gateway, which the application does not see. */
export const gatewayRefusal = z.object({ message: z.string() });

/** RFC 9457, with the fields of all refusals. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.enum(problemCodes),
  requestId: z.string(),
  errors: z.optional(z.array(z.object({ path: z.string(), message: z.string() }))),
  orderId: z.optional(id),
  prices: z.optional(z.array(z.object({ productId: id, priceCents: cents }))),
});
