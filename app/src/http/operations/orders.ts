import { createHash } from "node:crypto";
import { idempotencyHeader, metrics } from "../../../contract";
import { ignoreUnavailable, Refusal } from "../../domain/errors";
import type { Order, OrderRequest } from "../../domain/model";
import { customerOperation } from "../operation";
import type { HttpRequest } from "../request";
import { jsonResponse, jsonTextResponse } from "../response";
import * as schemas from "../schemas";
import { checked } from "../validation";

export const listOrders = customerOperation({
  summary: "The customer's orders, page by page",
  query: schemas.pageQuery,
  answer: { status: 200, schema: schemas.pageOf(schemas.order) },
  refuses: [400],
  handle: async ({ store }, { caller, query }) => {
    const { items, next } = await store.listOrders(caller.customerId, query);
    return jsonResponse(200, { items: items.map(toResponse), next });
  },
});

export const getOrder = customerOperation({
  summary: "One order of the customer",
  params: schemas.idParams,
  answer: { status: 200, schema: schemas.order },
  refuses: [404],
  handle: async ({ store }, { caller, params }) => {
    const order = await store.findOrder(caller.customerId, params.id);
    if (!order) throw new Refusal("not-found", "There is no such order");
    return jsonResponse(200, toResponse(order));
  },
});

export const placeOrder = customerOperation({
  summary: "Places an order, once for each idempotency key",
  body: schemas.orderRequest,
  answer: { status: 201, schema: schemas.order, headers: { "Idempotency-Replayed": "`true` for a repeated request" } },
  refuses: [400, 404, 409, 413, 415, 422],
  handle: async ({ store, products, carts, meter }, { request, caller, body }) => {
    const keyed = { ...body, idempotencyKey: idempotencyKeyOf(request), fingerprint: fingerprintOf(body) };
    const render = (order: Order) => JSON.stringify(toResponse(order));
    const productIds = body.items.map((item) => item.productId);
    const invalidate = () => products.drop(productIds);
    const { answer, repeated, order } = await store
      .placeOrder(caller.customerId, keyed, render)
      .catch(async (error) => {
        // The cached prices are the ones that the customer was shown.
        if (error instanceof Refusal && error.code === "price-changed") await invalidate();
        throw error;
      });
    // Also after a repetition: the process that placed the order may have ended before this.
    await carts.removeOrdered(caller.customerId, productIds).catch(ignoreUnavailable);
    if (repeated) return jsonTextResponse(201, withCanRate(answer), { "idempotency-replayed": "true" });
    // The worker invalidates these too, but the customer may look before.
    await invalidate();
    meter.add(metrics.ordersPlaced);
    if (order && order.pointsRedeemed > 0) meter.add(metrics.pointsRedeemed, order.pointsRedeemed);
    return { ...jsonTextResponse(201, answer), logFields: { orderId: order?.id } };
  },
});

/** Answers are stored for 30 days. Older versions stored items without `canRate`, which is false in a new order. */
function withCanRate(answer: string): string {
  const order = JSON.parse(answer) as Omit<Order, "customerId">;
  return JSON.stringify({ ...order, items: order.items.map((item) => ({ ...item, canRate: item.canRate ?? false })) });
}

/** Removes the customer's id, which stays internal. */
function toResponse({ customerId: _customerId, ...order }: Order): Omit<Order, "customerId"> {
  return order;
}

function idempotencyKeyOf({ headers }: HttpRequest): string {
  return checked(schemas.idempotencyKey, headers[idempotencyHeader], idempotencyHeader);
}

/**
 * Digest that differs between two orders under one key. Validation has put the fields into the order of the schema.
 */
function fingerprintOf(body: OrderRequest): string {
  return createHash("sha256").update(JSON.stringify(body)).digest("hex");
}
