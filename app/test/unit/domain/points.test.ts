import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pointsEarned, pointsToRedeem, WELCOME_POINTS } from "../../../src/domain/points";

describe("points", () => {
  it("welcome a customer with 500", () => {
    expect(WELCOME_POINTS).toBe(500);
  });

  it.each([
    [0, 0],
    [99, 0],
    [100, 1],
    [12_345, 123],
  ])("an order of %i cents earns %i", (totalCents, points) => {
    expect(pointsEarned(totalCents)).toBe(points);
  });

  it("pay no more than the subtotal", () => {
    expect(pointsToRedeem(400, 250, 500)).toBe(250);
    expect(pointsToRedeem(400, 600, 500)).toBe(400);
  });

  it("may be offered beyond the balance as long as no more are needed than there are", () => {
    expect(pointsToRedeem(800, 300, 500)).toBe(300);
  });

  it("are refused when the balance has fewer", () => {
    expect(() => pointsToRedeem(501, 1_000, 500)).toThrow(
      expect.objectContaining({ name: "Refusal", code: "insufficient-points" }),
    );
  });

  it("never exceed the offer, the subtotal or the balance", () => {
    const amount = fc.nat(10_000);
    fc.assert(
      fc.property(amount, amount, amount, (offered, subtotal, more) => {
        const balance = Math.min(offered, subtotal) + more;
        const points = pointsToRedeem(offered, subtotal, balance);
        expect(points).toBeLessThanOrEqual(Math.min(offered, subtotal, balance));
      }),
    );
  });
});
