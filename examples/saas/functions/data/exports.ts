import { createHash } from "node:crypto";
import { query } from "../adapters/database";
import { readObject, writeObject } from "../adapters/objects";
import type { Period } from "../contract";
import { SCHEMA } from "../ledger/schema";
import { Refusal } from "../refusal";
import { setting } from "../settings";

/** Most records of one export. */
const MAX_RECORDS = 5_000;

const TABLE = `
  CREATE TABLE IF NOT EXISTS exports (
    export_id text PRIMARY KEY,
    first_day date NOT NULL,
    last_day date NOT NULL,
    records integer,
    created_at timestamptz NOT NULL DEFAULT now()
  )`;

const CLAIM = `
  INSERT INTO exports (export_id, first_day, last_day) VALUES ($1, $2, $3)
  ON CONFLICT (export_id) DO UPDATE SET export_id = excluded.export_id
  RETURNING to_char(first_day, 'YYYY-MM-DD') AS "from", to_char(last_day, 'YYYY-MM-DD') AS "to", records`;

const ENTRIES = `
  SELECT event_id, to_char(occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS occurred_at, type,
    customer_id, subscription_id, plan, period, amount_cents, coalesce(paypal_id, '') AS paypal_id
  FROM ledger
  WHERE occurred_at >= $1::date AND occurred_at < $2::date + 1
  ORDER BY occurred_at, event_id LIMIT $3`;

/** Finished export; `records` is null until its object is written. */
export interface Export extends Period {
  readonly exportId: string;
  readonly records: number | null;
}

type Found = Omit<Export, "exportId">;

let schema: Promise<unknown> | undefined;

/** Creates the tables that an empty database does not have. A failure is tried again with the next request. */
async function withSchema(): Promise<void> {
  const create = async () => {
    await query("read-write", SCHEMA, []);
    await query("read-write", TABLE, []);
  };
  await (schema ??= create().catch((error: unknown) => {
    schema = undefined;
    throw error;
  }));
}

/**
 * Exports the ledger of a period as CSV: the request is a row of PostgreSQL, the lines are an object of S3. A repeated
 * request writes the same export.
 */
export async function createExport(userId: string, key: string, period: Period): Promise<Export> {
  await withSchema();
  const exportId = createHash("sha256").update(`${userId} ${key}`).digest("hex").slice(0, 32);
  const [claimed] = await query<Found>("read-write", CLAIM, [exportId, period.from, period.to]);
  const { from, to, records } = claimed!;
  if (from !== period.from || to !== period.to)
    throw new Refusal("idempotency-key-reused", "The key belongs to a request with another body");
  if (records !== null) return { exportId, from, to, records };
  const rows = await query<Record<string, string>>("read-write", ENTRIES, [from, to, MAX_RECORDS + 1]);
  if (rows.length > MAX_RECORDS)
    throw new Refusal("invalid-request", `An export has ${MAX_RECORDS} records at most: choose a shorter period`);
  await writeObject(setting("EXPORTS_BUCKET"), keyOf(exportId), csv(rows), "text/csv");
  await query("read-write", "UPDATE exports SET records = $2 WHERE export_id = $1", [exportId, rows.length]);
  return { exportId, from, to, records: rows.length };
}

/** Returns an export with its lines. @throws Refusal for one that does not exist or is not finished. */
export async function readExport(exportId: string): Promise<Export & { readonly csv: string }> {
  await withSchema();
  const find = `SELECT to_char(first_day, 'YYYY-MM-DD') AS "from", to_char(last_day, 'YYYY-MM-DD') AS "to", records
    FROM exports WHERE export_id = $1 AND records IS NOT NULL`;
  const [found] = await query<Found>("read-write", find, [exportId]);
  if (!found) throw new Refusal("not-found", "There is no such export");
  return { exportId, ...found, csv: await readObject(setting("EXPORTS_BUCKET"), keyOf(exportId)) };
}

const keyOf = (exportId: string) => `exports/${exportId}.csv`;

const COLUMNS = [
  ...["event_id", "occurred_at", "type", "customer_id", "subscription_id"],
  ...["plan", "period", "amount_cents", "paypal_id"],
];

/** Lines of RFC 4180. */
export function csv(rows: readonly Readonly<Record<string, string>>[]): string {
  const lines = rows.map((row) => COLUMNS.map((column) => field(String(row[column]))));
  return [COLUMNS, ...lines].map((line) => `${line.join(",")}\r\n`).join("");
}

/** A spreadsheet would run a text that begins like a formula. */
function field(text: string): string {
  const safe = /^[=+@\t\r]|^-(?!\d+$)/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
