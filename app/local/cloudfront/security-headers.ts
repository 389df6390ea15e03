import headers from "./security-headers.json" with { type: "json" };

/**
 * Headers that the platform's distribution sets on every response. `upgrade-insecure-requests` is missing: the stand-in
 * does not speak HTTPS, and some browsers would not load the site's files.
 *
 * @param signInPages - origin of the sign-in pages, which the storefront's script calls.
 */
export function securityHeaders(signInPages: string): Readonly<Record<string, string>> {
  const contentSecurityPolicy = headers["content-security-policy"].replace("<sign-in pages>", signInPages);
  return { ...headers, "content-security-policy": contentSecurityPolicy };
}
