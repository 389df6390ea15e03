import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { call } from "./support/api";
import { BillingSystem, describeWithMoto, provideResources, until } from "./support/billing";

const running = vi.hoisted(() => ({ system: undefined as BillingSystem | undefined }));

vi.mock("../../functions/adapters/task-token", () => ({
  resume: async (token: string) => running.system!.resume(token),
  sendHeartbeat: async () => undefined,
}));

vi.mock("../../functions/adapters/start-execution", () => ({
  startExecution: async (arn: "create", name: string, input: object) => running.system!.begin(arn, name, input),
}));

const KEY = "key-of-ann-1";

describeWithMoto("the API of subscriptions", () => {
  let system: BillingSystem;
  let handler: typeof import("../../functions/handlers/subscriptions").handler;

  beforeAll(async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    ({ handler } = await import("../../functions/handlers/subscriptions"));
  });

  afterAll(() => vi.useRealTimers());

  beforeEach(async () => {
    vi.setSystemTime("2027-01-31T12:00:00.000Z");
    await provideResources();
    system = new BillingSystem();
    running.system = system;
    await system.start();
    return () => system.stop();
  });

  const ask = (name: Parameters<typeof call>[1], options: Parameters<typeof call>[2] = {}, userId = "ann") =>
    call(handler, name, { userId, ...options });

  const subscribe = (plan = "pro", key = KEY) =>
    ask("subscribe", { body: { plan, interval: "month" }, headers: { "idempotency-key": key } });

  /** Subscribes, and approves and pays the first period. @returns the subscription's id. */
  async function subscribed(): Promise<string> {
    const id = String((await subscribe()).body["subscriptionId"]);
    await system.waits();
    system.paypal.approve((await system.payments(id))[0]!.orderId!);
    await system.ended("create", id);
    return id;
  }

  test("shows the plans to visitors", async () => {
    const { status, body } = await call(handler, "listPlans");
    expect([status, body["currency"]]).toEqual([200, "USD"]);
    expect(body["plans"]).toMatchObject({ basic: { month: 900, year: 9000 } });
  });

  test("starts a subscription, whose customer finds the address of the approval", async () => {
    const { status, body } = await subscribe();
    await system.waits();
    expect(status).toBe(202);
    const path = { subscriptionId: String(body["subscriptionId"]) };
    expect((await ask("getSubscription", { path })).body).toMatchObject({
      status: "pending",
      plan: "pro",
      approvalUrl: expect.stringContaining("checkoutnow"),
    });
  });

  test("starts one subscription for requests of one key, and refuses the key for another plan", async () => {
    const first = await subscribe();
    await system.waits();
    expect((await subscribe()).body).toEqual(first.body);
    expect(await subscribe("basic")).toMatchObject({ status: 422, body: { code: "idempotency-key-reused" } });
    expect((await ask("listSubscriptions")).body["subscriptions"]).toHaveLength(1);
    await subscribe("pro", "key-of-ann-2");
    await until(() => system.ran.filter((task) => task === "wait").length === 2);
    expect((await ask("listSubscriptions")).body["subscriptions"]).toHaveLength(2);
  });

  test.each([
    ["an unknown plan", { plan: "gold", interval: "month" }, KEY],
    ["a price", { plan: "pro", interval: "month", priceCents: 1 }, KEY],
    ["a short key", { plan: "pro", interval: "month" }, "short"],
  ])("refuses %s", async (_, body, key) => {
    const refused = await ask("subscribe", { body, headers: { "idempotency-key": key } });
    expect(refused).toMatchObject({ status: 400, body: { code: "invalid-request" } });
  });

  test("shows a subscription and its payments to its customer only, and to the staff by the user", async () => {
    const id = await subscribed();
    const path = { subscriptionId: id };
    for (const route of ["getSubscription", "listPayments"] as const) {
      expect((await ask(route, { path })).status).toBe(200);
      expect(await ask(route, { path }, "eve")).toMatchObject({ status: 404, body: { code: "not-found" } });
    }
    expect((await ask("listPayments", { path })).body["payments"]).toMatchObject([
      { purpose: "first", status: "captured", amountCents: 2900 },
    ]);
    const list = await ask("listUserSubscriptions", { path: { userId: "ann" } }, "support");
    expect(list.body["subscriptions"]).toMatchObject([{ subscriptionId: id, status: "active" }]);
    expect(JSON.stringify(list.body)).not.toMatch(/vault|charge|version/);
  });

  test("names the price of a change before it is made, and charges it", async () => {
    const path = { subscriptionId: await subscribed() };
    vi.setSystemTime("2027-02-14T12:00:00.000Z");
    const query = { plan: "business", interval: "month" };
    const preview = { amountCents: 3500, creditCents: 0 };
    expect(await ask("previewChange", { path, query })).toMatchObject({ status: 200, body: preview });
    const headers = { "idempotency-key": "key-of-change" };
    expect(await ask("changePlan", { path, body: query, headers })).toMatchObject({ status: 202, body: preview });
    await until(() => system.paypal.captures.length === 2);
    expect(system.paypal.captures.map(({ cents }) => cents)).toEqual([2900, 3500]);
  });

  test.each([
    ["the same plan", "same-plan", { plan: "pro", interval: "month" }, "2027-02-14T12:00:00.000Z"],
    [
      "a change while the renewal is due",
      "payment-due",
      { plan: "basic", interval: "month" },
      "2027-03-14T12:00:00.000Z",
    ],
  ])("refuses %s", async (_, code, body, at) => {
    const path = { subscriptionId: await subscribed() };
    vi.setSystemTime(at);
    const headers = { "idempotency-key": "key-of-change" };
    expect(await ask("changePlan", { path, body, headers })).toMatchObject({ status: 409, body: { code } });
    expect(await ask("previewChange", { path, query: body })).toMatchObject({ status: 409, body: { code } });
    expect(system.paypal.captures).toHaveLength(1);
  });

  test("refuses a change while a payment is in progress", async () => {
    const id = await subscribed();
    system.paypal.outcomes.push("PENDING");
    vi.setSystemTime("2027-02-28T12:00:00.000Z");
    system.begin("renew", `${id}-r`, { customerId: "ann", subscriptionId: id });
    await system.waits();
    const query = { plan: "business", interval: "month" };
    const refused = await ask("previewChange", { path: { subscriptionId: id }, query });
    expect(refused).toMatchObject({ status: 409, body: { code: "payment-due" } });
  });
});
