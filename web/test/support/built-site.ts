import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export interface BuiltFile {
  readonly path: string;
  readonly content: Buffer;
}

const root = resolve(import.meta.dirname, "../..");

/** Builds the site as it is published, into a folder of the test's own. */
export function buildSite(): readonly BuiltFile[] {
  const outDir = mkdtempSync(join(tmpdir(), "storefront-"));
  // A separate process, because the test runner's NODE_ENV would select a development build.
  const { NODE_ENV: _, ...env } = process.env;
  const vite = join(fileURLToPath(import.meta.resolve("vite/package.json")), "../bin/vite.js");
  execFileSync(process.execPath, [vite, "build", "--logLevel", "warn", "--outDir", outDir], { cwd: root, env });
  return readdirSync(outDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path: path.slice(outDir.length + 1), content: readFileSync(path) }));
}
