import fs from "node:fs/promises";
import path from "node:path";
import type { Surroundings } from "./surroundings";

export interface Database {
  /** URL of the primary. */
  readonly url: string;
  /** URL of the replica. */
  readonly readerUrl: string;
}

/** The data does not outlive the run. */
const WITHOUT_SYNC = { fsync: "off", full_page_writes: "off" };

/** Starts a PostgreSQL server and a replica, to which it streams its changes. */
export async function startDatabase({ postgres, folder, atEnd }: Surroundings): Promise<Database> {
  const primary = path.join(folder, "primary");
  const replica = path.join(folder, "replica");
  await postgres.initialise(primary);
  // The copy of a server that has never run is a complete base backup.
  await postgres.copy(primary, replica);
  await fs.writeFile(path.join(replica, "standby.signal"), "");
  atEnd(() => postgres.stop(primary));
  const url = await postgres.start(primary, { ...WITHOUT_SYNC, wal_keep_size: "256MB" });
  atEnd(() => postgres.stop(replica));
  const readerUrl = await postgres.start(replica, { ...WITHOUT_SYNC, primary_conninfo: connectionInfo(url) });
  return { url, readerUrl };
}

function connectionInfo(url: string): string {
  const { hostname, port, username, password } = new URL(url);
  return `host=${hostname} port=${port} user=${username} password=${password}`;
}
