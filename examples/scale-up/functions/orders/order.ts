/** Item of the table `Orders` for a product. */
export interface Product {
  readonly productId: string;
  readonly name: string;
  readonly priceCents: number;
  readonly stock: number;
}

export interface OrderedItem {
  readonly productId: string;
  readonly name: string;
  readonly priceCents: number;
  readonly quantity: number;
}

/** An order waits for its payment, is in an execution of the state machine, and ends as one of the last two. */
export type OrderStatus = "PENDING" | "PAYING" | "PAID" | "CANCELLED";

export interface PlacedOrder {
  readonly orderId: string;
  readonly customerId: string;
  readonly items: readonly OrderedItem[];
  readonly totalCents: number;
  readonly status: OrderStatus;
  readonly placedAt: string;
  /** Reason of a cancellation; `declined` is known a moment before it. */
  readonly payment?: "declined" | "failed" | "expired";
  /** Name of the execution that takes the payment. */
  readonly paymentId?: string;
}

/** Value of the attribute `unpaid`, which an order has until a payment claims it or it expires. */
export const UNPAID = "ORDER";

export const productKey = (productId: string) => ({ pk: `PRODUCT#${productId}`, sk: "PRODUCT" });
export const orderKey = (orderId: string) => ({ pk: `ORDER#${orderId}`, sk: "ORDER" });
export const chargeKey = (orderId: string) => ({ pk: `ORDER#${orderId}`, sk: "CHARGE" });
export const idempotencyItemKey = (customerId: string, key: string) => ({
  pk: `KEY#${customerId}#${key}`,
  sk: "KEY",
});

/** Returns a write that adds pieces to the stock of each item, or takes them if `sign` is -1. */
export function stockWrites(table: string, items: readonly OrderedItem[], sign: 1 | -1) {
  return items.map(({ productId, quantity, priceCents }) => ({
    Update: {
      TableName: table,
      Key: productKey(productId),
      UpdateExpression: "SET stock = stock + :change",
      ...(sign === -1
        ? {
            ConditionExpression: "stock >= :quantity AND priceCents = :price",
            ExpressionAttributeValues: { ":change": -quantity, ":quantity": quantity, ":price": priceCents },
          }
        : {
            ConditionExpression: "attribute_exists(pk)",
            ExpressionAttributeValues: { ":change": quantity },
          }),
    },
  }));
}
