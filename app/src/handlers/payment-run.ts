import { setTimeout as pause } from "node:timers/promises";
import type { PaymentTask } from "../../contract";
import { Refusal, TemporarilyUnavailable } from "../domain/errors";
import type { PaymentWorkflow } from "../domain/ports";
import type { Log } from "../observability";
import type { createPaymentTasks } from "./payment-tasks";

/** Pauses in milliseconds before a task is repeated, as in the state machine; a message has time for all of them. */
const PAUSES_MILLIS = [1_000, 2_000, 4_000];

export interface PaymentRunProps {
  readonly runTask: ReturnType<typeof createPaymentTasks>;
  readonly log: Log;
  readonly wait?: (millis: number) => Promise<unknown>;
}

/**
 * Runs the payment workflow where no state machine does: reserve, charge, then confirm, or release after a refusal, a
 * declined payment or a lasting failure. `start` ends with the payment. When it throws, the caller starts it again:
 * every task is idempotent, so that a payment continues where a crash has ended it.
 */
export function createPaymentRun({ runTask, log, wait = pause }: PaymentRunProps): Pick<PaymentWorkflow, "start"> {
  const attempt = (task: PaymentTask, orderId: string) => repeated(() => runTask({ task, orderId }), wait);
  const isCharged = async (orderId: string): Promise<boolean> => {
    try {
      await attempt("reserve", orderId);
      const { charged } = (await attempt("charge", orderId)) as { charged: boolean };
      return charged;
    } catch (error) {
      log.warn("payment given up", { orderId }, error);
      return false;
    }
  };
  const isConfirmed = async (orderId: string): Promise<boolean> => {
    try {
      await attempt("confirm", orderId);
      return true;
    } catch (error) {
      // Only the refusal is final; any other failure leaves the money to the next start.
      if (error instanceof Refusal) return false;
      throw error;
    }
  };
  return {
    start: async (orderId) => {
      if ((await isCharged(orderId)) && (await isConfirmed(orderId))) return;
      try {
        await attempt("release", orderId);
      } catch (error) {
        // A paid order, which another start has confirmed, keeps its money.
        if (!(error instanceof Refusal)) throw error;
        log.warn("release refused", { orderId }, error);
      }
    },
  };
}

/** Repeats the work while a backend is unavailable. */
async function repeated<Result>(work: () => Promise<Result>, wait: (millis: number) => Promise<unknown>) {
  for (const millis of PAUSES_MILLIS) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof TemporarilyUnavailable)) throw error;
      await wait(millis);
    }
  }
  return work();
}
