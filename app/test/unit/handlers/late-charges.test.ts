import fc from "fast-check";
import { expect, it } from "vitest";
import { Refusal, TemporarilyUnavailable } from "../../../src/domain/errors";
import type { PaymentProvider, PaymentStore } from "../../../src/domain/ports";
import { createPaymentTasks, type ChargeResult } from "../../../src/handlers/payment-tasks";
import { memoryLog, memoryMeter } from "../../support/memory-api";

const orderId = "0198c5a0-0000-7000-8000-000000000301";
const AMOUNT = 5_900;

type Pause = () => Promise<unknown>;

/** One order with the rules of the database; every method is atomic between two pauses of any length. */
class OrderModel implements PaymentStore {
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
class ProviderModel implements PaymentProvider {
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

const workflow = { startedSince: async () => [] };

type Run = ReturnType<typeof createPaymentTasks>;

/**
 * One execution of the payment workflow. An attempt to charge that the workflow gives up continues to run.
 *
 * @param isGivenUp - one value for each attempt.
 */
async function execute(run: Run, isGivenUp: readonly boolean[], pause: Pause): Promise<void> {
  const attempts: Promise<unknown>[] = [];
  const charge = async (givesUp: boolean): Promise<boolean> => {
    const attempt = run({ task: "charge", orderId });
    attempts.push(attempt.catch(() => undefined));
    if (!givesUp) return ((await attempt) as ChargeResult).charged;
    await pause();
    throw new TemporarilyUnavailable("payments");
  };
  const release = () => run({ task: "release", orderId }).catch(refusal);
  try {
    await run({ task: "reserve", orderId });
    await confirmOr(release, await chargeUntilDone(charge, isGivenUp));
  } catch {
    await release();
  }
  await Promise.all(attempts);

  async function confirmOr(otherwise: () => Promise<unknown>, isCharged: boolean): Promise<void> {
    if (isCharged) await run({ task: "confirm", orderId });
    else await otherwise();
  }
}

async function chargeUntilDone(charge: (givesUp: boolean) => Promise<boolean>, isGivenUp: readonly boolean[]) {
  for (const givesUp of isGivenUp.slice(0, -1)) if (givesUp) await charge(true).catch(() => undefined);
  return charge(isGivenUp.at(-1)!);
}

/** Refusals end the execution; anything else is a fault of the test. */
function refusal(error: unknown): void {
  if (!(error instanceof Refusal)) throw error;
}

/** Two executions of one order, as a redrive or a lost answer may cause, in any interleaving of all their steps. */
const moneyFollowsTheOrder = (recordsCancelled: boolean) =>
  fc.asyncProperty(
    fc.scheduler(),
    fc.array(fc.array(fc.boolean(), { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 2 }),
    async (scheduler, executions) => {
      const pause = () => scheduler.schedule(Promise.resolve());
      const [store, provider] = [new OrderModel(pause, recordsCancelled), new ProviderModel(pause)];
      const run = createPaymentTasks({ store, provider, workflow, meter: memoryMeter(), log: memoryLog() });
      await scheduler.waitFor(Promise.all(executions.map((isGivenUp) => execute(run, isGivenUp, pause))));
      expect([store.status, provider.heldCents]).toEqual(store.status === "paid" ? ["paid", AMOUNT] : ["cancelled", 0]);
    },
  );

it("the provider holds the money of paid orders only, whenever charges end", async () => {
  await fc.assert(moneyFollowsTheOrder(false), { numRuns: 1_000 });
});

it("a store that records the charge of a cancelled order would keep its money", async () => {
  expect((await fc.check(moneyFollowsTheOrder(true), { numRuns: 1_000 })).failed).toBe(true);
});
