import fc from "fast-check";
import { expect, it } from "vitest";
import { Refusal, TemporarilyUnavailable } from "../../../src/domain/errors";
import { createPaymentTasks, type ChargeResult } from "../../../src/handlers/payment-tasks";
import { memoryLog, memoryMeter } from "../../support/memory-api";
import { AMOUNT, OrderModel, orderId, ProviderModel, type Pause } from "../../support/payment-model";

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
