import { beforeEach, describe, expect, it, vi } from "vitest";
import { SimulatedPaymentProvider } from "../../../src/adapters/payment-provider";
import { PaymentDeclined, Refusal, TemporarilyUnavailable } from "../../../src/domain/errors";
import { createPaymentTasks } from "../../../src/handlers/payment-tasks";
import type { PaymentProvider } from "../../../src/domain/ports";
import { memoryLog, memoryMeter } from "../../support/memory-api";
import { databaseGone, MemoryShop } from "../../support/memory-shop";

const orderId = "0198c5a0-0000-7000-8000-000000000301";

const noWorkflow = { startedSince: async () => [] };
const noCharges = { chargedSince: async () => [] };

function payment(store = new MemoryShop(), provider: PaymentProvider = new SimulatedPaymentProvider()) {
  const meter = memoryMeter();
  const log = memoryLog();
  return {
    run: createPaymentTasks({ store, provider, workflow: noWorkflow, meter, log }),
    meter,
    log,
    store,
  };
}

describe("a payment task", () => {
  it("charges the reserved amount and records the same reference each time", async () => {
    const { run, store } = payment();
    await run({ task: "reserve", orderId });
    expect(await run({ task: "charge", orderId })).toEqual({ charged: true });
    const reference = store.charges.get(orderId);
    expect(reference).toMatch(/^sim_[0-9a-f]{24}$/);
    await run({ task: "charge", orderId });
    expect(store.charges.get(orderId)).toBe(reference);
  });

  it("returns a declined payment as a result and not as an error", async () => {
    const charge = () => Promise.reject(new PaymentDeclined("The payment was declined"));
    const { run, store, log } = payment(undefined, { charge, refund: async () => undefined, ...noCharges });
    expect(await run({ task: "charge", orderId })).toEqual({ charged: false });
    expect(store.charges.size).toBe(0);
    expect(log.lines).toEqual([expect.stringContaining('"charged":false')]);
  });

  it.each([
    ["confirm", "OrdersPaid"],
    ["release", "OrdersCancelled"],
  ])("%s is counted once, also when it is repeated", async (task, metric) => {
    const { run, meter } = payment();
    await run({ task, orderId });
    await run({ task, orderId });
    expect(meter.added).toEqual([[metric, 1]]);
  });

  describe("that releases an order", () => {
    const refund = vi.fn(async (_orderId: string) => undefined);
    const provider: PaymentProvider = { charge: async () => "ref-1", refund, ...noCharges };

    beforeEach(() => refund.mockReset());

    it("does not refund a paid order", async () => {
      const { run, store } = payment(undefined, provider);
      store.failure = new Refusal("conflict", "The order is paid");
      await expect(run({ task: "release", orderId })).rejects.toMatchObject({ code: "conflict" });
      expect(refund).not.toHaveBeenCalled();
    });

    it("refunds when it is repeated after a failure between cancellation and refund", async () => {
      const { run, meter } = payment(undefined, provider);
      refund.mockRejectedValueOnce(new TemporarilyUnavailable("payments"));
      await expect(run({ task: "release", orderId })).rejects.toMatchObject({ name: "TemporarilyUnavailable" });
      await run({ task: "release", orderId });
      expect(refund.mock.calls).toEqual([[orderId], [orderId]]);
      expect(meter.added).toEqual([["OrdersCancelled", 1]]);
    });
  });

  it("asks no provider for an order without an amount, or with a recorded charge", async () => {
    const charge = vi.fn(async () => "ref-1");
    const { run, store } = payment(undefined, { charge, refund: async () => undefined, ...noCharges });
    const reserve = vi.spyOn(store, "reserve");
    reserve.mockResolvedValueOnce({ amountCents: 0, paymentToken: null as never, reference: null });
    expect(await run({ task: "charge", orderId })).toEqual({ charged: true });
    reserve.mockResolvedValueOnce({ amountCents: 700, paymentToken: null as never, reference: "ref-1" });
    expect(await run({ task: "charge", orderId })).toEqual({ charged: true });
    expect(charge).not.toHaveBeenCalled();
  });

  it("refunds and counts a charge that ends after the order was cancelled", async () => {
    const refund = vi.fn(async (_orderId: string) => undefined);
    const { run, store, meter, log } = payment(undefined, { charge: async () => "ref-1", refund, ...noCharges });
    vi.spyOn(store, "recordCharge").mockResolvedValue(false);
    expect(await run({ task: "charge", orderId })).toEqual({ charged: false });
    expect(refund.mock.calls).toEqual([[orderId]]);
    expect(meter.added).toEqual([["UnexpectedRefunds", 1]]);
    expect(log.lines[0]).toContain(orderId);
  });

  it("refunds and counts an order that a restore has removed, instead of failing", async () => {
    const refund = vi.fn(async (_orderId: string) => undefined);
    const { run, store, meter } = payment(undefined, { charge: async () => "ref-1", refund, ...noCharges });
    store.failure = new Refusal("not-found", "The order does not exist");
    await run({ task: "release", orderId });
    expect(refund.mock.calls).toEqual([[orderId]]);
    expect(meter.added).toEqual([["UnexpectedRefunds", 1]]);
  });

  describe("that reconciles", () => {
    const since = "2026-01-02T03:04:05.000Z";
    const [lost, cancelled, placed, paid] = [1, 2, 3, 4].map((n) => `0198c5a0-0000-7000-8000-00000000040${n}`);

    it("refunds charges of unknown and cancelled orders and executions of unknown ones, and nothing else", async () => {
      const refund = vi.fn(async (_orderId: string) => undefined);
      const chargedSince = vi.fn(async () => [cancelled!, placed!, paid!]);
      const startedSince = vi.fn(async () => [lost!, cancelled!, placed!, paid!]);
      const store = new MemoryShop();
      for (const [id, status] of Object.entries({ [cancelled!]: "cancelled", [placed!]: "placed", [paid!]: "paid" }))
        store.orders.set(id, { id, status } as never);
      const [meter, log] = [memoryMeter(), memoryLog()];
      const provider = { charge: async () => "ref-1", refund, chargedSince };
      const run = createPaymentTasks({ store, provider, workflow: { startedSince }, meter, log });
      expect(await run({ task: "reconcile", since })).toEqual({
        compared: 4,
        unknown: [lost],
        cancelled: [cancelled],
        placed: [placed],
      });
      expect(refund.mock.calls).toEqual([[lost], [cancelled]]);
      expect(meter.added).toEqual([
        ["UnexpectedRefunds", 1],
        ["UnexpectedRefunds", 1],
      ]);
      expect([chargedSince.mock.calls, startedSince.mock.calls]).toEqual([[[new Date(since)]], [[new Date(since)]]]);
    });

    it("needs a moment to begin at", async () => {
      await expect(payment().run({ task: "reconcile" })).rejects.toThrow();
    });
  });

  it("fails by the name that the workflow retries", async () => {
    const { run, store } = payment();
    store.failure = databaseGone();
    await expect(run({ task: "reserve", orderId })).rejects.toMatchObject({ name: "TemporarilyUnavailable" });
  });

  it.each([{ task: "steal", orderId }, { task: "reserve" }, { task: "reserve", orderId: "1" }, null])(
    "rejects the unknown event %j",
    async (event) => {
      await expect(payment().run(event)).rejects.toThrow();
    },
  );
});
