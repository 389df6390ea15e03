import { createHash } from "node:crypto";
import { PaymentDeclined, TemporarilyUnavailable } from "../../domain/errors";
import type { PaymentProvider } from "../../domain/ports";

/**
 * A simulation that stands where the client of a real provider would. What happens depends on the token alone: `tok_approved` is charged,
 * `tok_unreachable` never gets an answer, `tok_flaky` gets one from the second attempt of an order on, and all others are declined.
 *
 * It remembers first attempts for the life of the process only, and the reference follows from the order, which makes both calls idempotent.
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
    // The simulation moves no money, so there is nothing to give back.
  }

  #isFirstAttempt(orderId: string): boolean {
    if (this.#attempted.has(orderId)) return false;
    this.#attempted.add(orderId);
    return true;
  }
}
