import { describe, expect, it, vi } from "vitest";
import { CircuitBreaker } from "../../../src/adapters/cache/circuit-breaker";

function breakerAt(start: number) {
  let now = start;
  const onOpen = vi.fn();
  const breaker = new CircuitBreaker(onOpen, () => now);
  return { breaker, onOpen, after: (milliseconds: number) => (now += milliseconds) };
}

describe("a circuit breaker", () => {
  it("opens at the second failure in a row, for five seconds", () => {
    const { breaker, onOpen, after } = breakerAt(1_000);
    breaker.failed();
    expect(breaker.isOpen).toBe(false);
    breaker.failed();
    expect(breaker.isOpen).toBe(true);
    expect(onOpen).toHaveBeenCalledOnce();
    after(4_999);
    expect(breaker.isOpen).toBe(true);
    after(1);
    expect(breaker.isOpen).toBe(false);
  });

  it("stays closed while failures are single", () => {
    const { breaker } = breakerAt(0);
    for (let n = 0; n < 5; n += 1) {
      breaker.failed();
      breaker.succeeded();
    }
    expect(breaker.isOpen).toBe(false);
  });

  it("opens again at once when the attempt after the pause fails", () => {
    const { breaker, onOpen, after } = breakerAt(0);
    breaker.failed();
    breaker.failed();
    after(5_000);
    breaker.failed();
    expect(breaker.isOpen).toBe(true);
    expect(onOpen).toHaveBeenCalledTimes(2);
  });

  it("requires two failures again after a successful attempt", () => {
    const { breaker, after } = breakerAt(0);
    breaker.failed();
    breaker.failed();
    after(5_000);
    breaker.succeeded();
    breaker.failed();
    expect(breaker.isOpen).toBe(false);
  });
});
