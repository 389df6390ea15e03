import { once } from "node:events";
import { connect } from "node:net";
import { openConnection } from "./database";
import { LocalProblem, reasonOf } from "./problem";
import type { LocalSettings } from "./settings";

/**
 * Asks the servers that the developer has named, because the shop itself would go on without a cache, and would try the others again.
 *
 * @throws LocalProblem with every server that does not answer.
 */
export async function requireServers(settings: Partial<LocalSettings>): Promise<void> {
  const { databaseUrl, redisUrl = "memory:", awsEndpointUrl } = settings;
  const checks: Promise<string | undefined>[] = [];
  if (databaseUrl) checks.push(problemOf("DATABASE_URL", databaseUrl, askDatabase(databaseUrl)));
  if (redisUrl !== "memory:") checks.push(problemOf("REDIS_URL", redisUrl, reach(redisUrl, 6379)));
  if (awsEndpointUrl) checks.push(problemOf("AWS_ENDPOINT_URL", awsEndpointUrl, reach(awsEndpointUrl, 80)));
  const problems = (await Promise.all(checks)).filter((problem) => problem !== undefined);
  if (problems.length > 0) throw new LocalProblem(problems.join("\n"));
}

async function problemOf(name: string, url: string, check: Promise<void>): Promise<string | undefined> {
  try {
    await check;
    return undefined;
  } catch (error) {
    return `${name} names ${new URL(url).host}, which cannot be used: ${reasonOf(error)}. Start that server, or unset ${name}`;
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

async function reach(url: string, usualPort: number): Promise<void> {
  const { hostname, port, protocol } = new URL(url);
  const socket = connect(Number(port) || (protocol === "https:" ? 443 : usualPort), hostname.replace(/^\[|\]$/g, ""));
  try {
    await once(socket, "connect", { signal: AbortSignal.timeout(3000) });
  } finally {
    socket.destroy();
  }
}
