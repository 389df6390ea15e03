import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { awsVariables } from "groundplan/testing/local";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import type { EventType, SubscriptionEvent } from "../../functions/contract";
import { call } from "./support/api";
import { provideDatabase, type TestDatabase } from "./support/database";

function event(type: EventType, day: string, amountCents: number, more: Partial<SubscriptionEvent> = {}) {
  const at = `${day}T10:00:00.000Z`;
  return {
    eventId: randomUUID(),
    type,
    occurredAt: at,
    customerId: "ann",
    subscriptionId: "s-1",
    plan: "pro",
    interval: "month",
    amountCents,
    periodStart: at,
    periodEnd: at,
    ...more,
  } as SubscriptionEvent;
}

describe.skipIf(inject("moto") === "")("reports and exports of the ledger", () => {
  let database: TestDatabase;
  let analytics: typeof import("../../functions/handlers/analytics").handler;
  let data: typeof analytics;

  beforeAll(async () => {
    const bucket = `exports-${randomUUID()}`;
    // Nothing listens at the port of the cache: the functions do without one.
    const cache = { CACHE_ENDPOINT: "127.0.0.1", CACHE_PORT: "1", CACHE_TLS: "off", CACHE_SECRET_ARN: "none" };
    Object.assign(process.env, awsVariables(inject("moto")), cache, { ALLOW_ORIGIN: "*", EXPORTS_BUCKET: bucket });
    await new S3Client({ forcePathStyle: true }).send(new CreateBucketCommand({ Bucket: bucket }));
    database = await provideDatabase();
    ({ handler: analytics } = await import("../../functions/handlers/analytics"));
    ({ handler: data } = await import("../../functions/handlers/data"));
    const { record } = await import("../../functions/ledger/record");
    for (const each of [
      event("subscription.created", "2026-11-01", 2_900),
      event("subscription.created", "2026-11-01", 900, { subscriptionId: "s-2", plan: "basic" }),
      event("subscription.cancelled", "2026-11-02", -1_450),
      event("subscription.payment-failed", "2026-11-03", 0, { subscriptionId: "s-2", plan: "basic" }),
      event("subscription.created", "2026-12-01", 99_000, {
        subscriptionId: "s-3",
        plan: "business",
        interval: "year",
      }),
    ])
      await record(each);
  });

  afterAll(async () => {
    const { closeDatabase } = await import("../../functions/adapters/database");
    await closeDatabase();
    await database.stop();
  });

  const userId = "admin-1";
  const november = { from: "2026-11-01", to: "2026-11-30" };

  test("revenue is the money that moved on each day, by plan", async () => {
    const { status, body } = await call(analytics, "getRevenue", { userId, query: november });
    expect([status, body["revenue"]]).toEqual([
      200,
      [
        { day: "2026-11-01", plan: "basic", payments: 1, amountCents: 900 },
        { day: "2026-11-01", plan: "pro", payments: 1, amountCents: 2_900 },
        { day: "2026-11-02", plan: "pro", payments: 0, amountCents: -1_450 },
      ],
    ]);
  });

  test("subscriptions are counted by plan, interval and status", async () => {
    const { body } = await call(analytics, "getSubscriptionCounts", { userId });
    expect(body["counts"]).toEqual([
      { plan: "basic", period: "month", status: "past-due", subscriptions: 1 },
      { plan: "business", period: "year", status: "active", subscriptions: 1 },
      { plan: "pro", period: "month", status: "cancelled", subscriptions: 1 },
    ]);
  });

  const exported = (body: object, key: string = randomUUID()) =>
    call(data, "createExport", { userId, body, headers: { "idempotency-key": key } });

  test("an export has the entries of its period as CSV", async () => {
    const created = await exported(november);
    expect([created.status, created.body["records"]]).toEqual([201, 4]);
    const path = { exportId: String(created.body["exportId"]) };
    const { body } = await call(data, "getExport", { userId, path });
    const lines = String(body["csv"]).split("\r\n");
    expect([lines[0], lines.length]).toEqual([
      "event_id,occurred_at,type,customer_id,subscription_id,plan,period,amount_cents,paypal_id",
      6,
    ]);
    expect(lines[3]).toMatch(/^[0-9a-f-]{36},2026-11-02T10:00:00Z,subscription\.cancelled,ann,s-1,pro,month,-1450,$/);
    expect(await database.sql("SELECT records FROM exports")).toEqual([{ records: 4 }]);
  });

  test("a repeated request is the same export, and its key belongs to one period", async () => {
    const key = randomUUID();
    const [first, second] = [await exported(november, key), await exported(november, key)];
    expect(second.body).toEqual(first.body);
    const other = await exported({ from: "2026-12-01", to: "2026-12-31" }, key);
    expect([other.status, other.body["code"]]).toEqual([422, "idempotency-key-reused"]);
  });

  test("an export has 5000 records at most", async () => {
    await database.sql(`
      INSERT INTO ledger (event_id, occurred_at, type, customer_id, subscription_id, plan, period, amount_cents)
      SELECT 'many-' || n, '2025-01-01', 'subscription.renewed', 'bob', 's-9', 'pro', 'month', 1
      FROM generate_series(1, 5001) AS n`);
    expect((await exported({ from: "2025-01-01", to: "2025-01-01" })).body["message"]).toMatch(/5000 records at most/);
    await database.sql("DELETE FROM ledger WHERE event_id = 'many-1'");
    expect((await exported({ from: "2025-01-01", to: "2025-01-01" })).body["records"]).toBe(5_000);
  });

  test("an export that nobody has made is not found", async () => {
    expect((await call(data, "getExport", { userId, path: { exportId: "none" } })).status).toBe(404);
    expect((await call(data, "getExport", { userId, path: { exportId: "'; --" } })).status).toBe(400);
  });

  test.each([
    [{ from: "2026-11-30", to: "2026-11-01" }],
    [{ from: "2025-01-01", to: "2026-11-01" }],
    [{ from: "0000-12-30", to: "0000-12-31" }],
    [{ from: "yesterday", to: "2026-11-01" }],
    [{ from: "2026-11-01" }],
    [{ from: "2026-11-01", to: "2026-11-02", plan: "pro" }],
  ])("the period %j is refused", async (query) => {
    expect((await call(analytics, "getRevenue", { userId, query: query as Record<string, string> })).status).toBe(400);
    expect((await exported(query)).status).toBe(400);
  });

  test.each([undefined, "short", "a key with spaces", "x".repeat(44)])("the key %s is refused", async (key) => {
    const headers: Record<string, string> = key === undefined ? {} : { "idempotency-key": key };
    expect((await call(data, "createExport", { userId, body: november, headers })).status).toBe(400);
  });

  test("texts of a spreadsheet are no formulas", async () => {
    const { csv } = await import("../../functions/data/exports");
    const row = { plan: "=1+1", customer_id: 'a"b', amount_cents: "-5", paypal_id: "-x" };
    expect(csv([row as never])).toContain(',"a""b",');
    expect(csv([row as never])).toMatch(/'=1\+1,.*,-5,'-x\r\n$/);
  });
});
