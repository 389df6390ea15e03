import { createHash } from "node:crypto";
import { PaymentDeclined, TemporarilyUnavailable } from "../../domain/errors";
import type { PaymentProvider } from "../../domain/ports";

/**
 * A simulated provider. The token decides the result: `tok_approved` is charged, `tok_unreachable` times out,
 * `tok_flaky` is charged from an order's second attempt on, and every other token is declined.
 *
 * First attempts are remembered for the life of the process. The reference is derived from the order, which makes both
 * calls idempotent.
 */
export class SimulatedPaymentProvider implements PaymentProvider {
  readonly #attempted = new Set<string>();

  async charge(orderId: string, _amountCents: number, paymentToken: string): Promise<string> {
    if (paymentToken === "tok_unreachable") throw new TemporarilyUnavailable("payments");
    if (paymentToken === "tok_flaky" && this.#isFirstAttempt(orderId)) throw new TemporarilyUnavailable("payments");
    if (paymentToken !== "tok_approved" && paymentToken !== "tok_flaky") {
      throw new PaymentDeclined("The payment was declined");
    }
    return `sim_${createHash("sha256").update(orderId).digest("hex").slice(0, 24)}`;
  }

  async refund(): Promise<void> {
    // The simulation moves no money.
  }

  #isFirstAttempt(orderId: string): boolean {
    if (this.#attempted.has(orderId)) return false;
    this.#attempted.add(orderId);
    return true;
  }
}
