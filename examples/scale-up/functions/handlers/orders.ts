import * as z from "zod";
import { getItem } from "../adapters/get-item";
import { queryItems } from "../adapters/query-items";
import { bodies, idempotencyHeader, idempotencyKey, orderPath, ORDERS_BY_CUSTOMER } from "../contract";
import { restHandler } from "../http/api";
import { orderKey, type PlacedOrder } from "../orders/order";
import { placeOrder } from "../orders/place-order";
import { Refusal } from "../refusal";
import { setting } from "../settings";

const MAX_ORDERS = 50;

const noQuery = z.strictObject({});

/** Places and shows orders of the signed-in customer. */
export const handler = restHandler({
  placeOrder: async (request) => {
    const key = idempotencyKey.safeParse(request.header(idempotencyHeader));
    if (!key.success)
      throw new Refusal("invalid-request", `${idempotencyHeader} must be 8 to 43 of A-Z, a-z, 0-9, _ and -`);
    const order = await placeOrder(request.customerId, key.data, request.body(bodies.Order));
    return { status: 201, body: shown(order) };
  },
  listOrders: async (request) => {
    request.query(noQuery);
    const table = { TableName: setting("ORDERS_TABLE"), IndexName: ORDERS_BY_CUSTOMER };
    const key = { name: "customerId", value: request.customerId };
    const orders = await queryItems<PlacedOrder>(table, key, MAX_ORDERS);
    return { status: 200, body: { orders: orders.map(shown) } };
  },
  getOrder: async (request) => {
    const { orderId } = request.path(orderPath);
    const order = await getItem<PlacedOrder>(setting("ORDERS_TABLE"), orderKey(orderId));
    // Nobody learns whether another customer has an order of this id.
    if (order?.customerId !== request.customerId) throw new Refusal("not-found", "There is no such order");
    return { status: 200, body: shown(order) };
  },
});

/** An order as its customer sees it. */
function shown({ orderId, items, totalCents, status, payment, placedAt }: PlacedOrder) {
  const media = setting("MEDIA_URL");
  const withImages = items.map((item) => ({ ...item, imageUrl: `${media}/products/${item.productId}.jpg` }));
  return { orderId, items: withImages, totalCents, status, payment, placedAt };
}
