import type { SQSEvent } from "aws-lambda";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { handler } from "../../functions/handlers/ledger";
import { context } from "./support/billing";

/** Statements with their values; events whose entry fails. The local system runs them on PostgreSQL. */
const database = vi.hoisted(() => ({ entries: [] as unknown[][], schemas: 0, failing: new Set<unknown>() }));

vi.mock("../../functions/adapters/database", () => ({
  query: async (_access: string, text: string, values: unknown[]) => {
    if (text.includes("CREATE TABLE")) database.schemas++;
    else if (database.failing.has(values[0])) throw new Error("The database is down");
    else database.entries.push(values);
    return [];
  },
}));

describe("the ledger", () => {
  beforeEach(() => {
    database.entries.length = 0;
    database.failing.clear();
  });

  const message = (messageId: string, MessageGroupId: string, overrides = {}) => ({
    messageId,
    attributes: { MessageGroupId },
    body: JSON.stringify({
      eventId: messageId,
      type: "subscription.renewed",
      occurredAt: "2027-02-01T00:00:00.000Z",
      customerId: "ann",
      subscriptionId: MessageGroupId,
      plan: "pro",
      interval: "month",
      amountCents: 2900,
      periodStart: "2027-02-01T00:00:00.000Z",
      periodEnd: "2027-03-01T00:00:00.000Z",
      ...overrides,
    }),
  });

  async function consume(Records: readonly object[]): Promise<string[]> {
    const { batchItemFailures } = await handler({ Records } as unknown as SQSEvent, context);
    return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  }

  test("has an entry for each event, with its amount and the state of the subscription", async () => {
    const cancelled = { type: "subscription.cancelled", amountCents: -1450, payPalId: "capture" };
    expect(await consume([message("1", "a"), message("2", "a", cancelled)])).toEqual([]);
    const facts = ["ann", "a", "pro", "month"];
    expect(database.entries).toEqual([
      ["1", "2027-02-01T00:00:00.000Z", "subscription.renewed", ...facts, 2900, null, "active"],
      ["2", "2027-02-01T00:00:00.000Z", "subscription.cancelled", ...facts, -1450, "capture", "cancelled"],
    ]);
    expect(database.schemas).toBe(1);
  });

  test("keeps the order of a subscription: after a failure its rest waits, and others go on", async () => {
    database.failing.add("1");
    const batch = [message("1", "a"), message("2", "b"), message("3", "a"), message("4", "b")];
    expect(await consume(batch)).toEqual(["1", "3"]);
    expect(database.entries.map(([id]) => id)).toEqual(["2", "4"]);
  });

  test("leaves a message that is no event to the dead-letter queue", async () => {
    expect(await consume([{ ...message("1", "a"), body: "{}" }, message("2", "b")])).toEqual(["1"]);
  });
});
