import { Refusal } from "../../../domain/errors";
import type { Feedback, FeedbackRequest, Page, PageRequest } from "../../../domain/model";
import { enterCustomer } from "./customers";
import type { Database } from "../connection/database";
import { readPage } from "./pages";
import type { Session } from "../connection/session";
import { isUuid, newId } from "../uuid";

interface FeedbackRow {
  id: string;
  product_id: string;
  rating: number;
  comment: string;
  created_at: Date;
}

const COLUMNS = "id, product_id, rating, comment, created_at";

export async function listFeedback(database: Database, productId: string, page: PageRequest): Promise<Page<Feedback>> {
  if (!isUuid(productId)) return { items: [], next: null };
  return readPage(
    page,
    (limit, after) =>
      database.read<FeedbackRow>(
        `SELECT ${COLUMNS} FROM feedback
         WHERE product_id = $1 AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
        [productId, after, limit],
      ),
    toFeedback,
  );
}

/** Stores a customer's only feedback on a product of a paid order and updates the product's rating. */
export function giveFeedback(database: Database, customerId: string, request: FeedbackRequest): Promise<Feedback> {
  return database.transaction(async (session) => {
    await enterCustomer(session, customerId);
    await rate(session, request);
    await requirePurchase(session, customerId, request.productId);
    const [row] = await session.query<FeedbackRow>(
      `INSERT INTO feedback (id, product_id, customer_id, rating, comment) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (customer_id, product_id) DO NOTHING RETURNING ${COLUMNS}`,
      [newId(), request.productId, customerId, request.rating, request.comment],
    );
    if (!row) throw new Refusal("already-given", "You have given feedback on this product already");
    return toFeedback(row);
  });
}

async function rate(session: Session, { productId, rating }: FeedbackRequest): Promise<void> {
  const rows = isUuid(productId)
    ? await session.query(
        `UPDATE products SET rating_total = rating_total + $2, rating_count = rating_count + 1 WHERE id = $1 RETURNING id`,
        [productId, rating],
      )
    : [];
  if (rows.length === 0) throw new Refusal("not-found", "The product does not exist");
}

async function requirePurchase(session: Session, customerId: string, productId: string): Promise<void> {
  const rows = await session.query(
    `SELECT FROM orders JOIN order_items ON order_id = orders.id
     WHERE customer_id = $1 AND product_id = $2 AND status = 'paid' LIMIT 1`,
    [customerId, productId],
  );
  if (rows.length === 0) throw new Refusal("not-bought", "Feedback requires a paid order that contains the product");
}

function toFeedback({ id, product_id: productId, rating, comment, created_at: createdAt }: FeedbackRow): Feedback {
  return { id, productId, rating, comment, createdAt: createdAt.toISOString() };
}
