import { describe, expect, it } from "vitest";
import { SimulatedPaymentProvider } from "../../../src/adapters/payment-provider";
import { createPaymentTasks } from "../../../src/handlers/payment-tasks";
import { memoryLog, memoryMeter } from "../../support/memory-api";
import { databaseGone, MemoryShop } from "../../support/memory-shop";

const orderId = "0198c5a0-0000-7000-8000-000000000301";

function payment(store = new MemoryShop()) {
  const meter = memoryMeter();
  const log = memoryLog();
  return {
    run: createPaymentTasks({ store, provider: new SimulatedPaymentProvider(), meter, log }),
    meter,
    log,
    store,
  };
}

describe("a payment task", () => {
  it("charges what was reserved and records the reference, the same one each time", async () => {
    const { run, store } = payment();
    await run({ task: "reserve", orderId });
    await run({ task: "charge", orderId });
    const reference = store.charges.get(orderId);
    expect(reference).toMatch(/^sim_[0-9a-f]{24}$/);
    await run({ task: "charge", orderId });
    expect(store.charges.get(orderId)).toBe(reference);
  });

  it.each([
    ["confirm", "OrdersPaid"],
    ["release", "OrdersCancelled"],
  ])("%s is counted once however often it is done", async (task, metric) => {
    const { run, meter } = payment();
    await run({ task, orderId });
    await run({ task, orderId });
    expect(meter.added).toEqual([[metric, 1]]);
  });

  it("fails by the name that the workflow retries", async () => {
    const { run, store } = payment();
    store.failure = databaseGone();
    await expect(run({ task: "reserve", orderId })).rejects.toMatchObject({ name: "TemporarilyUnavailable" });
  });

  it.each([{ task: "steal", orderId }, { task: "reserve" }, { task: "reserve", orderId: "1" }, null])(
    "that nobody knows is refused: %j",
    async (event) => {
      await expect(payment().run(event)).rejects.toThrow();
    },
  );
});
