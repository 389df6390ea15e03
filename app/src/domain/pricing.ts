import { Refusal } from "./errors";
import type { Order, OrderItem, OrderRequest, Product } from "./model";
import { pointsToRedeem } from "./points";

export type PricedOrder = Pick<Order, "items" | "subtotalCents" | "pointsRedeemed" | "totalCents">;

/** The part of a product that an order depends on. */
export type ProductOnSale = Pick<Product, "id" | "name" | "priceCents" | "stock">;

/**
 * Prices an order, with its items in the order of the request.
 *
 * @throws Refusal `not-found`, `out-of-stock`, `price-changed`, `insufficient-points`, `payment-token-required`, or
 *   `conflict` for a product that is named twice.
 */
export function priceOrder(
  request: Pick<OrderRequest, "items" | "redeemPoints" | "paymentToken">,
  products: readonly ProductOnSale[],
  pointsBalance: number,
): PricedOrder {
  const onSale = new Map(products.map((product) => [product.id, product]));
  const items = request.items.map(({ productId, quantity }) => priceItem(onSale.get(productId), quantity));
  if (new Set(items.map(({ productId }) => productId)).size < items.length)
    throw new Refusal("conflict", "An order lists each product once");
  requireShownPrices(request, items);
  const subtotalCents = items.reduce((sum, { quantity, priceCents }) => sum + quantity * priceCents, 0);
  const pointsRedeemed = pointsToRedeem(request.redeemPoints, subtotalCents, pointsBalance);
  const totalCents = subtotalCents - pointsRedeemed;
  if (totalCents > 0 && request.paymentToken === undefined)
    throw new Refusal("payment-token-required", "The order has to be paid and needs a payment token");
  return { items, subtotalCents, pointsRedeemed, totalCents };
}

/** The price shown is the price charged. */
function requireShownPrices(request: Pick<OrderRequest, "items">, items: readonly OrderItem[]): void {
  if (request.items.every(({ priceCents }, index) => priceCents === items[index]!.priceCents)) return;
  const prices = items.map(({ productId, priceCents }) => ({ productId, priceCents }));
  throw new Refusal("price-changed", "Prices have changed since they were shown", { prices });
}

function priceItem(product: ProductOnSale | undefined, quantity: number): OrderItem {
  if (!product) throw new Refusal("not-found", "A product of the order does not exist");
  if (product.stock < quantity) throw new Refusal("out-of-stock", `${product.name}: ${product.stock} left`);
  const { id: productId, name, priceCents } = product;
  return { productId, name, quantity, priceCents, canRate: false };
}
