import { strictContentSecurityPolicy } from "../../core";

/** Security headers of every file; scripts may call the site's origin and `connectSources`. */
function securityHeaders(connectSources: readonly string[]): Readonly<Record<string, string>> {
  return {
    // Not preloaded and without subdomains: browsers would insist on HTTPS for hosts that this site does not know.
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Content-Security-Policy": strictContentSecurityPolicy(connectSources),
  };
}

/** The `custom_headers` of an app: YAML with the headers of every path. `headers` replace those of equal name. */
export function customHeaders(connectSources: readonly string[], headers: Readonly<Record<string, string>>): string {
  const replaced = Object.keys(headers).map((name) => name.toLowerCase());
  const kept = Object.entries(securityHeaders(connectSources)).filter(
    ([name]) => !replaced.includes(name.toLowerCase()),
  );
  const lines = [...kept, ...Object.entries(headers)].flatMap(([key, value]) => [
    `      - key: ${JSON.stringify(key)}`,
    `        value: ${JSON.stringify(value)}`,
  ]);
  return ["customHeaders:", '  - pattern: "**/*"', "    headers:", ...lines, ""].join("\n");
}
