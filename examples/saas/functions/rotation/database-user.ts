import { existsSync, readFileSync } from "node:fs";
import { createHash, createHmac, pbkdf2Sync, randomBytes } from "node:crypto";
import { join } from "node:path";
import pg from "pg";
import { setting } from "../settings";

/** Content of the secret of the database. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

const CONNECT_MILLIS = 3_000;

/** Class of errors by which PostgreSQL refuses a user: invalid authorization. */
const REFUSED = /^28/;

/**
 * Connects to the instance itself: the proxy knows the current password only. @returns undefined if the server refuses
 * the credentials.
 */
export async function connect({ username, password }: Credentials): Promise<pg.Client | undefined> {
  const client = new pg.Client({
    host: setting("DATABASE_INSTANCE_ENDPOINT"),
    port: Number(setting("DATABASE_PORT")),
    database: setting("DATABASE_NAME"),
    user: username,
    password,
    ssl: { rejectUnauthorized: true, ...authorities() },
    connectionTimeoutMillis: CONNECT_MILLIS,
    query_timeout: CONNECT_MILLIS,
  });
  try {
    await client.connect();
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    if (REFUSED.test((error as { code?: string }).code ?? "")) return undefined;
    throw error;
  }
}

/** Sets the password of the connected user. The statement has its verifier, so that no log has the password. */
export async function changePassword(client: pg.Client, { username, password }: Credentials): Promise<void> {
  const verifier = client.escapeLiteral(scramVerifier(password));
  await client.query(`ALTER ROLE ${client.escapeIdentifier(username)} PASSWORD ${verifier}`);
}

/** Verifier of a password of ASCII characters, as PostgreSQL stores it: RFC 5803. */
function scramVerifier(password: string): string {
  const [salt, iterations] = [randomBytes(16), 4096];
  const salted = pbkdf2Sync(password, salt, iterations, 32, "sha256");
  const hmac = (text: string) => createHmac("sha256", salted).update(text).digest();
  const storedKey = createHash("sha256").update(hmac("Client Key")).digest("base64");
  const serverKey = hmac("Server Key").toString("base64");
  return `SCRAM-SHA-256$${iterations}:${salt.toString("base64")}$${storedKey}:${serverKey}`;
}

/** RDS has its own certificate authorities, which the build copies into the bundle. */
function authorities(): { readonly ca?: string } {
  const file = process.env["DATABASE_CA_FILE"] ?? join(__dirname, "rds-ca.pem");
  return existsSync(file) ? { ca: readFileSync(file, "utf8") } : {};
}
