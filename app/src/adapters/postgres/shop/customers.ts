import type { Customer, Page, PageRequest, PointsEntry, PointsReason } from "../../../domain/model";
import { WELCOME_POINTS } from "../../../domain/points";
import type { Database } from "../connection/database";
import { readPage } from "./pages";
import type { Session } from "../connection/session";
import { newId } from "../uuid";

interface CustomerRow {
  id: string;
  points_balance: number;
  member_since: Date;
}

interface PointsRow {
  id: string;
  points: number;
  reason: PointsReason;
  order_id: string | null;
  created_at: Date;
}

const FIND = "SELECT id, points_balance, member_since FROM customers WHERE id = $1";

export async function findCustomer(database: Database, customerId: string): Promise<Customer> {
  const [known] = await database.read<CustomerRow>(FIND, [customerId]);
  if (known) return toCustomer(known);
  return database.transaction(async (session) => {
    await enterCustomer(session, customerId);
    const [entered] = await session.query<CustomerRow>(FIND, [customerId]);
    return toCustomer(entered!);
  });
}

export function listPoints(database: Database, customerId: string, page: PageRequest): Promise<Page<PointsEntry>> {
  return readPage(
    page,
    (limit, after) =>
      database.read<PointsRow>(
        `SELECT id, points, reason, order_id, created_at FROM points_entries
         WHERE customer_id = $1 AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
        [customerId, after, limit],
      ),
    toPointsEntry,
  );
}

/** Inserts a new customer with the welcome points; a known customer is unchanged. */
export async function enterCustomer(session: Session, customerId: string): Promise<void> {
  await session.query(
    `WITH entered AS (
       INSERT INTO customers (id, points_balance) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING RETURNING id
     )
     INSERT INTO points_entries (id, customer_id, points, reason) SELECT $3, id, $2, 'welcome' FROM entered`,
    [customerId, WELCOME_POINTS, newId()],
  );
}

/** Locks the customer until the transaction ends, so that concurrent orders cannot spend the same points. */
export async function lockBalance(session: Session, customerId: string): Promise<number> {
  const [row] = await session.query<Pick<CustomerRow, "points_balance">>(
    "SELECT points_balance FROM customers WHERE id = $1 FOR NO KEY UPDATE",
    [customerId],
  );
  return row!.points_balance;
}

/** Writes a ledger entry and the balance in one statement, so that they cannot differ. Zero points write nothing. */
export async function addPoints(
  session: Session,
  entry: {
    readonly customerId: string;
    readonly orderId: string;
    readonly points: number;
    readonly reason: PointsReason;
  },
): Promise<void> {
  if (entry.points === 0) return;
  await session.query(
    `WITH entry AS (
       INSERT INTO points_entries (id, customer_id, order_id, points, reason) VALUES ($1, $2, $3, $4, $5)
       RETURNING customer_id, points
     )
     UPDATE customers SET points_balance = points_balance + entry.points FROM entry WHERE id = entry.customer_id`,
    [newId(), entry.customerId, entry.orderId, entry.points, entry.reason],
  );
}

function toCustomer({ id, points_balance: pointsBalance, member_since: memberSince }: CustomerRow): Customer {
  return { id, pointsBalance, memberSince: memberSince.toISOString() };
}

function toPointsEntry({ id, points, reason, order_id: orderId, created_at: createdAt }: PointsRow): PointsEntry {
  return { id, points, reason, orderId, createdAt: createdAt.toISOString() };
}
