import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";
import type { SQSEvent } from "aws-lambda";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { eventTypes, type EventType, type SubscriptionEvent, type User } from "../../functions/contract";
import { messageFor } from "../../functions/notifications/templates";
import { context, describeWithMoto, provideResources } from "./support/billing";

const sent = vi.hoisted(() => ({ messages: [] as string[], failing: new Set<string>() }));

function send(address: string, text: string): Promise<void> {
  if (sent.failing.has(address)) return Promise.reject(new Error("The service is busy"));
  sent.messages.push(`${address}: ${text}`);
  return Promise.resolve();
}

vi.mock("../../functions/adapters/send-email", () => ({
  sendEmail: (address: string, subject: string) => send(address, subject),
}));
vi.mock("../../functions/adapters/send-sms", () => ({ sendSms: send }));

const event = (overrides: Partial<SubscriptionEvent> = {}): SubscriptionEvent => ({
  eventId: "sub_1/subscription.renewed/2027-02-01",
  type: "subscription.renewed",
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

describeWithMoto("SA-L1 notifications", () => {
  let handler: typeof import("../../functions/handlers/notifications").handler;

  beforeAll(async () => {
    await provideResources();
    ({ handler } = await import("../../functions/handlers/notifications"));
    const documents = DynamoDBDocumentClient.from(new DynamoDBClient());
    const user = (Item: User) => documents.send(new PutCommand({ TableName: process.env["USERS_TABLE"], Item }));
    await user({ userId: "ann", email: "ann@example.com", name: "Ann", preferences: { email: true, sms: false } });
    const phone = "+4915112345678";
    await user({
      userId: "bob",
      email: "bob@example.com",
      name: "Bob",
      phone,
      preferences: { email: false, sms: true },
    });
    await user({ userId: "eve", email: "eve@example.com", name: "Eve", preferences: { email: false, sms: true } });
  });

  beforeEach(() => {
    sent.messages.length = 0;
    sent.failing.clear();
  });

  /** Handles a batch of events. @returns the positions of the messages that failed. */
  async function consume(bodies: readonly unknown[]): Promise<number[]> {
    const Records = bodies.map((body, index) => ({
      messageId: String(index),
      body: typeof body === "string" ? body : JSON.stringify(body),
    }));
    const { batchItemFailures } = await handler({ Records } as unknown as SQSEvent, context);
    return batchItemFailures.map(({ itemIdentifier }) => Number(itemIdentifier));
  }

  test("reach each customer by the preferred channels, and nobody without a phone by SMS", async () => {
    const events = ["ann", "bob", "eve", "unknown"].map((customerId) =>
      event({ customerId, eventId: `a/${customerId}` }),
    );
    expect(await consume(events)).toEqual([]);
    expect(sent.messages).toEqual([
      "ann@example.com: Your subscription was renewed",
      "+4915112345678: Your pro subscription was renewed until 2027-03-01. https://app.example.com/subscriptions/sub_1",
    ]);
  });

  test("are sent once for an event that the queue delivers again", async () => {
    const repeated = event({ eventId: "repeated" });
    await consume([repeated, repeated]);
    await consume([repeated]);
    expect(sent.messages).toHaveLength(1);
  });

  test("that fail are reported one by one, and sent when they come again", async () => {
    sent.failing.add("ann@example.com");
    const events = [
      event({ eventId: "b/1" }),
      event({ eventId: "b/2", customerId: "bob" }),
      "no JSON",
      { type: "none" },
    ];
    expect(await consume(events)).toEqual([0, 2, 3]);
    expect(sent.messages).toHaveLength(1);
    sent.failing.clear();
    expect(await consume(events.slice(0, 2))).toEqual([]);
    expect(sent.messages).toHaveLength(2);
  });
});

describe("messages", () => {
  const message = (type: EventType, overrides: Partial<SubscriptionEvent> = {}) =>
    messageFor(event({ type, ...overrides }), { name: "Ann", siteUrl: "https://app.example.com" });

  test.each(eventTypes)("about %s greet the customer, link to the subscription, and fit into two SMS", (type) => {
    const { text, sms, subject } = message(type);
    expect(text).toMatch(/^Hello Ann,\n\n.+\n\nhttps:\/\/app\.example\.com\/subscriptions\/sub_1$/s);
    expect(sms.length).toBeLessThanOrEqual(306);
    expect([text, sms, subject].join()).not.toMatch(/undefined|NaN|\$-/);
  });

  test("name amounts in dollars and days in UTC", () => {
    expect(message("subscription.created").text).toContain("You paid $29.00. It renews on 2027-03-01.");
    expect(message("subscription.changed", { amountCents: 0 }).text).not.toContain("You paid");
    const endsAt = "2027-02-14T23:30:00.000Z";
    const refunded = message("subscription.cancelled", { amountCents: -123_456, endsAt }).text;
    expect(refunded).toContain("ended on 2027-02-14. We refund $1,234.56 to your PayPal account.");
    expect(message("subscription.cancelled", { amountCents: 0, endsAt }).text).not.toContain("refund");
  });

  test("about a failed payment name the next attempt, or the end", () => {
    const retryAt = "2027-02-02T00:00:00.000Z";
    expect(message("subscription.payment-failed", { retryAt }).text).toContain("We try again on 2027-02-02.");
    expect(message("subscription.payment-failed").text).toContain("the subscription ends");
  });
});
