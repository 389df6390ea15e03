import { chmodSync, mkdtempSync, readdirSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, describe, expect, it, vi } from "vitest";
import type { SiteConfiguration } from "../../../contract";
import { serveHttp } from "../../../local/http/http-server";
import { freePort } from "../../../local/http/ports";
import { answersAt, interrupt, programIn, runningServerOf, serverOf, shopOf, startCommand } from "./command";

const folder = mkdtempSync(join(tmpdir(), "shop-dev-"));

// As root, the server runs as another user.
chmodSync(folder, 0o755);

afterAll(() => rm(folder, { recursive: true }));

const root = resolve(import.meta.dirname, "../../../..");

/** On a folder and a port of the test's own. */
const own = { LOCAL_FOLDER: folder, PORT: "0" };

describe("npm run dev", () => {
  it.each(["SIGINT", "SIGTERM"] as const)("starts the whole shop, and %s ends all of it", async (signal) => {
    const dev = startCommand("dev", own);
    const url = await shopOf(dev);
    const { items } = (await (await fetch(`${url}/api/products`)).json()) as { items: unknown[] };
    expect(items).toHaveLength(20);
    expect((await fetch(`${url}/health`)).status).toBe(200);
    expect(await (await fetch(url)).text()).toContain("<!doctype html>");
    const { port } = serverOf(folder);
    expect(await answersAt(port)).toBe(true);
    interrupt(dev, signal);
    await dev.closed;
    expect(await answersAt(port)).toBe(false);
    // Nothing else is said.
    expect(dev.text()).toMatch(/^The shop is at \S+ after [\d.]+ s\. Ctrl-C ends it\.\n$/);
    await expect(fetch(url)).rejects.toThrow();
  });

  it("stops silently on a signal right after the start", async () => {
    const dev = startCommand("dev", own);
    await shopOf(dev);
    interrupt(dev);
    await dev.closed;
    expect(dev.text()).toMatch(/^The shop is at \S+ after [\d.]+ s\. Ctrl-C ends it\.\n$/);
  });

  it("stops silently on a signal during the start", async () => {
    const fresh = join(folder, "fresh");
    const dev = startCommand("dev", { ...own, LOCAL_FOLDER: fresh });
    await vi.waitFor(() => expect(readdirSync(fresh, { recursive: true }).length).toBeGreaterThan(1), 100_000);
    interrupt(dev);
    await dev.closed;
    expect(dev.text()).toBe("");
    // Either nothing, or data that is complete.
    expect(readdirSync(fresh).join()).toMatch(/^(postgres)?$/);
  });

  it.each(["SIGINT", "SIGTERM"] as const)("stops a database that is starting when %s arrives", async (signal) => {
    const fresh = join(folder, `starting-${signal}`);
    const dev = startCommand("dev", { ...own, LOCAL_FOLDER: fresh });
    const { port } = await vi.waitFor(() => runningServerOf(fresh), { timeout: 100_000, interval: 2 });
    interrupt(dev, signal);
    await dev.closed;
    expect(await answersAt(port)).toBe(false);
    expect(dev.text()).toBe("");
  });

  it.each(["SIGINT", "SIGTERM"] as const)(
    "stops the database also if it is too busy to notice %s at once",
    async (signal) => {
      const dev = startCommand("dev", own);
      await shopOf(dev);
      const { port } = serverOf(folder);
      const shop = programIn(dev, "dev.ts");
      process.kill(shop, "SIGSTOP");
      interrupt(dev, signal);
      await pause(1_000);
      process.kill(shop, "SIGCONT");
      await dev.closed;
      expect(await answersAt(port)).toBe(false);
    },
  );

  it.each(["SIGINT", "SIGTERM"] as const)("ends when npm alone gets %s", async (signal) => {
    const dev = startCommand("dev", own, root);
    const url = await shopOf(dev);
    const { port } = serverOf(folder);
    dev.process.kill(signal);
    await dev.closed;
    expect(await answersAt(port)).toBe(false);
    await expect(fetch(url)).rejects.toThrow();
  });

  it("reuses the address of the sign-in pages after a restart", async () => {
    const port = String(await freePort());
    const identityOf = async () => {
      const dev = startCommand("dev", { ...own, PORT: port });
      const { identity } = (await (await fetch(`${await shopOf(dev)}/config.json`)).json()) as SiteConfiguration;
      interrupt(dev);
      await dev.closed;
      return identity.baseUrl;
    };
    expect(await identityOf()).toBe(await identityOf());
  });

  it("reports a port that is in use", async () => {
    const other = await serveHttp(async () => {});
    const dev = startCommand("dev", { ...own, PORT: String(other.port) });
    await dev.closed;
    await other.stop();
    const told = `PORT is ${other.port}, which is in use. Choose another one, or unset PORT\n`;
    expect([dev.text(), dev.process.exitCode]).toEqual([told, 1]);
  });

  it.each([
    [
      ["--app", "examples/none"],
      `--app examples/none: there is no ${join(root, "examples/none/local/system.ts")}, which would start the system\n`,
    ],
    [["--port", "80"], expect.stringMatching(/^Unknown option '--port'.*Allowed: --app FOLDER\n$/)],
    [
      ["examples/shopflow"],
      expect.stringMatching(/^Unexpected argument 'examples\/shopflow'.*Allowed: --app FOLDER\n$/),
    ],
  ])("refuses the arguments %j", async (parameters, told) => {
    const dev = startCommand("dev", own, root, parameters);
    await dev.closed;
    expect([dev.text(), dev.process.exitCode]).toEqual([told, 1]);
  });

  it("reports each configured server that does not answer", async () => {
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
      "DATABASE_URL names 127.0.0.1:1 ECONNREFUSED 127.0.0.1:1. Start that server, or correct or unset DATABASE_URL",
      "REDIS_URL names 127.0.0.1:2 ECONNREFUSED 127.0.0.1:2. Start that server, or correct or unset REDIS_URL",
      "AWS_ENDPOINT_URL names 127.0.0.1:3 ECONNREFUSED 127.0.0.1:3. Start that server, or correct or unset AWS_ENDPOINT_URL",
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

  it("resolves LOCAL_FOLDER from the folder where npm was run", async () => {
    const seed = startCommand("seed", { LOCAL_FOLDER: relative(root, join(folder, "named")) }, root);
    await seed.closed;
    expect(seed.text()).toBe("The catalogue has 24 products\n");
    expect(readdirSync(join(folder, "named"))).toEqual(["postgres"]);
  });
});
