import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";

const app = resolve(import.meta.dirname, "../../..");
const folder = mkdtempSync(join(tmpdir(), "shop-dev-"));

// As root, the server runs as another user.
chmodSync(folder, 0o755);

afterAll(() => rm(folder, { recursive: true }));

/** A command of the package in a process group of its own, as a terminal gives one to it, on a folder and a port of its own. */
function command(name: "dev" | "seed"): ChildProcess {
  const { NODE_ENV: _, DATABASE_URL: _url, ...inherited } = process.env;
  const env = { ...inherited, LOCAL_FOLDER: folder, PORT: "0" };
  return spawn("npm", ["run", "-s", name], { cwd: app, env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
}

/** All that the command and its children write. Its streams close when the last of them has ended. */
function outputOf(started: ChildProcess): { text: string; closed: Promise<unknown> } {
  const output = { text: "", closed: once(started, "close") };
  for (const stream of [started.stdout!, started.stderr!]) {
    stream.setEncoding("utf8").on("data", (text: string) => (output.text += text));
  }
  return output;
}

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
      const dev = command("dev");
      const output = outputOf(dev);
      await expect.poll(() => output.text, { timeout: 60_000 }).toMatch(/The shop is at \S+ after/);
      const url = /http:\S+/.exec(output.text)![0];
      const { items } = (await (await fetch(`${url}/api/products`)).json()) as { items: unknown[] };
      expect(items).toHaveLength(20);
      expect((await fetch(`${url}/health`)).status).toBe(200);
      expect(await (await fetch(url)).text()).toContain("<!doctype html>");
      const server = serverProcess();
      expect(isRunning(server)).toBe(true);
      // What Ctrl-C does: every process of the group is told.
      process.kill(-dev.pid!, signal);
      await output.closed;
      expect(isRunning(server)).toBe(false);
      expect(output.text).not.toMatch(/error/i);
      await expect(fetch(url)).rejects.toThrow();
    },
    120_000,
  );
});

describe("npm run seed", () => {
  it("fills the catalogue and ends", async () => {
    const seed = command("seed");
    const output = outputOf(seed);
    await output.closed;
    expect([output.text, seed.exitCode]).toEqual(["The catalogue has 24 products\n", 0]);
  });
});
