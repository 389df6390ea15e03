import { getItem } from "../adapters/get-item";
import { updateItem } from "../adapters/update-item";
import { metrics, paymentErrors, type PaymentTask } from "../contract";
import { count } from "../observability";
import { cancelOrder, type Cancellation } from "../orders/cancel-order";
import { orderKey, type OrderStatus, type PlacedOrder } from "../orders/order";
import { setting } from "../settings";
import { charge, refund } from "./provider";
import { recordSale, removeSale } from "./sales";

/** Input of a task, from the state machine. */
export interface TaskInput {
  readonly task: PaymentTask;
  /** Name of the execution. */
  readonly paymentId: string;
  readonly orderId: string;
  /** Customer who pays, for the task `claim`. */
  readonly customerId?: string;
  /** Means of payment, for the task `charge`. */
  readonly paymentToken?: string;
}

/** The state machine ends without a charge. */
export class OrderRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = paymentErrors.refused;
  }
}

/** The tasks. Each may be done again, because Step Functions repeats those whose answer it has not received. */
export const tasks: Readonly<Record<PaymentTask, (input: TaskInput) => Promise<object>>> = {
  async claim({ orderId, customerId, paymentId }) {
    const order = await getItem<PlacedOrder>(setting("ORDERS_TABLE"), orderKey(orderId));
    if (!order || order.customerId !== customerId) throw new OrderRefused("There is no such order of this customer");
    if (order.paymentId === paymentId && order.status === "PAYING") return {};
    if (!(await changeStatus(orderId, "PENDING", "PAYING", paymentId)))
      throw new OrderRefused("The order is paid, cancelled or being paid");
    return {};
  },

  async charge({ orderId, paymentId, paymentToken }) {
    const { totalCents } = await claimedOrder(orderId, paymentId);
    const chargeId = await charge(orderId, totalCents, paymentToken ?? "");
    if (!chargeId) {
      await markDeclined(orderId, paymentId);
      count(metrics.paymentsDeclined);
    }
    return { charged: chargeId !== undefined };
  },

  async record({ orderId, paymentId }) {
    const order = await claimedOrder(orderId, paymentId);
    if (order.status === "PAID") return {};
    await recordSale(order);
    if (!(await changeStatus(orderId, "PAYING", "PAID", paymentId)))
      throw new Error("The order has changed while it was paid");
    count(metrics.ordersPaid);
    return {};
  },

  async refund({ orderId, paymentId }) {
    await claimedOrder(orderId, paymentId);
    const state = await refund(orderId);
    if (state === "charged") count(metrics.paymentsRefunded);
    // An earlier attempt may have ended between the two.
    if (state) await removeSale(orderId);
    return { refunded: state !== undefined };
  },

  async release({ orderId, paymentId }) {
    const order = await getItem<PlacedOrder>(setting("ORDERS_TABLE"), orderKey(orderId));
    // The claim failed before it had an effect, or an earlier attempt has released the order.
    if (order?.paymentId !== paymentId || order.status === "CANCELLED") return {};
    await cancelOrder(order, cancellation(paymentId));
    return {};
  },
};

async function claimedOrder(orderId: string, paymentId: string): Promise<PlacedOrder> {
  const order = await getItem<PlacedOrder>(setting("ORDERS_TABLE"), orderKey(orderId));
  if (order?.paymentId !== paymentId) throw new OrderRefused("The order belongs to another payment");
  return order;
}

/** A pending order belongs to no payment yet. @returns false if the order has another status or payment. */
async function changeStatus(orderId: string, from: OrderStatus, to: OrderStatus, paymentId: string): Promise<boolean> {
  const changed = await updateItem({
    TableName: setting("ORDERS_TABLE"),
    Key: orderKey(orderId),
    UpdateExpression: "SET #status = :to, paymentId = :paymentId REMOVE unpaid",
    ConditionExpression: "#status = :from AND (attribute_not_exists(paymentId) OR paymentId = :paymentId)",
    ExpressionAttributeNames: { "#status": "status" },
    ExpressionAttributeValues: { ":from": from, ":to": to, ":paymentId": paymentId },
  });
  return changed !== undefined;
}

/** The release, which cancels the order, does not know the answer of the provider. */
async function markDeclined(orderId: string, paymentId: string): Promise<void> {
  await updateItem({
    TableName: setting("ORDERS_TABLE"),
    Key: orderKey(orderId),
    UpdateExpression: "SET payment = :declined",
    ConditionExpression: "#status = :paying AND paymentId = :paymentId",
    ExpressionAttributeNames: { "#status": "status" },
    ExpressionAttributeValues: { ":declined": "declined", ":paying": "PAYING", ":paymentId": paymentId },
  });
}

/** A payment that was not declined has failed. */
function cancellation(paymentId: string): Cancellation {
  return {
    UpdateExpression: "SET #status = :cancelled, payment = if_not_exists(payment, :failed)",
    ConditionExpression: "#status IN (:paying, :paid) AND paymentId = :paymentId",
    ExpressionAttributeNames: { "#status": "status" },
    ExpressionAttributeValues: {
      ":cancelled": "CANCELLED",
      ":failed": "failed",
      ":paying": "PAYING",
      ":paid": "PAID",
      ":paymentId": paymentId,
    },
  };
}
