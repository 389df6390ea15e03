import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { localAuthority, serverCertificate, type Authority } from "../../../image/certificates";
import { freePort } from "../../../local/http/ports";
import { requireServers } from "../../../local/servers";
import { RedisServer } from "../../image/support/redis-server";
import { hasProgram } from "../../support/programs";

const folder = mkdtempSync(join(tmpdir(), "servers-"));

let authority: Authority;
let encrypted: RedisServer;
let plain: ChildProcess;
let plainPort: number;

/** The problem of a configured cache, or undefined. */
function problemOf(redisUrl: string, redisCaFile?: string): Promise<string | undefined> {
  return requireServers({ redisUrl, redisCaFile }).then(
    () => undefined,
    (error: Error) => error.message,
  );
}

describe.skipIf(!["redis-server", "openssl"].every(hasProgram))("a cache that was named", () => {
  beforeAll(async () => {
    authority = localAuthority(folder);
    encrypted = new RedisServer(await freePort(), authority, serverCertificate(authority, folder, "cache"));
    plainPort = await freePort();
    const settings = ["--requirepass", "the-password", "--bind", "127.0.0.1", "--save", "", "--dir", folder];
    plain = spawn("redis-server", ["--port", String(plainPort), ...settings], { stdio: "ignore" });
    await encrypted.start();
    await vi.waitFor(
      async () => expect(await problemOf(`redis://:the-password@127.0.0.1:${plainPort}`)).toBeUndefined(),
      60_000,
    );
  });

  afterAll(async () => {
    plain.kill();
    await encrypted.kill();
    rmSync(folder, { recursive: true });
  });

  it("is accepted when it answers, also by TLS with a private authority", async () => {
    expect(await problemOf(encrypted.url, authority.certificateFile)).toBeUndefined();
  });

  it.each([
    ["the password is wrong", () => `redis://:wrong-secret@127.0.0.1:${plainPort}`, "WRONGPASS"],
    ["there is no password", () => `redis://127.0.0.1:${plainPort}`, "NOAUTH"],
    ["TLS is asked of a server without it", () => `rediss://:the-password@127.0.0.1:${plainPort}`, "with TLS"],
    ["TLS is not asked of a server with it", () => encrypted.url.replace("rediss:", "redis:"), ""],
    ["its certificate is of an unknown authority", () => encrypted.url, "certificate"],
  ])("is reported in one line without the password when %s", async (_, url, reason) => {
    const told = await problemOf(url());
    expect(told).toMatch(
      /^REDIS_URL names \S+, which cannot be used: .*[^.]\. Start that server, or correct or unset REDIS_URL$/,
    );
    expect(told).toContain(reason);
    expect(told).not.toMatch(/secret|password@/);
  });

  it("is reported when it accepts the connection and is silent", async () => {
    const silent = createServer().listen(0, "127.0.0.1");
    await once(silent, "listening");
    const { port } = silent.address() as AddressInfo;
    expect(await problemOf(`redis://127.0.0.1:${port}`)).toContain("does not answer within 3 s");
    silent.close();
  });
});
