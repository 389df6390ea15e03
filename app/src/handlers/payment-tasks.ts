import * as z from "zod/mini";
import { metrics, paymentTasks, type PaymentTask } from "../../contract";
import { PaymentDeclined } from "../domain/errors";
import type { PaymentProvider, PaymentStore } from "../domain/ports";
import type { Log, Meter } from "../observability";

const eventSchema = z.object({ task: z.enum(paymentTasks), orderId: z.uuid() });

export interface PaymentTasksProps {
  readonly store: PaymentStore;
  readonly provider: PaymentProvider;
  readonly log: Log;
  readonly meter: Meter;
}

/** Result of the charge task, by which the workflow continues. */
export interface ChargeResult {
  /** False when the payment was declined, which is not an error. */
  readonly charged: boolean;
}

type TaskResult = ChargeResult | undefined;

/** Runs one task of the payment workflow. Every task is idempotent; the workflow retries by the names of its errors. */
export function createPaymentTasks(props: PaymentTasksProps): (event: unknown) => Promise<TaskResult> {
  const { log, meter } = props;
  return async (event) => {
    const { task, orderId } = eventSchema.parse(event);
    try {
      const result = await tasks[task](props, orderId);
      log.info("payment task done", { task, orderId, ...result });
      return result;
    } catch (error) {
      log.warn("payment task failed", { task, orderId }, error);
      throw error;
    } finally {
      meter.flush();
    }
  };
}

const tasks: Readonly<Record<PaymentTask, (props: PaymentTasksProps, orderId: string) => Promise<TaskResult>>> = {
  reserve: async ({ store }, orderId) => {
    await store.reserve(orderId);
    return undefined;
  },
  charge: async ({ store, provider }, orderId) => {
    // Reserving again returns the reserved amount.
    const { amountCents, paymentToken } = await store.reserve(orderId);
    try {
      await store.recordCharge(orderId, await provider.charge(orderId, amountCents, paymentToken));
      return { charged: true };
    } catch (error) {
      if (!(error instanceof PaymentDeclined)) throw error;
      return { charged: false };
    }
  },
  confirm: async ({ store, meter }, orderId) => {
    if (await store.confirm(orderId)) meter.add(metrics.ordersPaid);
    return undefined;
  },
  release: async ({ store, provider, meter }, orderId) => {
    // The store refuses to cancel a paid order, whose money must stay. Once it is cancelled nothing charges it any
    // more, and a run that ends between the two is done again: what was refunded is not refunded twice.
    if (await store.release(orderId)) meter.add(metrics.ordersCancelled);
    await provider.refund(orderId);
    return undefined;
  },
};
