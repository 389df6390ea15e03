import {
  changePlan,
  ownSubscription,
  paymentsOf,
  previewChange,
  subscribe,
  subscriptionsOf,
} from "../billing/requests";
import type { Payment } from "../billing/payment";
import type { Subscription } from "../billing/subscription";
import {
  bodies,
  currency,
  idempotencyHeader,
  idempotencyKey,
  planChange,
  plans,
  subscriptionPath,
  userPath,
} from "../contract";
import { restHandler } from "../http/api";
import type { Request } from "../http/request";
import { Refusal } from "../refusal";

/** API of subscriptions: shows them, and starts the workflows that change them. */
export const handler = restHandler({
  listPlans: async () => ({ status: 200, body: { currency, plans } }),
  subscribe: async (request) => {
    const subscriptionId = await subscribe(request.userId, keyOf(request), request.body(bodies.SubscriptionRequest));
    return { status: 202, body: { subscriptionId } };
  },
  listSubscriptions: async ({ userId }) => ({ status: 200, body: await list(userId) }),
  listUserSubscriptions: async (request) => ({ status: 200, body: await list(request.path(userPath).userId) }),
  getSubscription: async (request) => ({ status: 200, body: shown(await ownSubscription(own(request))) }),
  listPayments: async (request) => {
    const payments = await paymentsOf(own(request));
    return { status: 200, body: { payments: payments.map(shownPayment) } };
  },
  previewChange: async (request) => ({
    status: 200,
    body: await previewChange(own(request), request.query(planChange)),
  }),
  changePlan: async (request) => ({
    status: 202,
    body: await changePlan(own(request), keyOf(request), request.body(bodies.PlanChange)),
  }),
});

function own(request: Request) {
  return { customerId: request.userId, subscriptionId: request.path(subscriptionPath).subscriptionId };
}

function keyOf(request: Request): string {
  const key = idempotencyKey.safeParse(request.header(idempotencyHeader));
  if (key.success) return key.data;
  throw new Refusal("invalid-request", `${idempotencyHeader} must be 8 to 43 of A-Z, a-z, 0-9, _ and -`);
}

async function list(customerId: string) {
  return { subscriptions: (await subscriptionsOf(customerId)).map(shown) };
}

/** A subscription as its customer sees it. */
function shown(subscription: Subscription) {
  const { subscriptionId, status, plan, interval, periodStart, periodEnd, creditCents, cancellation } = subscription;
  const facts = { subscriptionId, status, plan, interval, periodStart, periodEnd, creditCents, cancellation };
  return { ...facts, ...(status === "pending" && { approvalUrl: subscription.approvalUrl }) };
}

function shownPayment({ period, purpose, status, amountCents, creditCents, claimedAt }: Payment) {
  return { period, purpose, status, amountCents, creditCents, claimedAt };
}
