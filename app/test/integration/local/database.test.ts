import { chmodSync, mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { openLocalDatabase } from "../../../local/postgres/database";
import { executeOn } from "../../support/shop-database";
import { serverOf } from "./command";

const parent = mkdtempSync(join(tmpdir(), "shop-local-"));
const folder = join(parent, "postgres");

// As root, the server runs as another user.
beforeAll(() => chmodSync(parent, 0o755));

afterAll(() => rm(parent, { recursive: true }));

describe("the embedded database", () => {
  it("retains its data between starts", async () => {
    const first = await openLocalDatabase(undefined, folder);
    await executeOn(first.url, "CREATE TABLE kept (id integer)");
    await first.stop();
    const second = await openLocalDatabase(undefined, folder);
    await executeOn(second.url, "SELECT id FROM kept");
    await second.stop();
    await expect(executeOn(second.url, "SELECT 1")).rejects.toThrow("ECONNREFUSED");
  });

  it("is stopped by its last user, also if another started it", async () => {
    const first = await openLocalDatabase(undefined, folder);
    const second = await openLocalDatabase(undefined, folder);
    const third = await openLocalDatabase(undefined, folder);
    expect([second.url, third.url]).toEqual([first.url, first.url]);
    await third.stop();
    await first.stop();
    await executeOn(second.url, "SELECT 1");
    await second.stop();
    await expect(executeOn(second.url, "SELECT 1")).rejects.toThrow("ECONNREFUSED");
  });

  it("is shared by concurrent starts, on an empty folder and on one with data", async () => {
    const fresh = join(parent, "fresh/postgres");
    for (const start of ["first", "second"]) {
      const both = await Promise.all([openLocalDatabase(undefined, fresh), openLocalDatabase(undefined, fresh)]);
      expect(both[1].url, start).toBe(both[0].url);
      await executeOn(both[0].url, "SELECT 1");
      await Promise.all(both.map(({ stop }) => stop()));
      await expect(executeOn(both[0].url, "SELECT 1"), start).rejects.toThrow("ECONNREFUSED");
    }
    expect(readdirSync(join(parent, "fresh"))).toEqual(["postgres"]);
  });

  it("is shared also if the initialization took long before the start of another process is noticed", async () => {
    const startedAt = Date.now();
    const clock = vi.spyOn(Date, "now").mockReturnValue(startedAt + 20_000);
    // As many times as there are starts.
    clock.mockReturnValueOnce(startedAt).mockReturnValueOnce(startedAt);
    const slow = join(parent, "slow/postgres");
    const both = await Promise.all([openLocalDatabase(undefined, slow), openLocalDatabase(undefined, slow)]);
    clock.mockRestore();
    expect(both[1].url).toBe(both[0].url);
    await Promise.all(both.map(({ stop }) => stop()));
  });

  it("is available to a user who arrives while the last one leaves", async () => {
    const last = await openLocalDatabase(undefined, folder);
    const [next] = await Promise.all([openLocalDatabase(undefined, folder), last.stop()]);
    await executeOn(next.url, "SELECT 1");
    await next.stop();
  });

  it("may have crashed before it is stopped", async () => {
    const killed = await openLocalDatabase(undefined, folder);
    process.kill(serverOf(parent).processId, "SIGQUIT");
    await expect.poll(() => executeOn(killed.url, "SELECT 1").catch(String)).toContain("ECONNREFUSED");
    await killed.stop();
  });

  it("reports the folder and the reason when it cannot start", async () => {
    const file = join(parent, "a-file");
    writeFileSync(file, "");
    const refused = openLocalDatabase(undefined, file);
    await expect(refused).rejects.toThrow(
      new RegExp(`^PostgreSQL could not be started on ${file}: ENOTDIR.* DATABASE_URL may name another server\\.$`),
    );
  });
});

it("an explicit URL replaces the embedded server", async () => {
  const given = await openLocalDatabase("postgres://somewhere/shop", folder);
  await given.stop();
  expect(given.url).toBe("postgres://somewhere/shop");
});
