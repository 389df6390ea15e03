import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import type { Sales } from "./product-days";
import { setting } from "./settings";

/** Key of the lock that a run holds as long as its connection lives. */
const LOCK = 20_261_130;

const CONNECT_MILLIS = 10_000;

const SALES = `
  SELECT product_id, sum(quantity)::int AS pieces, sum(quantity * sale_items.price_cents)::bigint AS cents
  FROM sale_items JOIN sales USING (order_id)
  WHERE paid_at >= $1::date AND paid_at < $1::date + 1
  GROUP BY product_id`;

/** Connects with TLS, and with the credentials of the secret. */
export async function connect(): Promise<pg.Client> {
  const command = new GetSecretValueCommand({ SecretId: setting("DATABASE_SECRET_ARN") });
  const { SecretString = "{}" } = await new SecretsManagerClient().send(command);
  const { username, password } = JSON.parse(SecretString) as { username: string; password: string };
  const client = new pg.Client({
    host: setting("DATABASE_ENDPOINT"),
    port: Number(setting("DATABASE_PORT")),
    database: setting("DATABASE_NAME"),
    user: username,
    password,
    ssl: { rejectUnauthorized: true, ...authorities() },
    connectionTimeoutMillis: CONNECT_MILLIS,
    keepAlive: true,
  });
  await client.connect();
  return client;
}

/** Takes the lock against overlapping runs, which ends with the connection. @returns false if another run has it. */
export async function takeLock(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>("SELECT pg_try_advisory_lock($1) AS locked", [LOCK]);
  return rows[0]!.locked;
}

/** Sales of each product on a day, in UTC. */
export async function salesOf(client: pg.Client, day: string): Promise<Sales[]> {
  await client.query("SET TIME ZONE 'UTC'");
  const { rows } = await client.query<{ product_id: string; pieces: number; cents: string }>(SALES, [day]);
  return rows.map((row) => ({ productId: row.product_id, pieces: row.pieces, revenueCents: Number(row.cents) }));
}

function authorities(): { readonly ca?: string } {
  const file = process.env["DATABASE_CA_FILE"] ?? path.join(__dirname, "rds-ca.pem");
  return existsSync(file) ? { ca: readFileSync(file, "utf8") } : {};
}
