import { startMoto, startPostgres, startRedis, type LocalDatabase, type Surroundings } from "groundplan/testing/local";
import { randomUUID } from "node:crypto";
import { createResources, type Resources } from "./resources";

/** Servers that keep data, and the resources of the system. */
export interface Stores {
  /** Address of moto. */
  readonly endpoint: string;
  readonly database: LocalDatabase;
  readonly cachePort: number;
  readonly resources: Resources;
  readonly parts: readonly string[];
}

/** Starts moto, PostgreSQL and Redis, and creates the resources. */
export async function startStores(surroundings: Surroundings): Promise<Stores> {
  const cachePassword = randomUUID();
  const moto = await startMoto();
  surroundings.atEnd(moto.stop);
  const cachePort = await startRedis(surroundings, cachePassword);
  const database = await startPostgres(surroundings);
  const resources = await createResources({ endpoint: moto.url, cachePassword, database });
  const { username, password, port, name } = database;
  const { USER_POOL_ID: userPool, CLIENT_ID: client } = resources.settings;
  const parts = [
    `AWS: ${moto.url}, user pool ${userPool}, client ${client}`,
    `PostgreSQL with TLS: postgres://${username}:${password}@127.0.0.1:${port}/${name}`,
    `Redis: 127.0.0.1:${cachePort}`,
  ];
  return { endpoint: moto.url, database, cachePort, resources, parts };
}
