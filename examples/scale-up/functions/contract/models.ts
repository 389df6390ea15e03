import * as z from "zod";

export const IDEMPOTENCY_KEY_PATTERN = "^[A-Za-z0-9_-]{8,43}$";

export const idempotencyKey = z.string().regex(new RegExp(IDEMPOTENCY_KEY_PATTERN));

const email = z
  .string()
  .max(254)
  .regex(/^[^\s@]{1,64}@[^\s@]+\.[^\s@]+$/);
const password = z.string().min(12).max(128);
const token = z.string().min(1).max(4096);
const id = z.string().regex(/^[A-Za-z0-9-]{1,64}$/);
const text = z.string().min(1).max(2000);

export const registration = z.strictObject({ email, password, name: z.string().min(1).max(100) });
export const confirmation = z.strictObject({ email, code: z.string().regex(/^[0-9]{6}$/) });
export const login = z.strictObject({ email, password });
/** Answer to the challenge that a login returned: the code of the second factor. */
export const challengeAnswer = z.strictObject({
  challenge: z.enum(["SOFTWARE_TOKEN_MFA", "SMS_MFA"]),
  session: token,
  username: z.string().min(1).max(254),
  code: z.string().regex(/^[0-9]{6}$/),
});
/** Cognito keys the client's hash of a refresh by the user's id and not by the e-mail address. */
export const refresh = z.strictObject({ refreshToken: token, customerId: id });

export const order = z.strictObject({
  items: z
    .array(z.strictObject({ productId: id, quantity: z.int().min(1).max(100) }))
    .min(1)
    .max(20),
  /** Total that the customer agreed to, in cents. Another total is refused. */
  totalCents: z.int().min(1).max(100_000_000),
});

/** With the customer's id and a hyphen, the longest id makes the longest name of an execution: 80 characters. */
const payableOrderId = z.string().regex(/^[A-Za-z0-9-]{1,43}$/);

export const payment = z.strictObject({
  orderId: payableOrderId,
  paymentToken: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
});

export const feedback = z.strictObject({ orderId: id, productId: id, rating: z.int().min(1).max(5), text });

/** Period of the analytics: days in UTC, both included. */
export const period = z.strictObject({ from: z.iso.date(), to: z.iso.date() });

export const productQuery = z.strictObject({ productId: id });
export const orderPath = z.strictObject({ orderId: id });

export type Registration = z.infer<typeof registration>;
export type Confirmation = z.infer<typeof confirmation>;
export type Login = z.infer<typeof login>;
export type ChallengeAnswer = z.infer<typeof challengeAnswer>;
export type Refresh = z.infer<typeof refresh>;
export type Order = z.infer<typeof order>;
export type Payment = z.infer<typeof payment>;
export type Feedback = z.infer<typeof feedback>;
export type Period = z.infer<typeof period>;

/** Bodies by the name of their model in API Gateway. The functions check them again, by the same schemas. */
export const bodies = {
  Registration: registration,
  Confirmation: confirmation,
  Login: login,
  ChallengeAnswer: challengeAnswer,
  Refresh: refresh,
  Order: order,
  Payment: payment,
  Feedback: feedback,
} as const;

export type ModelName = keyof typeof bodies;

/** JSON Schema of draft 04, the only one that API Gateway reads. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** Request models of the API by name. */
export const models = Object.fromEntries(
  Object.entries(bodies).map(([name, schema]): [string, JsonSchema] => [
    name,
    { ...z.toJSONSchema(schema, { target: "draft-4" }) },
  ]),
) as Readonly<Record<ModelName, JsonSchema>>;
