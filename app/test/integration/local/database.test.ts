import { chmodSync, mkdtempSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openLocalDatabase } from "../../../local/database";
import { executeOn } from "../../support/shop-database";

const parent = mkdtempSync(join(tmpdir(), "shop-local-"));
const folder = join(parent, "postgres");

// As root, the server runs as another user.
beforeAll(() => chmodSync(parent, 0o755));

afterAll(() => rm(parent, { recursive: true }));

describe("the embedded database", () => {
  it("keeps its data from one start to the next", async () => {
    const first = await openLocalDatabase(undefined, folder);
    await executeOn(first.url, "CREATE TABLE kept (id integer)");
    await first.stop();
    const second = await openLocalDatabase(undefined, folder);
    await executeOn(second.url, "SELECT id FROM kept");
    await second.stop();
    await expect(executeOn(second.url, "SELECT 1")).rejects.toThrow("ECONNREFUSED");
  });

  it("is used by whoever comes second, who does not stop it", async () => {
    const first = await openLocalDatabase(undefined, folder);
    const second = await openLocalDatabase(undefined, folder);
    expect(second.url).toBe(first.url);
    await second.stop();
    await executeOn(first.url, "SELECT 1");
    await first.stop();
  });

  it("says where and why it could not be started", async () => {
    const file = join(parent, "a-file");
    writeFileSync(file, "");
    await expect(openLocalDatabase(undefined, file)).rejects.toThrow(`PostgreSQL could not be started on ${file}`);
  });
});

it("uses the server that it is given", async () => {
  const given = await openLocalDatabase("postgres://somewhere/shop", folder);
  await given.stop();
  expect(given.url).toBe("postgres://somewhere/shop");
});
