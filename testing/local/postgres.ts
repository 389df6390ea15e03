import { execFile } from "node:child_process";
import fs from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import type { Surroundings } from "./surroundings";

/** PostgreSQL server on 127.0.0.1, with its user. */
export interface LocalDatabase {
  readonly port: number;
  readonly name: string;
  readonly username: string;
  readonly password: string;
  /** Certificate that clients trust. */
  readonly caFile: string;
}

/** The data does not outlive the run. */
const WITHOUT_SYNC = { fsync: "off", full_page_writes: "off" };

/** Starts PostgreSQL with TLS. Its data is in the folder `database`, and is lost if the machine crashes. */
export async function startPostgres({
  postgres,
  folder,
  atEnd,
}: Pick<Surroundings, "postgres" | "folder" | "atEnd">): Promise<LocalDatabase> {
  const data = path.join(folder, "database");
  await postgres.initialise(data);
  const { cert, key } = await createCertificate(data);
  atEnd(() => postgres.stop(data));
  const tls = { ssl: "on", ssl_cert_file: cert, ssl_key_file: key };
  const { port, pathname, username, password } = new URL(await postgres.start(data, { ...WITHOUT_SYNC, ...tls }));
  return { port: Number(port), name: pathname.slice(1), username, password, caFile: cert };
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
