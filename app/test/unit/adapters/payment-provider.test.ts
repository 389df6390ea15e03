import { describe, expect, it } from "vitest";
import { SimulatedPaymentProvider } from "../../../src/adapters/payment-provider";

describe("the simulated payment provider", () => {
  it("charges an approved token, with one reference for each order", async () => {
    const provider = new SimulatedPaymentProvider();
    const reference = await provider.charge("a", 100, "tok_approved");
    expect(await provider.charge("a", 100, "tok_approved")).toBe(reference);
    expect(await provider.charge("b", 100, "tok_approved")).not.toBe(reference);
  });

  it.each(["tok_declined", "tok_unknown", ""])("declines '%s'", async (token) => {
    const charge = new SimulatedPaymentProvider().charge("a", 100, token);
    await expect(charge).rejects.toMatchObject({ name: "PaymentDeclined" });
  });

  it("is always unavailable with tok_unreachable", async () => {
    const provider = new SimulatedPaymentProvider();
    for (let n = 0; n < 3; n += 1) {
      const charge = provider.charge("a", 100, "tok_unreachable");
      await expect(charge).rejects.toMatchObject({ name: "TemporarilyUnavailable", backend: "payments" });
    }
  });

  it("charges tok_flaky from the second attempt of each order on", async () => {
    const provider = new SimulatedPaymentProvider();
    for (const order of ["a", "b"]) {
      await expect(provider.charge(order, 100, "tok_flaky")).rejects.toThrow("payments is unavailable");
      expect(await provider.charge(order, 100, "tok_flaky")).toMatch(/^sim_/);
    }
  });

  it("refunds without an effect", async () => {
    await expect(new SimulatedPaymentProvider().refund("o")).resolves.toBeUndefined();
  });
});
