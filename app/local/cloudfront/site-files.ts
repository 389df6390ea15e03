import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { extname, join, resolve, sep } from "node:path";
import { siteConfigurationKey, type SiteConfiguration } from "../../contract";

export interface SiteFilesOptions {
  readonly folder: string;
  readonly configuration: SiteConfiguration;
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".json": "application/json",
  ".png": "image/png",
  ".webp": "image/webp",
  ".ico": "image/x-icon",
  ".txt": "text/plain; charset=utf-8",
  ".woff2": "font/woff2",
};

const NOT_BUILT = `<!doctype html>
<html lang="en">
  <title>Not built</title>
  <h1>The storefront has not been built</h1>
  <p>Run <code>npm run build --workspace web</code> and load this page again. The API is at <a href="/health">/health</a>.</p>
</html>
`;

/**
 * Serves the site's bucket behind CloudFront: the storefront's files, and `index.html` for every path that is not a
 * file.
 */
export function siteFiles({ folder, configuration }: SiteFilesOptions) {
  return async ({ method }: IncomingMessage, response: ServerResponse, path: string): Promise<void> => {
    // The storefront has no such page, and a mistyped address of the API must not look like one that works.
    if (path.startsWith("//")) return answer(response, ".txt", "no-cache", "Not found\n", 404);
    if (method !== "GET" && method !== "HEAD") return void response.writeHead(403).end();
    const uri = routeToFile(path);
    if (uri === `/${siteConfigurationKey}`) return answer(response, ".json", "no-cache", JSON.stringify(configuration));
    const file = await findFile(folder, uri);
    if (file) return stream(response, file, uri);
    if (uri === "/index.html") return answer(response, ".html", "no-cache", NOT_BUILT, 503);
    answer(response, ".txt", "no-cache", "Not found\n", 404);
  };
}

/** Same as the platform's CloudFront Function. */
function routeToFile(uri: string): string {
  const lastPart = uri.slice(uri.lastIndexOf("/") + 1);
  return lastPart.includes(".") ? uri : "/index.html";
}

async function findFile(folder: string, uri: string): Promise<string | undefined> {
  const root = resolve(folder);
  const file = join(root, decoded(uri));
  if (!file.startsWith(root + sep)) return undefined;
  const stats = await stat(file).catch(() => undefined);
  return stats?.isFile() ? file : undefined;
}

/** Returns an empty path if it cannot be decoded. */
function decoded(uri: string): string {
  try {
    return decodeURIComponent(uri).replaceAll("\0", "");
  } catch {
    return "";
  }
}

function stream(response: ServerResponse, file: string, uri: string): void {
  // Names below assets/ change with the content.
  const caching = uri.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache";
  response.writeHead(200, { "content-type": typeOf(extname(file)), "cache-control": caching });
  createReadStream(file)
    .on("error", () => response.destroy())
    .pipe(response);
}

function answer(response: ServerResponse, extension: string, caching: string, text: string, status = 200): void {
  response.writeHead(status, { "content-type": typeOf(extension), "cache-control": caching }).end(text);
}

function typeOf(extension: string): string {
  return CONTENT_TYPES[extension] ?? "application/octet-stream";
}
