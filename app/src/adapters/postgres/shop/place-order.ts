import { Refusal } from "../../../domain/errors";
import type { Order } from "../../../domain/model";
import type { ShopStore } from "../../../domain/ports";
import { type PricedOrder, priceOrder } from "../../../domain/pricing";
import { addPoints, enterCustomer, lockBalance } from "./customers";
import type { Database } from "../connection/database";
import { recordMessage } from "../messages/outbox";
import { lockProducts, moveStock } from "./products";
import type { Session } from "../connection/session";
import { newId } from "../uuid";

type PlaceOrder = ShopStore["placeOrder"];
type KeyedRequest = Parameters<PlaceOrder>[1];

/**
 * Runs the order's transaction. A concurrent request with the same key waits at the key's row until the first commits
 * and then reads its answer. A refusal rolls the row back, so that a refused request may be repeated under its key.
 * The locking order is the same everywhere: order, customer, products by id.
 */
export function placeOrder(
  database: Database,
  customerId: string,
  request: KeyedRequest,
  render: (order: Order) => string,
): ReturnType<PlaceOrder> {
  return database.transaction(async (session) => {
    if (!(await claimKey(session, customerId, request)))
      return { answer: await repeatAnswer(session, customerId, request), repeated: true };
    await enterCustomer(session, customerId);
    const balance = await lockBalance(session, customerId);
    const products = await lockProducts(
      session,
      request.items.map(({ productId }) => productId),
    );
    const order = await enterOrder(session, customerId, request, priceOrder(request, products, balance));
    const answer = render(order);
    await storeAnswer(session, customerId, request, { orderId: order.id, answer });
    return { answer, repeated: false, order };
  });
}

async function claimKey(session: Session, customerId: string, request: KeyedRequest): Promise<boolean> {
  const rows = await session.query(
    `INSERT INTO order_requests (customer_id, idempotency_key, fingerprint) VALUES ($1, $2, $3)
     ON CONFLICT (customer_id, idempotency_key) DO NOTHING RETURNING fingerprint`,
    [customerId, request.idempotencyKey, request.fingerprint],
  );
  return rows.length > 0;
}

async function repeatAnswer(session: Session, customerId: string, request: KeyedRequest): Promise<string> {
  const [known] = await session.query<{ fingerprint: string; answer: string; orderId: string | null }>(
    `SELECT fingerprint, answer, order_id AS "orderId" FROM order_requests
     WHERE customer_id = $1 AND idempotency_key = $2`,
    [customerId, request.idempotencyKey],
  );
  if (known?.fingerprint !== request.fingerprint)
    throw new Refusal("idempotency-key-reused", "Another order was placed under this idempotency key", {
      orderId: known?.orderId ?? undefined,
    });
  return known.answer;
}

async function storeAnswer(
  session: Session,
  customerId: string,
  { idempotencyKey }: KeyedRequest,
  { orderId, answer }: { readonly orderId: string; readonly answer: string },
): Promise<void> {
  await session.query(
    "UPDATE order_requests SET answer = $3, order_id = $4 WHERE customer_id = $1 AND idempotency_key = $2",
    [customerId, idempotencyKey, answer, orderId],
  );
}

async function enterOrder(
  session: Session,
  customerId: string,
  { paymentToken }: KeyedRequest,
  priced: PricedOrder,
): Promise<Order> {
  const id = newId();
  const { subtotalCents, pointsRedeemed, totalCents } = priced;
  const [entered] = await session.query<{ created_at: Date }>(
    `INSERT INTO orders (id, customer_id, subtotal_cents, points_redeemed, total_cents, payment_token)
     VALUES ($1, $2, $3, $4, $5, $6) RETURNING created_at`,
    [id, customerId, subtotalCents, pointsRedeemed, totalCents, totalCents > 0 ? paymentToken : null],
  );
  await enterItems(session, id, priced.items);
  await moveStock(session, priced.items, -1);
  await addPoints(session, { customerId, orderId: id, points: -priced.pointsRedeemed, reason: "redeemed" });
  await recordMessage(session, "order.placed", id);
  const createdAt = entered!.created_at.toISOString();
  return { id, customerId, status: "placed", ...priced, pointsEarned: 0, createdAt };
}

async function enterItems(session: Session, orderId: string, items: Order["items"]): Promise<void> {
  await session.query(
    `INSERT INTO order_items (order_id, position, product_id, name, quantity, price_cents)
     SELECT $1, item.position, item.product_id, item.name, item.quantity, item.price_cents
     FROM unnest($2::uuid[], $3::text[], $4::integer[], $5::integer[])
       WITH ORDINALITY AS item (product_id, name, quantity, price_cents, position)`,
    [
      orderId,
      items.map(({ productId }) => productId),
      items.map(({ name }) => name),
      items.map(({ quantity }) => quantity),
      items.map(({ priceCents }) => priceCents),
    ],
  );
}
