import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod/mini";
import { connectionTo, openDatabase, spreadReads, type Database, type DatabaseOptions } from "../../adapters/postgres";
import { secretsManagerSecret } from "../../adapters/secrets";
import { InvalidConfiguration, type Environment } from "../../settings";
import { closeAtEnd } from "./lifetime";
import type { Platform } from "./platform";

const DATABASE_PORT = 5432;

/** Format of the database's secret, as RDS writes it. */
const credentialsSchema = z.object({ username: z.string(), password: z.string() });

/** Returns true if reads have an endpoint of their own. */
export function hasReader({ environment: { overrides }, parameters }: Platform): boolean {
  return overrides.databaseUrl ? Boolean(overrides.databaseReaderUrl) : parameters.has("database/reader-endpoint");
}

/**
 * Opens the database at one of its endpoints, or the one that a developer configures, without connecting. An endpoint
 * may be several hosts, which commas separate: replicas that share the reads.
 */
export async function openDatabaseAt(
  platform: Platform,
  endpoint: "database/endpoint" | "database/reader-endpoint",
): Promise<Database> {
  const maxConnections = platform.environment.databaseConnections;
  const servers = await databaseOptions(platform, endpoint);
  return closeAtEnd(spreadReads(servers.map((options) => openDatabase({ ...options, maxConnections }))));
}

async function databaseOptions(
  { environment, parameters }: Platform,
  endpoint: "database/endpoint" | "database/reader-endpoint",
): Promise<DatabaseOptions[]> {
  const { databaseCaFile } = environment.overrides;
  const databaseUrl = urlOf(environment, endpoint);
  const caFile = databaseCaFile ?? shippedAuthorities(environment);
  const ca = caFile && (await readFile(caFile, "utf8"));
  if (databaseUrl) return [{ connection: connectionTo(databaseUrl, ca) }];
  const secret = secretsManagerSecret(parameters("database/credentials-arn"));
  const hosts = parameters(endpoint).split(",");
  return hosts.map((host) => ({
    connection: {
      host,
      port: DATABASE_PORT,
      database: parameters("database/name"),
      user: async () => readCredentials(await secret.read()),
      ssl: { ca, rejectUnauthorized: true },
    },
    onCredentialsRefused: async () => {
      await secret.readAgain();
    },
  }));
}

function urlOf({ overrides }: Environment, endpoint: string): string | undefined {
  const { databaseUrl, databaseReaderUrl = databaseUrl } = overrides;
  return databaseUrl && endpoint === "database/reader-endpoint" ? databaseReaderUrl : databaseUrl;
}

/** Errors of the parser would quote the secret. */
function readCredentials(text: string): z.infer<typeof credentialsSchema> {
  try {
    return credentialsSchema.parse(JSON.parse(text));
  } catch {
    throw new InvalidConfiguration("The secret of the database is not JSON with username and password");
  }
}

/** File of the RDS certificate authorities, which Node.js does not trust by default. */
function shippedAuthorities({ overrides, taskRoot }: Environment): string | undefined {
  return overrides.databaseUrl || !taskRoot ? undefined : join(taskRoot, "rds-ca.pem");
}
