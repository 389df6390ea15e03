import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");

const sources = join(root, "web");

/** Output folder of the storefront's build. */
export const siteFolder = join(sources, "dist");

/**
 * Builds the storefront unless the output is newer than its sources. If the build fails, it prints a line and the API
 * works without the site.
 */
export async function buildStorefront(): Promise<void> {
  const built = await modifiedAt(join(siteFolder, "index.html"));
  if (built > (await newestSource())) return;
  // A test runner's NODE_ENV would select a development build.
  const { NODE_ENV: _, ...env } = process.env;
  const build = spawn("npm", ["run", "-s", "build", "--workspace", "web"], {
    cwd: root,
    env,
    stdio: ["ignore", "ignore", "inherit"],
  });
  const [code] = (await once(build, "exit")) as [number | null];
  if (code !== 0) console.error("The storefront could not be built; the API runs without it");
}

async function newestSource(): Promise<number> {
  const folder = join(sources, "src");
  const below = await readdir(folder, { recursive: true });
  const files = [
    ...below.map((file) => join(folder, file)),
    join(sources, "index.html"),
    join(sources, "vite.config.ts"),
  ];
  return Math.max(...(await Promise.all(files.map(modifiedAt))));
}

async function modifiedAt(file: string): Promise<number> {
  return (await stat(file).catch(() => undefined))?.mtimeMs ?? 0;
}
