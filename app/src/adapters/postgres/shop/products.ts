import type { Page, PageRequest, Product } from "../../../domain/model";
import type { Database } from "../connection/database";
import { readPage } from "./pages";
import type { Session } from "../connection/session";
import { isUuid } from "../uuid";

interface ProductRow {
  id: string;
  name: string;
  description: string;
  category: string;
  price_cents: number;
  stock: number;
  rating: number | null;
}

/** A product as the catalogue's source describes it. */
export type ProductEntry = Omit<Product, "rating">;

const COLUMNS = `id, name, description, category, price_cents, stock,
  round(rating_total::numeric / nullif(rating_count, 0), 2)::float8 AS rating`;

export function listProducts(database: Database, page: PageRequest, category?: string): Promise<Page<Product>> {
  return readPage(
    page,
    (limit, after) =>
      database.read<ProductRow>(
        `SELECT ${COLUMNS} FROM products
         WHERE ($1::text IS NULL OR category = $1) AND ($2::uuid IS NULL OR id > $2)
         ORDER BY id LIMIT $3`,
        [category ?? null, after, limit],
      ),
    toProduct,
  );
}

export async function findProduct(database: Database, id: string): Promise<Product | undefined> {
  if (!isUuid(id)) return undefined;
  const [row] = await database.read<ProductRow>(`SELECT ${COLUMNS} FROM products WHERE id = $1`, [id]);
  return row && toProduct(row);
}

/** Inserts or updates products; ratings and feedback are unchanged. */
export async function enterProducts(database: Database, products: readonly ProductEntry[]): Promise<void> {
  await database.transaction((session) =>
    session.query(
      `INSERT INTO products (id, name, description, category, price_cents, stock)
       SELECT id, name, description, category, "priceCents", stock
       FROM jsonb_to_recordset($1::jsonb)
         AS entry (id uuid, name text, description text, category text, "priceCents" integer, stock integer)
       ORDER BY id
       ON CONFLICT (id) DO UPDATE SET name = excluded.name, description = excluded.description,
         category = excluded.category, price_cents = excluded.price_cents, stock = excluded.stock`,
      [JSON.stringify(products)],
    ),
  );
}

/**
 * Locks products until the transaction ends and returns their current state. All callers lock in the order of the
 * ids, which avoids deadlocks.
 */
export async function lockProducts(session: Session, ids: readonly string[]) {
  const rows = await session.query<Pick<ProductRow, "id" | "name" | "price_cents" | "stock">>(
    "SELECT id, name, price_cents, stock FROM products WHERE id = ANY($1::uuid[]) ORDER BY id FOR NO KEY UPDATE",
    [ids.filter(isUuid)],
  );
  return rows.map(({ id, name, price_cents: priceCents, stock }) => ({ id, name, priceCents, stock }));
}

/** Changes the stock of locked products: `direction` -1 subtracts the quantities, 1 adds them. */
export async function moveStock(
  session: Session,
  items: readonly { readonly productId: string; readonly quantity: number }[],
  direction: 1 | -1,
): Promise<void> {
  await session.query(
    `UPDATE products SET stock = stock + moved.quantity
     FROM unnest($1::uuid[], $2::integer[]) AS moved (id, quantity) WHERE products.id = moved.id`,
    [items.map(({ productId }) => productId), items.map(({ quantity }) => direction * quantity)],
  );
}

function toProduct({ price_cents: priceCents, ...row }: ProductRow): Product {
  const { id, name, description, category, stock, rating } = row;
  return { id, name, description, category, priceCents, stock, rating };
}
