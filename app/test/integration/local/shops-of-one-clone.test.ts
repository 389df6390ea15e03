import { chmodSync, mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { freePort } from "../../../local/http/ports";
import { answersAt, interrupt, serverOf, shopOf, startCommand, type Command } from "./command";

const folder = mkdtempSync(join(tmpdir(), "shops-"));

// As root, the server runs as another user.
chmodSync(folder, 0o755);

afterAll(() => rm(folder, { recursive: true }));

/** Two shops that start in the same second, and want the usual port. */
async function startTwo(localFolder: string): Promise<{ readonly shops: Command[]; readonly urls: string[] }> {
  const shops = [1, 2].map(() => startCommand("dev", { LOCAL_FOLDER: localFolder, PORT: "" }));
  return { shops, urls: await Promise.all(shops.map(shopOf)) };
}

describe("two shops of one clone", () => {
  it("may start in the same second, and the first to end does not stop the shared server", async () => {
    const { shops, urls } = await startTwo(folder);
    expect(urls[0]).not.toBe(urls[1]);
    const { port } = serverOf(folder);
    for (const [index, shop] of shops.entries()) {
      const products = await fetch(`${urls[index]}/api/products`);
      expect(products.status).toBe(200);
      interrupt(shop);
      await shop.closed;
      expect(await answersAt(port)).toBe(index === 0);
      // Nothing else is said.
      expect(shop.text()).toMatch(/^The shop is at \S+ after [\d.]+ s\. Ctrl-C ends it\.\n$/);
    }
  });

  it("cannot share a port: the second reports it in one line", async () => {
    const PORT = String(await freePort());
    const shops = [1, 2].map(() => startCommand("dev", { LOCAL_FOLDER: folder, PORT }));
    const second = await Promise.race(shops.map((shop) => shop.closed.then(() => shop)));
    expect(second.text()).toBe(`PORT is ${PORT}, which is in use. Choose another one, or unset PORT\n`);
    const [first] = shops.filter((shop) => shop !== second);
    expect((await fetch(`${await shopOf(first!)}/health`)).status).toBe(200);
    interrupt(first!);
    await first!.closed;
  });

  it("leave the server running when killed, and its next last user stops it", async () => {
    const killed = startCommand("dev", { LOCAL_FOLDER: folder, PORT: "0" });
    await shopOf(killed);
    const { port } = serverOf(folder);
    interrupt(killed, "SIGKILL");
    await killed.closed;
    expect(await answersAt(port)).toBe(true);
    const seed = startCommand("seed", { LOCAL_FOLDER: folder });
    await seed.closed;
    expect(seed.text()).toBe("The catalogue has 24 products\n");
    expect(await answersAt(port)).toBe(false);
  });
});
