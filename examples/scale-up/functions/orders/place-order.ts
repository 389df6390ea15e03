import { createHash, randomUUID } from "node:crypto";
import { getItem } from "../adapters/get-item";
import { transactWrite, type Write } from "../adapters/transact-write";
import { metrics, type Order } from "../contract";
import { count } from "../observability";
import { Refusal } from "../refusal";
import { setting } from "../settings";
import { idempotencyItemKey, orderKey, stockWrites, UNPAID, type OrderedItem, type PlacedOrder } from "./order";
import { cachedProduct, currentProduct } from "./products";

/** Time in seconds for which a repeated request returns the same order. */
const KEY_SECONDS = 86_400;

interface KeyItem {
  readonly bodyHash: string;
  readonly order: PlacedOrder;
}

/**
 * Places an order in one transaction with its idempotency key and its stock: a repeated request returns the same order
 * and takes no second piece, also when both arrive at the same time.
 */
export async function placeOrder(customerId: string, key: string, order: Order): Promise<PlacedOrder> {
  const bodyHash = createHash("sha256").update(JSON.stringify(order)).digest("hex");
  const repeated = await repeatedOrder(customerId, key, bodyHash);
  if (repeated) return repeated;
  const items = await pricedItems(order);
  const placed: PlacedOrder = {
    orderId: randomUUID(),
    customerId,
    items,
    totalCents: items.reduce((sum, { priceCents, quantity }) => sum + priceCents * quantity, 0),
    status: "PENDING",
    placedAt: new Date().toISOString(),
  };
  if (placed.totalCents !== order.totalCents) throw await priceChanged(items);
  const failed = await transactWrite(writesOf(placed, key, bodyHash));
  if (failed.length === 0) {
    count(metrics.ordersPlaced);
    return placed;
  }
  // The key comes first among the writes: another request with it has won.
  if (failed.includes(0)) return (await repeatedOrder(customerId, key, bodyHash))!;
  throw await stockRefusal(items);
}

async function repeatedOrder(customerId: string, key: string, bodyHash: string): Promise<PlacedOrder | undefined> {
  const known = await getItem<KeyItem>(setting("ORDERS_TABLE"), idempotencyItemKey(customerId, key));
  if (known && known.bodyHash !== bodyHash)
    throw new Refusal("idempotency-key-reused", "The key belongs to a request with another body");
  return known?.order;
}

/** Items with names and prices; a product that is named twice becomes one item. */
async function pricedItems({ items }: Order): Promise<readonly OrderedItem[]> {
  const quantities = new Map<string, number>();
  for (const { productId, quantity } of items) quantities.set(productId, (quantities.get(productId) ?? 0) + quantity);
  return Promise.all(
    [...quantities].map(async ([productId, quantity]) => {
      const { name, priceCents } = await cachedProduct(productId);
      return { productId, name, priceCents, quantity };
    }),
  );
}

function writesOf(order: PlacedOrder, key: string, bodyHash: string): Write[] {
  const TableName = setting("ORDERS_TABLE");
  const expiresAt = Math.floor(Date.now() / 1000) + KEY_SECONDS;
  const ConditionExpression = "attribute_not_exists(pk)";
  return [
    {
      Put: {
        TableName,
        Item: { ...idempotencyItemKey(order.customerId, key), bodyHash, order, expiresAt },
        ConditionExpression,
      },
    },
    { Put: { TableName, Item: { ...orderKey(order.orderId), ...order, unpaid: UNPAID }, ConditionExpression } },
    ...stockWrites(TableName, order.items, -1),
  ];
}

/** The cached prices are dropped, so that the next request sees the current ones. */
async function priceChanged(items: readonly OrderedItem[]): Promise<Refusal> {
  const current = await Promise.all(items.map(({ productId }) => currentProduct(productId)));
  const totalCents = current.reduce((sum, { priceCents }, index) => sum + priceCents * items[index]!.quantity, 0);
  return new Refusal("price-changed", "The total is another one", { totalCents });
}

async function stockRefusal(items: readonly OrderedItem[]): Promise<Refusal> {
  for (const { productId, quantity } of items) {
    const { stock } = await currentProduct(productId);
    if (stock < quantity) return new Refusal("out-of-stock", "There are not enough pieces", { productId, stock });
  }
  return priceChanged(items);
}
