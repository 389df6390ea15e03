import { CreateSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { localAuthority, serverCertificate } from "../../../image/certificates";
import { freePort } from "../../../local/http/ports";
import { openCache } from "../../../src/handlers/runtime/cache";
import { closeAll } from "../../../src/handlers/runtime/lifetime";
import { openPlatform } from "../../../src/handlers/runtime/platform";
import { RedisServer } from "../../image/support/redis-server";
import { writtenBy } from "../../support/memory-output";
import { startMoto, type MotoServer } from "../../support/moto-server";
import { hasProgram } from "../../support/programs";

const programs = ["moto_server", "redis-server", "openssl"];
const folder = mkdtempSync(join(tmpdir(), "groundplan-credentials-"));
let moto: MotoServer;
let server: RedisServer;

/** Opens the cache of a function whose credentials are the secret's text; returns whether it stores a value. */
async function storesWith(secret: string): Promise<boolean> {
  const created = await new SecretsManagerClient().send(
    new CreateSecretCommand({ Name: `cache-${Math.random()}`, SecretString: secret }),
  );
  vi.stubEnv("CACHE_CREDENTIALS_ARN", created.ARN!);
  let stored = false;
  await writtenBy(async () => {
    const cache = await openCache(await openPlatform());
    stored = await cache.set("v1:any", "value", 60);
  });
  return stored;
}

describe.skipIf(!programs.every(hasProgram))("the secret of CACHE_CREDENTIALS_ARN", { timeout: 120_000 }, () => {
  beforeAll(async () => {
    moto = await startMoto();
    const authority = localAuthority(folder);
    const port = await freePort();
    server = new RedisServer(port, authority, serverCertificate(authority, folder, "cache"));
    await server.start();
    const variables = {
      AWS_ENDPOINT_URL: moto.url,
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      ENVIRONMENT: "test",
      CSRF_PROTECTION: "off",
      CACHE_ENDPOINT: "localhost",
      CACHE_PORT: String(port),
      REDIS_CA_FILE: authority.certificateFile,
    };
    for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  }, 120_000);

  afterAll(async () => {
    await closeAll();
    await server.kill();
    await moto.stop();
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  });

  it("is the password of the cache", async () => {
    expect(await storesWith(server.password)).toBe(true);
    expect(await storesWith("another password")).toBe(false);
  });

  it("is JSON with a user name and a password", async () => {
    expect(await storesWith(JSON.stringify({ username: "default", password: server.password }))).toBe(true);
    expect(await storesWith(JSON.stringify({ password: server.password }))).toBe(true);
    expect(await storesWith(JSON.stringify({ username: "nobody", password: server.password }))).toBe(false);
  });

  it.each(['{"username":"default"}', "{"])("%s is refused", async (secret) => {
    await expect(storesWith(secret)).rejects.toThrow(
      "The secret of the cache is neither a password nor JSON with a password",
    );
  });
});
