import * as z from "zod";
import { intervals, planNames } from "./plans";

/** With the user's id and a hyphen, the longest key makes the longest name of an execution: 80 characters. */
const MAX_KEY = 43;

export const idempotencyKey = z.string().regex(new RegExp(`^[A-Za-z0-9_-]{8,${MAX_KEY}}$`));

const id = z.string().regex(/^[A-Za-z0-9_-]{1,128}$/);
const plan = z.enum(planNames);
const interval = z.enum(intervals);

/** Ways by which a user wants to hear of the subscription. */
export const preferences = z.strictObject({ email: z.boolean(), sms: z.boolean() });

/** Fields of the profile that its user may change. */
export const profile = z.strictObject({
  name: z.string().min(1).max(100),
  /** Number of E.164, for SMS. */
  phone: z
    .string()
    .regex(/^\+[1-9][0-9]{6,14}$/)
    .optional(),
});

export const membership = z.strictObject({ groups: z.array(z.enum(["admin", "support", "customer"])).max(3) });

export const subscriptionRequest = z.strictObject({ plan, interval });
export const planChange = z.strictObject({ plan, interval });
export const cancellation = z.strictObject({ at: z.enum(["period-end", "now"]) });

/** Period of a report or export: days in UTC, both included. */
export const period = z.strictObject({ from: z.iso.date(), to: z.iso.date() });

export const subscriptionPath = z.strictObject({ subscriptionId: id });
export const userPath = z.strictObject({ userId: id });
export const exportPath = z.strictObject({ exportId: id });
export const userQuery = z.strictObject({ email: z.string().min(1).max(254) });

export type Preferences = z.infer<typeof preferences>;
export type Profile = z.infer<typeof profile>;
export type Membership = z.infer<typeof membership>;
export type SubscriptionRequest = z.infer<typeof subscriptionRequest>;
export type PlanChange = z.infer<typeof planChange>;
export type Cancellation = z.infer<typeof cancellation>;
export type Period = z.infer<typeof period>;

/** Item of the table `users`. */
export interface User extends Profile {
  /** `sub` of the user's tokens, and `customerId` of the subscriptions. */
  readonly userId: string;
  readonly email: string;
  readonly preferences: Preferences;
}

/** Bodies by the name of their model in API Gateway. The functions check them again, by the same schemas. */
export const bodies = {
  Profile: profile,
  Preferences: preferences,
  Membership: membership,
  SubscriptionRequest: subscriptionRequest,
  PlanChange: planChange,
  Cancellation: cancellation,
  Export: period,
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
