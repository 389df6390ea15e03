import { Refusal } from "../../src/domain/errors";
import type { PaymentProvider, PaymentStore } from "../../src/domain/ports";

export const orderId = "0198c5a0-0000-7000-8000-000000000301";
export const AMOUNT = 5_900;

export type Pause = () => Promise<unknown>;

/** One order with the rules of the database; every method is atomic between two pauses of any length. */
export class OrderModel implements PaymentStore {
  status: "placed" | "paid" | "cancelled" = "placed";
  #reference: string | null = null;
  readonly #pause: Pause;
  readonly #recordsCancelled: boolean;

  /** @param recordsCancelled - records charges of cancelled orders, which is the fault that the model must find. */
  constructor(pause: Pause, recordsCancelled: boolean) {
    this.#pause = pause;
    this.#recordsCancelled = recordsCancelled;
  }

  reserve() {
    return this.#atomic(() => {
      if (this.status === "cancelled") throw new Refusal("conflict", "The order is cancelled");
      return { amountCents: AMOUNT, paymentToken: "tok_approved", reference: this.#reference };
    });
  }

  recordCharge(_orderId: string, reference: string) {
    return this.#atomic(() => {
      if (this.status === "cancelled" && !this.#recordsCancelled) return false;
      this.#reference = reference;
      return true;
    });
  }

  statuses() {
    return this.#atomic(() => new Map([[orderId, this.status]]));
  }

  confirm() {
    return this.#atomic(() => {
      if (this.status === "cancelled") throw new Refusal("conflict", "The order is cancelled");
      if (this.#reference === null) throw new Refusal("conflict", "The order is not charged");
      this.status = "paid";
      return true;
    });
  }

  release() {
    return this.#atomic(() => {
      if (this.status === "paid") throw new Refusal("conflict", "The order is paid");
      this.status = "cancelled";
      return true;
    });
  }

  async #atomic<Result>(act: () => Result): Promise<Result> {
    await this.#pause();
    const result = act();
    await this.#pause();
    return result;
  }
}

/** Both calls are idempotent by order and take effect at any moment before they return. */
export class ProviderModel implements PaymentProvider {
  heldCents = 0;
  #isCharged = false;
  readonly #pause: Pause;

  constructor(pause: Pause) {
    this.#pause = pause;
  }

  async charge(_orderId: string, amountCents: number): Promise<string> {
    await this.#pause();
    if (!this.#isCharged) this.heldCents += amountCents;
    this.#isCharged = true;
    await this.#pause();
    return "charge-1";
  }

  async chargedSince() {
    return [];
  }

  async refund(): Promise<void> {
    await this.#pause();
    this.heldCents = 0;
    await this.#pause();
  }
}
