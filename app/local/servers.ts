import { Redis } from "iovalkey";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { ValkeyConnector } from "../src/adapters/cache/valkey-connector";
import { openConnection } from "./postgres/database";
import { LocalProblem, reasonOf } from "./problem";
import type { LocalSettings } from "./settings";

const PATIENCE_MILLIS = 3000;

/**
 * Checks the servers that the developer has configured, because the shop would run without a cache and would retry the
 * others.
 *
 * @throws LocalProblem with every server that does not answer.
 */
export async function requireServers(settings: Partial<LocalSettings>): Promise<void> {
  const { databaseUrl, redisUrl = "memory:", redisCaFile, awsEndpointUrl } = settings;
  const checks: Promise<string | undefined>[] = [];
  if (databaseUrl) checks.push(problemOf("DATABASE_URL", databaseUrl, askDatabase(databaseUrl)));
  if (redisUrl !== "memory:") checks.push(problemOf("REDIS_URL", redisUrl, askCache(redisUrl, redisCaFile)));
  if (awsEndpointUrl) checks.push(problemOf("AWS_ENDPOINT_URL", awsEndpointUrl, reach(awsEndpointUrl)));
  const problems = (await Promise.all(checks)).filter((problem) => problem !== undefined);
  if (problems.length > 0) throw new LocalProblem(problems.join("\n"));
}

async function problemOf(name: string, url: string, check: Promise<void>): Promise<string | undefined> {
  try {
    await check;
    return undefined;
  } catch (error) {
    const reason = reasonOf(error).replace(/\.$/, "");
    return `${name} names ${new URL(url).host}, which cannot be used: ${reason}. Start that server, or correct or unset ${name}`;
  }
}

async function askDatabase(url: string): Promise<void> {
  const database = openConnection(url);
  try {
    await database.read("SELECT 1");
  } finally {
    await database.close();
  }
}

/** A server without TLS accepts the connection of a TLS client and waits for more. */
async function askCache(url: string, caFile: string | undefined): Promise<void> {
  const isEncrypted = url.startsWith("rediss:");
  const client = new Redis(url, {
    ...(caFile && isEncrypted && { tls: { ca: readFileSync(caFile, "utf8") } }),
    Connector: ValkeyConnector,
    retryStrategy: () => null,
  });
  const silence = `it does not answer${isEncrypted ? " with TLS" : ""} within ${PATIENCE_MILLIS / 1000} s`;
  const failed = new Promise<never>((_, reject) => {
    client.on("error", reject);
    setTimeout(() => reject(new Error(silence)), PATIENCE_MILLIS).unref();
  });
  try {
    await Promise.race([client.ping(), failed]);
  } finally {
    client.disconnect();
  }
}

async function reach(url: string): Promise<void> {
  const { hostname, port, protocol } = new URL(url);
  const socket = connect(Number(port) || (protocol === "https:" ? 443 : 80), hostname.replace(/^\[|\]$/g, ""));
  try {
    await once(socket, "connect", { signal: AbortSignal.timeout(PATIENCE_MILLIS) });
  } finally {
    socket.destroy();
  }
}
