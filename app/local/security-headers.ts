/**
 * Headers that the platform's distribution puts on every answer. `upgrade-insecure-requests` is missing: the stand-in does not speak HTTPS,
 * and some browsers would not load the site's own files without it.
 */
export function securityHeaders(connectSources: readonly string[]): Readonly<Record<string, string>> {
  const contentSecurityPolicy = [
    "default-src 'self'",
    ["connect-src 'self'", ...connectSources].join(" "),
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join("; ");
  return {
    "content-security-policy": contentSecurityPolicy,
    "strict-transport-security": "max-age=31536000; includeSubDomains",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "strict-origin-when-cross-origin",
  };
}
