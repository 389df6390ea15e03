/** The bodies of the shop's API. Amounts of money are whole cents; points are whole. */

export interface Product {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly category: string;
  readonly priceCents: number;
  readonly stock: number;
  readonly rating: number | null;
}

export interface Customer {
  readonly id: string;
  readonly pointsBalance: number;
  readonly memberSince: string;
}

export interface PointsEntry {
  readonly id: string;
  readonly points: number;
  readonly reason: "welcome" | "redeemed" | "returned" | "earned";
  readonly orderId: string | null;
  readonly createdAt: string;
}

export interface OrderItem {
  readonly productId: string;
  readonly name: string;
  readonly quantity: number;
  readonly priceCents: number;
  /** The order is paid, and the customer has not given feedback on the product. */
  readonly canRate: boolean;
}

export interface Order {
  readonly id: string;
  readonly status: "placed" | "paid" | "cancelled";
  readonly items: readonly OrderItem[];
  readonly subtotalCents: number;
  readonly pointsRedeemed: number;
  readonly totalCents: number;
  readonly pointsEarned: number;
  readonly createdAt: string;
}

export interface OrderRequest {
  readonly items: readonly (Price & { readonly quantity: number })[];
  readonly redeemPoints: number;
  /** Undefined for an order without an amount. */
  readonly paymentToken: string | undefined;
}

export interface Price {
  readonly productId: string;
  readonly priceCents: number;
}

export interface CartLine extends Price {
  readonly name: string;
  readonly quantity: number;
}

export interface Cart {
  readonly items: readonly CartLine[];
}

/** Quantities by product; 0 removes the product. */
export type Quantities = Readonly<Record<string, number>>;

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

/** One page of a list; `next` asks for the page after it, null at the end. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}
