import { TemporarilyUnavailable } from "../../../domain/errors";
import type { Database } from "./database";

/**
 * Read replicas as one database: they take reads in turn, and the next one repeats a read of one that does not answer.
 * Replicas refuse everything else, which the first of them reports.
 *
 * @param replicas - at least one.
 */
export function spreadReads(replicas: readonly Database[]): Database {
  const [first] = replicas as [Database];
  let reads = 0;
  return {
    ...first,
    read: (text, values) => {
      const start = reads++ % replicas.length;
      return readFrom([...replicas.slice(start), ...replicas.slice(0, start)], (replica) => replica.read(text, values));
    },
    connect: async () => void (await Promise.all(replicas.map((replica) => replica.connect()))),
    close: async () => void (await Promise.all(replicas.map((replica) => replica.close()))),
  };
}

async function readFrom<Rows>(
  [replica, ...others]: readonly Database[],
  read: (replica: Database) => Promise<Rows>,
): Promise<Rows> {
  try {
    return await read(replica!);
  } catch (error) {
    if (others.length === 0 || !(error instanceof TemporarilyUnavailable)) throw error;
    return readFrom(others, read);
  }
}
