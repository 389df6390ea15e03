import * as z from "zod";
import { readThrough } from "../adapters/cache";
import { query } from "../adapters/database";
import { period } from "../contract";
import { restHandler } from "../http/api";
import { checkedPeriod } from "../http/period";

/** Money that moved on each day, by plan. Sums of `bigint` arrive as text. */
const REVENUE = `
  SELECT to_char(occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, plan,
    count(*) FILTER (WHERE amount_cents > 0) AS payments, sum(amount_cents) AS cents
  FROM ledger
  WHERE occurred_at >= $1::date AND occurred_at < $2::date + 1 AND amount_cents <> 0
  GROUP BY 1, 2 ORDER BY 1, 2`;

const SUBSCRIPTIONS = `
  SELECT plan, period, status, count(*) AS subscriptions
  FROM subscriptions
  GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`;

type Row = Readonly<Record<string, string>>;

/** Reads the ledger and the read model of subscriptions through the cache, in sessions that cannot write. */
export const handler = restHandler({
  getRevenue: async (request) => {
    const { from, to } = checkedPeriod(request.query(period));
    const rows = await readThrough(`v1:revenue:${from}:${to}`, () => query<Row>("read-only", REVENUE, [from, to]));
    const revenue = rows!.map(({ day, plan, payments, cents }) => ({
      day,
      plan,
      payments: Number(payments),
      amountCents: Number(cents),
    }));
    return { status: 200, body: { from, to, revenue } };
  },
  getSubscriptionCounts: async (request) => {
    request.query(z.strictObject({}));
    const rows = await readThrough("v1:subscriptions", () => query<Row>("read-only", SUBSCRIPTIONS, []));
    const counts = rows!.map(({ subscriptions, ...each }) => ({ ...each, subscriptions: Number(subscriptions) }));
    return { status: 200, body: { counts } };
  },
});
