import { chmodSync, mkdtempSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { serveHttp } from "../../../local/http-server";
import { interrupt, shopOf, startCommand } from "./command";

const folder = mkdtempSync(join(tmpdir(), "shop-dev-"));

// As root, the server runs as another user.
chmodSync(folder, 0o755);

afterAll(() => rm(folder, { recursive: true }));

/** On a folder and a port of the test's own. */
const own = { LOCAL_FOLDER: folder, PORT: "0" };

/** Process id of the embedded server, as it writes it down. */
function serverProcess(): number {
  return Number(readFileSync(join(folder, "postgres/postmaster.pid"), "utf8").split("\n")[0]);
}

function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch {
    return false;
  }
}

describe("npm run dev", () => {
  it.each(["SIGINT", "SIGTERM"] as const)(
    "starts the whole shop, and %s ends all of it",
    async (signal) => {
      const dev = startCommand("dev", own);
      const url = await shopOf(dev);
      const { items } = (await (await fetch(`${url}/api/products`)).json()) as { items: unknown[] };
      expect(items).toHaveLength(20);
      expect((await fetch(`${url}/health`)).status).toBe(200);
      expect(await (await fetch(url)).text()).toContain("<!doctype html>");
      const server = serverProcess();
      expect(isRunning(server)).toBe(true);
      interrupt(dev, signal);
      await dev.closed;
      expect(isRunning(server)).toBe(false);
      // Nothing else is said.
      expect(dev.text()).toMatch(/^The shop is at \S+ after [\d.]+ s\. Ctrl-C ends it\.\n$/);
      await expect(fetch(url)).rejects.toThrow();
    },
    120_000,
  );

  it("says which port is in use", async () => {
    const other = await serveHttp(async () => {});
    const dev = startCommand("dev", { ...own, PORT: String(other.port) });
    await dev.closed;
    await other.stop();
    const told = `PORT is ${other.port}, which is in use. Choose another one, or unset PORT\n`;
    expect([dev.text(), dev.process.exitCode]).toEqual([told, 1]);
  });

  it("says which of the servers that it was told of do not answer", async () => {
    const dev = startCommand("dev", {
      ...own,
      DATABASE_URL: "postgres://shop:secret@127.0.0.1:1/shop",
      REDIS_URL: "rediss://:secret@127.0.0.1:2",
      AWS_ENDPOINT_URL: "http://127.0.0.1:3",
    });
    await dev.closed;
    expect(dev.process.exitCode).toBe(1);
    expect(
      dev
        .text()
        .split("\n")
        .map((line) => line.replace(/, .*ECONN/, " ECONN")),
    ).toEqual([
      "DATABASE_URL names 127.0.0.1:1 ECONNREFUSED 127.0.0.1:1. Start that server, or unset DATABASE_URL",
      "REDIS_URL names 127.0.0.1:2 ECONNREFUSED 127.0.0.1:2. Start that server, or unset REDIS_URL",
      "AWS_ENDPOINT_URL names 127.0.0.1:3 ECONNREFUSED 127.0.0.1:3. Start that server, or unset AWS_ENDPOINT_URL",
      "",
    ]);
  });
});

describe("npm run seed", () => {
  it("fills the catalogue and ends", async () => {
    const seed = startCommand("seed", own);
    await seed.closed;
    expect([seed.text(), seed.process.exitCode]).toEqual(["The catalogue has 24 products\n", 0]);
  });
});
