import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { updateItem } from "../../functions/adapters/update-item";
import { BillingSystem, describeWithMoto, provideResources, until } from "./support/billing";
import type { TaskFault } from "./support/billing";
import type { BillingTask, PlanName } from "../../functions/contract";

const running = vi.hoisted(() => ({ system: undefined as BillingSystem | undefined }));

vi.mock("../../functions/adapters/task-token", () => ({
  resume: async (token: string) => running.system!.resume(token),
  sendHeartbeat: async () => undefined,
}));

vi.mock("../../functions/adapters/start-execution", () => ({
  startExecution: async (arn: "renew", name: string, input: object) => running.system!.begin(arn, name, input),
}));

const START = "2027-01-31T12:00:00.000Z";

describeWithMoto("SA-L1 the workflows, as deployed,", () => {
  let system: BillingSystem;

  beforeAll(() => void vi.useFakeTimers({ toFake: ["Date"] }));

  afterAll(() => vi.useRealTimers());

  beforeEach(async () => {
    vi.setSystemTime(START);
    await provideResources();
    system = new BillingSystem();
    running.system = system;
    await system.start();
    return () => system.stop();
  });

  const keyOf = (subscriptionId: string) => ({ customerId: "ann", subscriptionId });
  const cents = () =>
    system.paypal.captures.filter(({ status }) => status === "COMPLETED").map(({ cents: each }) => each);
  const eventsOf = async (id: string) =>
    (await system.ledger(id)).map(({ type, amountCents }) => `${type.replace("subscription.", "")} ${amountCents}`);

  /** Starts `create`, and approves the order as soon as there is one. @returns the subscription's id. */
  async function subscribe(plan: PlanName = "pro", interval: "month" | "year" = "month"): Promise<string> {
    const id = `sub_${randomUUID().slice(0, 8)}`;
    system.begin("create", id, { ...keyOf(id), request: { plan, interval } });
    await system.waits();
    const [payment] = await system.payments(id);
    system.paypal.approve(payment!.orderId!);
    expect(await system.ended("create", id)).toBe("SUCCEEDED");
    return id;
  }

  /** Runs the daily start of due workflows, and waits for those of a subscription. */
  async function renewDue(id: string, at: string): Promise<string> {
    vi.setSystemTime(at);
    const { renewsAt } = await system.subscription(id);
    const { handler } = await import("../../functions/handlers/renewals");
    await handler({}, { awsRequestId: "r" } as never);
    return `${id}-${renewsAt.replace(/\D/g, "")}`;
  }

  test("create: the customer approves, is charged, and has a subscription", async () => {
    const id = await subscribe();
    expect(system.ran).toEqual(["open", "wait", "look", "capture", "complete", "publish"]);
    expect(await system.subscription(id)).toMatchObject({
      status: "active",
      periodStart: START,
      periodEnd: "2027-02-28T12:00:00.000Z",
      approvalUrl: expect.stringContaining("checkoutnow"),
      payPalTokenId: expect.stringMatching(/^vault-/),
    });
    expect([cents(), await eventsOf(id)]).toEqual([[2900], ["created 2900"]]);
  });

  test("create: a free plan needs no payment", async () => {
    const id = `sub_${randomUUID().slice(0, 8)}`;
    const request = { plan: "free", interval: "month" };
    expect(await system.run("create", id, { ...keyOf(id), request })).toBe("SUCCEEDED");
    expect([(await system.subscription(id)).status, cents(), await eventsOf(id)]).toEqual([
      "active",
      [],
      ["created 0"],
    ]);
  });

  test("create: a lost webhook delays, because the order is read when the heartbeat ends", async () => {
    system.delivers = false;
    const id = `sub_${randomUUID().slice(0, 8)}`;
    system.begin("create", id, { ...keyOf(id), request: { plan: "basic", interval: "year" } });
    await system.waits();
    expect(system.loseHeartbeats()).toBe(1);
    await system.waits();
    const [payment] = await system.payments(id);
    system.paypal.approve(payment!.orderId!);
    system.loseHeartbeats();
    expect(await system.ended("create", id)).toBe("SUCCEEDED");
    expect([cents(), (await system.subscription(id)).status]).toEqual([[9000], "active"]);
  });

  test("create: a declined account leaves nothing but an abandoned subscription", async () => {
    system.paypal.outcomes.push("DECLINED");
    const id = await subscribe();
    expect([(await system.subscription(id)).status, cents(), await eventsOf(id)]).toEqual(["abandoned", [], []]);
  });

  test("renew: each period is charged once, from the day of the first one", async () => {
    const id = await subscribe();
    for (const [at, end] of [
      ["2027-02-28T13:00:00.000Z", "2027-03-31T12:00:00.000Z"],
      ["2027-03-31T13:00:00.000Z", "2027-04-30T12:00:00.000Z"],
    ]) {
      const name = await renewDue(id, at!);
      expect(await system.ended("renew", name)).toBe("SUCCEEDED");
      await renewDue(id, at!);
      expect((await system.subscription(id)).periodEnd).toBe(end);
    }
    expect([cents(), await eventsOf(id)]).toEqual([
      [2900, 2900, 2900],
      ["created 2900", "renewed 2900", "renewed 2900"],
    ]);
  });

  test("renew: executions at the same time charge once", async () => {
    const id = await subscribe();
    vi.setSystemTime("2027-03-01T00:00:00.000Z");
    const names = ["a", "b", "c"].map((name) => `${id}-${name}`);
    const ends = await Promise.all(names.map((name) => system.run("renew", name, keyOf(id))));
    expect(ends).toEqual(["SUCCEEDED", "SUCCEEDED", "SUCCEEDED"]);
    expect([cents(), await eventsOf(id)]).toEqual([
      [2900, 2900],
      ["created 2900", "renewed 2900"],
    ]);
  });

  test.each<[BillingTask, TaskFault]>([
    ["claim-renewal", "answer-lost"],
    ["charge", "busy"],
    ["charge", "answer-lost"],
    ["complete", "answer-lost"],
    ["publish", "answer-lost"],
  ])("renew: charges once and reports once if the task %s is %s", async (task, fault) => {
    const id = await subscribe();
    system.faults.set(task, [fault, fault]);
    const name = await renewDue(id, "2027-03-01T00:00:00.000Z");
    expect(await system.ended("renew", name)).toBe("SUCCEEDED");
    expect([cents(), await eventsOf(id)]).toEqual([
      [2900, 2900],
      ["created 2900", "renewed 2900"],
    ]);
  });

  test.each([
    [["unavailable", "throttled"]],
    [["answer-lost"]],
    [["answer-lost", "unavailable", "answer-lost"]],
  ] as const)("renew: charges once if PayPal fails by %j", async (faults) => {
    const id = await subscribe();
    system.paypal.faults.push(...faults);
    const name = await renewDue(id, "2027-03-01T00:00:00.000Z");
    expect(await system.ended("renew", name)).toBe("SUCCEEDED");
    expect(cents()).toEqual([2900, 2900]);
  });

  test("renew: a pending payment waits for PayPal, whose events are repeated and in another order", async () => {
    const id = await subscribe();
    system.paypal.outcomes.push("PENDING");
    system.repetitions = 3;
    const name = await renewDue(id, "2027-03-01T00:00:00.000Z");
    await system.waits();
    expect((await system.subscription(id)).charge).toMatchObject({ purpose: "renewal", amountCents: 2900 });
    system.paypal.decide(`${id}/2027-02-28T12:00:00.000Z`, "COMPLETED");
    expect(await system.ended("renew", name)).toBe("SUCCEEDED");
    expect([cents(), await eventsOf(id)]).toEqual([
      [2900, 2900],
      ["created 2900", "renewed 2900"],
    ]);
  });

  test("renew: an event that arrives before the workflow waits is not lost", async () => {
    const id = await subscribe();
    system.paypal.outcomes.push("PENDING");
    system.faults.set("wait", ["busy"]);
    system.delivers = false;
    const name = await renewDue(id, "2027-03-01T00:00:00.000Z");
    await until(() => system.paypal.captures.length === 2);
    system.paypal.decide(`${id}/2027-02-28T12:00:00.000Z`, "COMPLETED");
    await system.deliver();
    expect(await system.ended("renew", name)).toBe("SUCCEEDED");
    expect(cents()).toEqual([2900, 2900]);
  });

  test("payment-failed: a later attempt pays, and the period keeps its days", async () => {
    const id = await subscribe();
    system.paypal.outcomes.push("DECLINED", "DECLINED");
    const name = await renewDue(id, "2027-03-01T00:00:00.000Z");
    expect(await system.ended("renew", name)).toBe("SUCCEEDED");
    expect(await system.ended("payment-failed", name)).toBe("SUCCEEDED");
    expect(await system.subscription(id)).toMatchObject({
      status: "active",
      periodEnd: "2027-03-31T12:00:00.000Z",
      failures: 0,
    });
    expect([cents(), await eventsOf(id)]).toEqual([
      [2900, 2900],
      ["created 2900", "payment-failed 0", "payment-failed 0", "renewed 2900"],
    ]);
  });

  test("payment-failed: after the last attempt the subscription ends, and nothing is charged any more", async () => {
    const id = await subscribe();
    system.paypal.outcomes.push("DECLINED", "DECLINED", "DECLINED", "DECLINED");
    const name = await renewDue(id, "2027-03-01T00:00:00.000Z");
    await system.ended("renew", name);
    expect(await system.ended("payment-failed", name)).toBe("SUCCEEDED");
    await renewDue(id, "2027-06-01T00:00:00.000Z");
    expect([(await system.subscription(id)).status, cents()]).toEqual(["cancelled", [2900]]);
    expect((await eventsOf(id)).slice(-2)).toEqual(["payment-failed 0", "cancelled 0"]);
  });

  test("payment-failed: a customer who cancels meanwhile is not charged", async () => {
    const id = await subscribe();
    system.paypal.outcomes.push("DECLINED");
    let open = (): void => undefined;
    system.gates.set("claim-retry", new Promise<void>((resolve) => (open = resolve)));
    const name = await renewDue(id, "2027-03-01T00:00:00.000Z");
    await system.ended("renew", name);
    await system.run("cancel", `${id}-cancel`, { ...keyOf(id), cancellation: { at: "period-end" } });
    open();
    expect((await system.subscription(id)).status).toBe("cancelled");
    expect(await system.ended("payment-failed", name)).toBe("SUCCEEDED");
    expect([system.ran.at(-1), cents()]).toEqual(["publish", [2900]]);
    expect((await eventsOf(id)).slice(-1)).toEqual(["cancelled 0"]);
  });

  test("cancel: at the end of the period, by the daily renewals and without a refund", async () => {
    const id = await subscribe();
    const cancellation = { at: "period-end" };
    expect(await system.run("cancel", `${id}-c`, { ...keyOf(id), cancellation })).toBe("SUCCEEDED");
    expect(await system.subscription(id)).toMatchObject({ status: "active", cancellation: "period-end" });
    const name = await renewDue(id, "2027-03-01T00:00:00.000Z");
    expect(await system.ended("cancel", name)).toBe("SUCCEEDED");
    expect([(await system.subscription(id)).status, cents(), system.paypal.refunds.size]).toEqual([
      "cancelled",
      [2900],
      0,
    ]);
    expect(await eventsOf(id)).toEqual(["created 2900", "cancelled 0"]);
  });

  test("cancel: at once, with one refund of the unused part", async () => {
    const id = await subscribe();
    vi.setSystemTime("2027-02-14T12:00:00.000Z");
    system.faults.set("refund", ["answer-lost", "answer-lost"]);
    expect(await system.run("cancel", `${id}-c`, { ...keyOf(id), cancellation: { at: "now" } })).toBe("SUCCEEDED");
    expect([...system.paypal.refunds.values()]).toEqual([1450]);
    expect(await eventsOf(id)).toEqual(["created 2900", "cancelled -1450"]);
    await system.run("renew", `${id}-late`, keyOf(id));
    expect(cents()).toEqual([2900]);
  });

  test("cancel: waits for a payment in progress, which is refunded", async () => {
    const id = await subscribe();
    system.paypal.outcomes.push("PENDING");
    const name = await renewDue(id, "2027-02-28T12:00:00.000Z");
    await system.waits();
    system.begin("cancel", `${id}-c`, { ...keyOf(id), cancellation: { at: "now" } });
    await until(() => system.ran.includes("cancel"));
    expect((await system.subscription(id)).status).toBe("active");
    system.paypal.decide(`${id}/2027-02-28T12:00:00.000Z`, "COMPLETED");
    expect(await system.ended("renew", name)).toBe("SUCCEEDED");
    expect(await system.ended("cancel", `${id}-c`)).toBe("SUCCEEDED");
    expect([...system.paypal.refunds.values()]).toEqual([2900]);
    expect((await system.subscription(id)).status).toBe("cancelled");
  });

  test("cancel: a customer who revokes PayPal's token is cancelled at the end of the period", async () => {
    const id = await subscribe();
    const { payPalTokenId } = await system.subscription(id);
    system.undelivered.push({
      id: "WH-revoked",
      event_type: "VAULT.PAYMENT-TOKEN.DELETED",
      resource: { id: payPalTokenId },
    });
    await system.deliver();
    expect(await system.ended("cancel", `${id}-WH-revoked`)).toBe("SUCCEEDED");
    expect((await system.subscription(id)).cancellation).toBe("period-end");
  });

  test("cancel: PayPal's token of several subscriptions is revoked for all of them", async () => {
    const [id, other] = [await subscribe(), await subscribe()];
    const { payPalTokenId } = await system.subscription(id);
    await updateItem({
      TableName: process.env["SUBSCRIPTIONS_TABLE"],
      Key: keyOf(other),
      UpdateExpression: "SET payPalTokenId = :token",
      ExpressionAttributeValues: { ":token": payPalTokenId },
    });
    const resource = { id: payPalTokenId };
    system.undelivered.push({ id: "WH-all", event_type: "VAULT.PAYMENT-TOKEN.DELETED", resource });
    await system.deliver();
    for (const each of [id, other]) expect(await system.ended("cancel", `${each}-WH-all`)).toBe("SUCCEEDED");
  });

  test("change-plan: a more expensive plan is charged for the rest of the period", async () => {
    const id = await subscribe("basic");
    vi.setSystemTime("2027-02-14T12:00:00.000Z");
    const change = { plan: "pro", interval: "month" };
    system.faults.set("charge", ["answer-lost"]);
    expect(await system.run("change-plan", `${id}-up`, { ...keyOf(id), change })).toBe("SUCCEEDED");
    expect([cents(), (await system.subscription(id)).plan]).toEqual([[900, 1000], "pro"]);
    expect(await eventsOf(id)).toEqual(["created 900", "changed 1000"]);
  });

  test("change-plan: the credit of a cheaper plan pays the next periods", async () => {
    const id = await subscribe("pro");
    vi.setSystemTime("2027-02-14T12:00:00.000Z");
    const change = { plan: "basic", interval: "month" };
    expect(await system.run("change-plan", `${id}-down`, { ...keyOf(id), change })).toBe("SUCCEEDED");
    expect(await system.subscription(id)).toMatchObject({ plan: "basic", creditCents: 1000 });
    await system.ended("renew", await renewDue(id, "2027-03-01T00:00:00.000Z"));
    await system.ended("renew", await renewDue(id, "2027-04-01T00:00:00.000Z"));
    expect([cents(), (await system.subscription(id)).creditCents]).toEqual([[2900, 800], 0]);
  });

  test("change-plan: a declined payment leaves the plan, and a request for another plan is possible", async () => {
    const id = await subscribe("basic");
    system.paypal.outcomes.push("DECLINED");
    const change = { plan: "business", interval: "month" };
    expect(await system.run("change-plan", `${id}-1`, { ...keyOf(id), change })).toBe("SUCCEEDED");
    expect([(await system.subscription(id)).plan, cents()]).toEqual(["basic", [900]]);
    await system.run("change-plan", `${id}-2`, { ...keyOf(id), change });
    expect((await system.subscription(id)).plan).toBe("business");
  });

  test.each(["renew", "cancel", "change-plan"] as const)("%s: refuses an unknown subscription", async (workflow) => {
    const input = { ...keyOf("no-such"), cancellation: { at: "now" }, change: { plan: "pro", interval: "month" } };
    expect(await system.run(workflow, `no-such-${randomUUID()}`, input)).toBe("SUCCEEDED");
    expect([system.ran, cents()]).toEqual([[], []]);
  });

  test("access tokens of PayPal are cached, and replaced when they are refused", async () => {
    const id = await subscribe();
    const before = system.paypal.tokenRequests();
    expect(before).toBe(1);
    system.paypal.forgetTokens();
    await system.ended("renew", await renewDue(id, "2027-03-01T00:00:00.000Z"));
    expect([system.paypal.tokenRequests(), cents()]).toEqual([2, [2900, 2900]]);
  });
});
