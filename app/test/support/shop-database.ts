import { randomUUID } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";
import {
  type Database,
  type DatabaseOptions,
  enterProducts,
  openDatabase,
  type PostgresShop,
  postgresShop,
  type ProductEntry,
} from "../../src/adapters/postgres";

/** One execution environment of the shop: its connection and what it keeps. */
export interface Environment {
  readonly database: Database;
  readonly shop: PostgresShop;
}

/** A database of one test file, with the schema and without rows. */
export interface ShopDatabase extends Environment {
  readonly url: string;
  /** Another execution environment on the same database; `drop` closes it. */
  open(options?: Partial<DatabaseOptions>): Environment;
  /** Rows of a statement that needs no care. */
  rows<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  drop(): Promise<void>;
}

/** The machine that runs the tests is busy; time limits are tested where they are the subject. */
const PATIENT = { connectTimeoutMillis: 30_000, statementTimeoutMillis: 30_000 };

export async function createShopDatabase(): Promise<ShopDatabase> {
  const { url: serverUrl, template } = inject("postgres");
  const name = `shop_${randomUUID().replaceAll("-", "")}`;
  await executeOn(serverUrl, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  const url = urlOf(serverUrl, name);
  const opened: Database[] = [];
  const open = (options: Partial<DatabaseOptions> = {}): Environment => {
    const database = openDatabase({ connection: { connectionString: url }, ...PATIENT, ...options });
    opened.push(database);
    return { database, shop: postgresShop(database) };
  };
  const first = open();
  return {
    ...first,
    url,
    open,
    rows: (text, values) => first.database.transaction((session) => session.query(text, values)),
    async drop() {
      await Promise.all(opened.map((database) => database.close()));
      await executeOn(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

/** Prices of the products that tests have entered, as a customer would see them. */
const shownPrices = new Map<string, number>();

/** Enters a product that has what the test does not care about, and returns its id. */
export async function product(database: Database, given: Partial<ProductEntry> = {}): Promise<string> {
  const id = given.id ?? randomUUID();
  const any = { name: "Kettle", description: "Boils water", category: "kitchen", priceCents: 2_500, stock: 10 };
  const entry = { ...any, ...given, id };
  await enterProducts(database, [entry]);
  shownPrices.set(id, entry.priceCents);
  return id;
}

/** A request for an order with a new key. */
export function orderRequest(chosen: readonly { productId: string; quantity: number }[], redeemPoints = 0) {
  const items = chosen.map((item) => ({ ...item, priceCents: shownPrices.get(item.productId) ?? 1 }));
  return { items, redeemPoints, paymentToken: "tok_approved", idempotencyKey: randomUUID(), fingerprint: "f" };
}

/** Pays a placed order. */
export async function pay({ shop }: Environment, orderId: string): Promise<void> {
  await shop.reserve(orderId);
  await shop.recordCharge(orderId, `charge-${orderId}`);
  await shop.confirm(orderId);
}

/** Places and pays an order of one piece. */
export async function buy(environment: Environment, customerId: string, productId: string): Promise<void> {
  const request = orderRequest([{ productId, quantity: 1 }]);
  const { order } = await environment.shop.placeOrder(customerId, request, () => "");
  await pay(environment, order!.id);
}

/** The URL of another database on the same server. */
export function urlOf(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.href;
}

export async function executeOn(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}
