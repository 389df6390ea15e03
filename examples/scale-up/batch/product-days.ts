/** Sales of a product on a day. */
export interface Sales {
  readonly productId: string;
  readonly pieces: number;
  readonly revenueCents: number;
}

/** Views and sales of a product on a day: a line of the aggregates, which Athena reads. */
export interface ProductDay extends Sales {
  readonly day: string;
  readonly views: number;
}

/** Joins views and sales by product, in the order of the products. */
export function productDays(day: string, views: ReadonlyMap<string, number>, sales: readonly Sales[]): ProductDay[] {
  const sold = new Map(sales.map((each) => [each.productId, each]));
  return [...new Set([...views.keys(), ...sold.keys()])].sort().map((productId) => ({
    day,
    productId,
    views: views.get(productId) ?? 0,
    pieces: sold.get(productId)?.pieces ?? 0,
    revenueCents: sold.get(productId)?.revenueCents ?? 0,
  }));
}
