import { createHash } from "node:crypto";
import { PaymentDeclined, TemporarilyUnavailable } from "../../domain/errors";
import type { PaymentProvider } from "../../domain/ports";

/**
 * A simulated provider. The token decides the result: `tok_approved` is charged, `tok_unreachable` times out,
 * `tok_flaky` is charged from an order's second attempt on, and every other token is declined.
 *
 * First attempts and charges are remembered for the life of the process. The reference is derived from the order,
 * which makes both calls idempotent.
 */
export class SimulatedPaymentProvider implements PaymentProvider {
  readonly #attempted = new Set<string>();
  readonly #charges = new Map<string, Date>();

  async charge(orderId: string, _amountCents: number, paymentToken: string): Promise<string> {
    if (paymentToken === "tok_unreachable") throw new TemporarilyUnavailable("payments");
    if (paymentToken === "tok_flaky" && this.#isFirstAttempt(orderId)) throw new TemporarilyUnavailable("payments");
    if (paymentToken !== "tok_approved" && paymentToken !== "tok_flaky") {
      throw new PaymentDeclined("The payment was declined");
    }
    if (!this.#charges.has(orderId)) this.#charges.set(orderId, new Date());
    return `sim_${createHash("sha256").update(orderId).digest("hex").slice(0, 24)}`;
  }

  /** The simulation moves no money. */
  async refund(orderId: string): Promise<void> {
    this.#charges.delete(orderId);
  }

  async chargedSince(since: Date): Promise<readonly string[]> {
    return [...this.#charges].filter(([, moment]) => moment >= since).map(([orderId]) => orderId);
  }

  #isFirstAttempt(orderId: string): boolean {
    if (this.#attempted.has(orderId)) return false;
    this.#attempted.add(orderId);
    return true;
  }
}
