import { query } from "../adapters/database";
import { period } from "../contract";
import { restHandler } from "../http/api";
import { Refusal } from "../refusal";

const MAX_DAYS = 366;
const DAY_MILLIS = 86_400_000;

/** Sales of each day. Sums of `bigint` arrive as text. */
const SALES = `
  SELECT to_char(paid_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, count(*) AS orders, sum(total_cents) AS cents
  FROM sales
  WHERE paid_at >= $1::date AND paid_at < $2::date + 1
  GROUP BY 1 ORDER BY 1`;

interface Row {
  readonly day: string;
  readonly orders: string;
  readonly cents: string;
}

/** Reads the analytics database, in sessions that the server keeps from writing. */
export const handler = restHandler({
  getAnalytics: async (request) => {
    const { from, to } = request.query(period);
    const days = (Date.parse(to) - Date.parse(from)) / DAY_MILLIS + 1;
    if (days < 1 || days > MAX_DAYS)
      throw new Refusal("invalid-request", `The period must be 1 to ${MAX_DAYS} days, "from" before "to"`);
    const rows = await query<Row>("read-only", SALES, [from, to]);
    const sales = rows.map(({ day, orders, cents }) => ({ day, orders: Number(orders), revenueCents: Number(cents) }));
    return { status: 200, body: { from, to, sales } };
  },
});
