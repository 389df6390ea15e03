import { execFile } from "node:child_process";
import fs from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import type { Surroundings } from "../surroundings";

export interface Database {
  readonly port: number;
  readonly name: string;
  readonly username: string;
  readonly password: string;
  /** Certificate that clients trust. */
  readonly caFile: string;
}

const SCHEMA = path.join(__dirname, "../../batch/schema.sql");

/** The data does not outlive the run. */
const WITHOUT_SYNC = { fsync: "off", full_page_writes: "off" };

/** Starts PostgreSQL with TLS and creates the schema. */
export async function startDatabase({ postgres, folder, atEnd }: Surroundings): Promise<Database> {
  const data = path.join(folder, "database");
  await postgres.initialise(data);
  const { cert, key } = await createCertificate(data);
  atEnd(() => postgres.stop(data));
  const tls = { ssl: "on", ssl_cert_file: cert, ssl_key_file: key };
  const url = new URL(await postgres.start(data, { ...WITHOUT_SYNC, ...tls }));
  const database = {
    port: Number(url.port),
    name: url.pathname.slice(1),
    username: url.username,
    password: url.password,
    caFile: cert,
  };
  await createSchema(database);
  return database;
}

/** Signs a certificate of the loopback address by its own key, for the user that runs the server. */
async function createCertificate(folder: string): Promise<{ cert: string; key: string }> {
  const [cert, key] = [path.join(folder, "server.crt"), path.join(folder, "server.key")];
  await promisify(execFile)("openssl", [
    ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "30"],
    ...["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", cert],
  ]);
  const { uid, gid } = await fs.stat(folder);
  await fs.chown(key, uid, gid);
  await fs.chmod(key, 0o600);
  await fs.chown(cert, uid, gid);
  return { cert, key };
}

async function createSchema({ port, name, username, password, caFile }: Database): Promise<void> {
  const ssl = { ca: await fs.readFile(caFile, "utf8") };
  const client = new pg.Client({ host: "127.0.0.1", port, database: name, user: username, password, ssl });
  await client.connect();
  try {
    await client.query(await fs.readFile(SCHEMA, "utf8"));
  } finally {
    await client.end();
  }
}
