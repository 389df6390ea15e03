import * as z from "zod/mini";
import { metrics, paymentTasks, type PaymentTask } from "../../contract";
import { PaymentDeclined, Refusal } from "../domain/errors";
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
  charge: async (props, orderId) => {
    // Reserving again returns the reserved amount.
    const { amountCents, paymentToken, reference } = await props.store.reserve(orderId);
    if (amountCents === 0 || reference !== null) return { charged: true };
    if (paymentToken === null) return { charged: false };
    try {
      const charge = await props.provider.charge(orderId, amountCents, paymentToken);
      const charged = await props.store.recordCharge(orderId, charge);
      if (!charged) await refundUnexpected(props, orderId, "cancelled");
      return { charged };
    } catch (error) {
      if (!(error instanceof PaymentDeclined)) throw error;
      return { charged: false };
    }
  },
  confirm: async ({ store, meter }, orderId) => {
    if (await store.confirm(orderId)) meter.add(metrics.ordersPaid);
    return undefined;
  },
  release: async (props, orderId) => {
    const { store, provider, meter } = props;
    try {
      // The store refuses to cancel a paid order, whose money must stay.
      if (await store.release(orderId)) meter.add(metrics.ordersCancelled);
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== "not-found") throw error;
      await refundUnexpected(props, orderId, "unknown");
      return undefined;
    }
    // A charge that ends later finds the order cancelled and is refunded by its own task.
    await provider.refund(orderId);
    return undefined;
  },
};

/** Refunds an order that was cancelled before its charge ended, or that a restore of the database has removed. */
async function refundUnexpected({ provider, meter, log }: PaymentTasksProps, orderId: string, order: string) {
  meter.add(metrics.unexpectedRefunds);
  log.warn("unexpected refund", { orderId, order });
  await provider.refund(orderId);
}
