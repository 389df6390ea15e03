import { expect, test, vi } from "vitest";
import { readOrder } from "../../functions/paypal/orders";

const paypal = vi.hoisted(() => ({ status: "" }));

vi.mock("../../functions/paypal/client", () => ({
  PayPalRefusal: class extends Error {},
  callPayPal: async () => ({
    id: "order",
    status: "COMPLETED",
    purchase_units: [{ payments: { captures: [{ id: "capture", status: paypal.status }] } }],
  }),
}));

test.each([
  ["COMPLETED", "captured"],
  ["PARTIALLY_REFUNDED", "captured"],
  ["REFUNDED", "captured"],
  ["PENDING", "pending"],
  ["DECLINED", "declined"],
  ["FAILED", "declined"],
  ["ON_HOLD", "pending"],
])("SA-L1 a capture that PayPal calls %s is %s", async (status, outcome) => {
  paypal.status = status;
  expect(await readOrder("order")).toEqual({ outcome, orderId: "order", captureId: "capture" });
});
