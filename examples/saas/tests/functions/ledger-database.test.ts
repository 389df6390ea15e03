import { afterAll, beforeAll, expect, test } from "vitest";
import type { SubscriptionEvent } from "../../functions/contract";
import { describeWithMoto, provideResources } from "./support/billing";
import { provideDatabase, type TestDatabase } from "./support/database";

describeWithMoto("the ledger in PostgreSQL", () => {
  let database: TestDatabase;
  let record: typeof import("../../functions/ledger/record").record;
  let close: () => Promise<void>;

  beforeAll(async () => {
    await provideResources();
    database = await provideDatabase();
    ({ record } = await import("../../functions/ledger/record"));
    ({ closeDatabase: close } = await import("../../functions/adapters/database"));
  });

  afterAll(async () => {
    await close();
    await database.stop();
  });

  const event = (eventId: string, overrides: Partial<SubscriptionEvent> = {}): SubscriptionEvent => ({
    eventId,
    type: "subscription.created",
    occurredAt: "2027-02-01T00:00:00.000Z",
    customerId: "ann",
    subscriptionId: "sub_1",
    plan: "pro",
    interval: "month",
    amountCents: 2900,
    periodStart: "2027-02-01T00:00:00.000Z",
    periodEnd: "2027-03-01T00:00:00.000Z",
    ...overrides,
  });

  test("has each event once, and the last state of each subscription", async () => {
    const cancelled = {
      type: "subscription.cancelled",
      amountCents: -1450,
      occurredAt: "2027-02-15T00:00:00.000Z",
    } as const;
    const created = event("1");
    const end = event("2", cancelled);
    for (const each of [created, created, end, end]) await record(each);
    expect(await database.sql("SELECT event_id, amount_cents FROM ledger ORDER BY occurred_at")).toEqual([
      { event_id: "1", amount_cents: "2900" },
      { event_id: "2", amount_cents: "-1450" },
    ]);
    expect(await database.sql("SELECT subscription_id, plan, status FROM subscriptions")).toEqual([
      { subscription_id: "sub_1", plan: "pro", status: "cancelled" },
    ]);
  });

  test("keeps the newer state when an older event is entered late", async () => {
    await record(event("4", { subscriptionId: "sub_2", occurredAt: "2027-02-02T00:00:00.000Z", plan: "business" }));
    await record(event("3", { subscriptionId: "sub_2" }));
    expect(await database.sql("SELECT plan FROM subscriptions WHERE subscription_id = 'sub_2'")).toEqual([
      { plan: "business" },
    ]);
    expect(await database.sql("SELECT count(*) FROM ledger WHERE subscription_id = 'sub_2'")).toEqual([{ count: "2" }]);
  });
});
