/** Amounts of money are whole cents of one currency; points are whole. */

export interface Product {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly category: string;
  readonly priceCents: number;
  readonly stock: number;
  /** Average of the ratings, or null before the first one. */
  readonly rating: number | null;
}

export interface Customer {
  /** The `sub` of the user pool. */
  readonly id: string;
  readonly pointsBalance: number;
  readonly memberSince: string;
}

export type PointsReason = "welcome" | "redeemed" | "returned" | "earned";

/** One entry of the points ledger; the balance is the sum of all. */
export interface PointsEntry {
  readonly id: string;
  readonly points: number;
  readonly reason: PointsReason;
  readonly orderId: string | null;
  readonly createdAt: string;
}

/** `placed` until the payment workflow has ended. */
export type OrderStatus = "placed" | "paid" | "cancelled";

export interface OrderItem {
  readonly productId: string;
  readonly name: string;
  readonly quantity: number;
  /** Price at the time of the order. */
  readonly priceCents: number;
  /** True while the customer may give feedback on the product: the order is paid, and there is none yet. */
  readonly canRate: boolean;
}

export interface Order {
  readonly id: string;
  readonly customerId: string;
  readonly status: OrderStatus;
  readonly items: readonly OrderItem[];
  readonly subtotalCents: number;
  readonly pointsRedeemed: number;
  /** Amount to charge. */
  readonly totalCents: number;
  readonly pointsEarned: number;
  readonly createdAt: string;
}

export interface OrderRequest {
  readonly items: readonly {
    readonly productId: string;
    readonly quantity: number;
    /** Price that the customer has agreed to. */
    readonly priceCents: number;
  }[];
  readonly redeemPoints: number;
  /** The payment provider's token for the means of payment; only an order with a total of 0 needs none. */
  readonly paymentToken?: string;
}

export interface Feedback {
  readonly id: string;
  readonly productId: string;
  readonly rating: number;
  readonly comment: string;
  readonly createdAt: string;
}

export interface FeedbackRequest {
  readonly productId: string;
  readonly rating: number;
  readonly comment: string;
}

/** One page of a list; `next` is the cursor of the page after it, or null at the end. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}

export interface PageRequest {
  readonly limit: number;
  /** The `next` of the page before. */
  readonly after?: string;
}

/** Event of an order for consumers of the queue. */
export interface OrderMessage {
  /** Unique id of the message: a consumer ignores a message that it has processed. */
  readonly id: string;
  readonly type: "order.placed" | "order.paid" | "order.cancelled";
  readonly orderId: string;
  readonly customerId: string;
  /** The products of the order, whose stock has changed. */
  readonly productIds: readonly string[];
  readonly occurredAt: string;
  /** Trace header of the request or message that caused the event. It travels beside the message's body. */
  readonly traceHeader?: string;
}
