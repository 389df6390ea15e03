/** Code that serves a single-page application at every path without a file extension. */
const HANDLER = `function handler(event) {
  var request = event.request;
  var path = request.uri.replace(/%2f/gi, "/").replace(/%2e/gi, ".").replace(/\\/(?:\\.?\\/)+/g, "/").toLowerCase();
  var isOfApi = API_PREFIXES.some(function (prefix) {
    return path.startsWith(prefix);
  });
  if (isOfApi) return { statusCode: 404, statusDescription: "Not Found" };
  var lastPart = request.uri.slice(request.uri.lastIndexOf("/") + 1);
  if (!lastPart.includes(".")) request.uri = "/index.html";
  return request;
}
`;

/**
 * Code of the CloudFront Function in front of the site.
 *
 * A path whose last segment has no extension is a view of the application, not a file, and is answered with
 * `/index.html`. A path that begins like one of the API, but matches none of its patterns, is answered with 404: a
 * monitor with a misspelt path must not receive the site's page with 200. Repeated slashes, `/./` and encoded slashes
 * and dots do not change that. Views must not begin like a path of the API.
 *
 * @param apiPaths - path patterns of the API: `/api/*` reserves `/api`, `/health` reserves `/health`.
 */
export function siteRouterCode(apiPaths: readonly string[]): string {
  const prefixes = apiPaths.map(literalPrefix).filter((prefix) => prefix.length > 1);
  return `var API_PREFIXES = ${JSON.stringify([...new Set(prefixes)])};\n${HANDLER}`;
}

/** The part of a pattern before its first wildcard, without a final slash, in lower case. */
function literalPrefix(pattern: string): string {
  return pattern
    .replace(/[*?].*$/, "")
    .replace(/\/$/, "")
    .toLowerCase();
}
