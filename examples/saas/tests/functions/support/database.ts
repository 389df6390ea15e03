import { CreateSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { startPostgres, type LocalDatabase } from "groundplan/testing/local";
import { randomUUID } from "node:crypto";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { programs } from "../../../../../app/local/system/surroundings";

export interface TestDatabase extends LocalDatabase {
  /** Runs statements as the user, whose password may have changed. */
  sql<Row extends pg.QueryResultRow>(text: string, password?: string): Promise<Row[]>;
  stop(): Promise<void>;
}

/** Starts PostgreSQL with TLS, and enters its secret and the settings of the functions. */
export async function provideDatabase(): Promise<TestDatabase> {
  const folder = mkdtempSync(join(tmpdir(), "groundplan-saas-database-"));
  // As root, PostgreSQL runs as another user.
  chmodSync(folder, 0o755);
  const stops: (() => Promise<void>)[] = [];
  const { postgres } = programs;
  const database = await startPostgres({ postgres, folder, atEnd: (stop) => stops.push(stop) });
  const { username, password, port, name, caFile } = database;
  const secret = await new SecretsManagerClient().send(
    new CreateSecretCommand({ Name: randomUUID(), SecretString: JSON.stringify({ username, password }) }),
  );
  Object.assign(process.env, {
    DATABASE_ENDPOINT: "127.0.0.1",
    DATABASE_INSTANCE_ENDPOINT: "127.0.0.1",
    DATABASE_PORT: String(port),
    DATABASE_NAME: name,
    DATABASE_SECRET_ARN: secret.ARN,
    DATABASE_CA_FILE: caFile,
  });
  return {
    ...database,
    async sql<Row extends pg.QueryResultRow>(text: string, current = password) {
      const ssl = { ca: readFileSync(caFile, "utf8") };
      const client = new pg.Client({ host: "127.0.0.1", port, database: name, user: username, password: current, ssl });
      await client.connect();
      try {
        return (await client.query<Row>(text)).rows;
      } finally {
        await client.end();
      }
    },
    async stop() {
      for (const stop of stops) await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
