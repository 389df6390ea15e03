import * as z from "zod/mini";
import { metrics, paymentTasks, reconcileTask, type PaymentTask } from "../../contract";
import { PaymentDeclined, Refusal } from "../domain/errors";
import type { PaymentProvider, PaymentStore, PaymentWorkflow } from "../domain/ports";
import type { Log, Meter } from "../observability";

const eventSchema = z.union([
  z.object({ task: z.enum(paymentTasks), orderId: z.uuid() }),
  z.object({ task: z.literal(reconcileTask), since: z.iso.datetime() }),
]);

export interface PaymentTasksProps {
  readonly store: PaymentStore;
  readonly provider: PaymentProvider;
  readonly workflow: Pick<PaymentWorkflow, "startedSince">;
  readonly log: Log;
  readonly meter: Meter;
}

/** Result of the charge task, by which the workflow continues. */
export interface ChargeResult {
  /** False when the payment was declined, which is not an error. */
  readonly charged: boolean;
}

/** Differences that a reconciliation has found and refunded, as order ids. */
export interface Reconciliation {
  /** Number of compared orders. */
  readonly compared: number;
  /** Orders with an execution or a charge that the database does not know, as after a restore. */
  readonly unknown: readonly string[];
  /** Cancelled orders with a charge. */
  readonly cancelled: readonly string[];
  /**
   * Placed orders with a charge, which is not refunded: their payment runs, or a restore has undone its confirmation.
   */
  readonly placed: readonly string[];
}

type TaskResult = ChargeResult | undefined;

/**
 * Runs one task of the payment workflow. Every task is idempotent; the workflow retries by the names of its errors.
 */
export function createPaymentTasks(props: PaymentTasksProps): (event: unknown) => Promise<TaskResult | Reconciliation> {
  const { log, meter } = props;
  return async (event) => {
    const parsed = eventSchema.parse(event);
    try {
      if (parsed.task === reconcileTask) return await reconcile(props, new Date(parsed.since));
      const result = await tasks[parsed.task](props, parsed.orderId);
      log.info("payment task done", { ...parsed, ...result });
      return result;
    } catch (error) {
      log.warn("payment task failed", { ...parsed }, error);
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

/**
 * Compares executions, charges and orders, and refunds what no order accounts for. Repeating it has no further
 * effect.
 */
async function reconcile(props: PaymentTasksProps, since: Date): Promise<Reconciliation> {
  const charged = await props.provider.chargedSince(since);
  const orderIds = [...new Set([...(await props.workflow.startedSince(since)), ...charged])];
  const statuses = await props.store.statuses(orderIds);
  const unknown = orderIds.filter((id) => !statuses.has(id));
  const [cancelled, placed] = (["cancelled", "placed"] as const).map((status) =>
    charged.filter((id) => statuses.get(id) === status),
  ) as [string[], string[]];
  for (const id of unknown) await refundUnexpected(props, id, "unknown");
  for (const id of cancelled) await refundUnexpected(props, id, "cancelled");
  props.log.info("payments reconciled", {
    compared: orderIds.length,
    unknown: unknown.length,
    cancelled: cancelled.length,
  });
  return { compared: orderIds.length, unknown, cancelled, placed };
}

/** Refunds an order that was cancelled before its charge ended, or that a restore of the database has removed. */
async function refundUnexpected({ provider, meter, log }: PaymentTasksProps, orderId: string, order: string) {
  meter.add(metrics.unexpectedRefunds);
  log.warn("unexpected refund", { orderId, order });
  await provider.refund(orderId);
}
