import { readFileSync } from "node:fs";
import { createRequire, SourceMap } from "node:module";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);

const maps = new Map<string, SourceMap | undefined>();

/**
 * Returns the place in the source of a place in a bundle, such as `src/http/api.ts:10:3`; other places are unchanged.
 * A source map is read at the first error, so that it does not lengthen a cold start.
 */
export function sourceLocation(location: string): string {
  const [, file = "", line, column] = /^(.+\.mjs):(\d+):(\d+)$/.exec(location) ?? [];
  const entry = file && mapOf(file)?.findEntry(Number(line) - 1, Number(column) - 1);
  if (!entry || !("originalSource" in entry)) return location;
  const source = entry.originalSource.replace(/^(\.\.\/)+/, "");
  return `${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
}

function mapOf(file: string): SourceMap | undefined {
  if (!maps.has(file)) maps.set(file, readMap(file));
  return maps.get(file);
}

function readMap(file: string): SourceMap | undefined {
  try {
    const path = file.startsWith("file:") ? fileURLToPath(file) : file;
    const { gunzipSync } = require("node:zlib") as typeof import("node:zlib");
    return new SourceMap(JSON.parse(gunzipSync(readFileSync(`${path}.map.gz`)).toString("utf8")));
  } catch {
    return undefined;
  }
}
