import {
  CloudfrontResponseHeadersPolicy,
  type CloudfrontResponseHeadersPolicySecurityHeadersConfig,
} from "@cdktf/provider-aws/lib/cloudfront-response-headers-policy";
import type { Construct } from "constructs";

const STRICT_DIRECTIVES = [
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "object-src 'none'",
  "upgrade-insecure-requests",
];

/**
 * Scripts, styles and images of the site's own origin only; no plug-ins, no frames, no foreign forms. Calls go to the site's own origin, and
 * to `connectSources`.
 */
export function strictContentSecurityPolicy(connectSources: readonly string[]): string {
  const connect = connectSources.length > 0 ? [`connect-src 'self' ${connectSources.join(" ")}`] : [];
  return ["default-src 'self'", ...connect, ...STRICT_DIRECTIVES].join("; ");
}

const ONE_YEAR_SECONDS = 31_536_000;

/** Headers that CloudFront puts on every answer, whatever the origin says. */
export function createSecurityHeaders(scope: Construct, name: string, contentSecurityPolicy: string): string {
  const override = true;
  const securityHeadersConfig: CloudfrontResponseHeadersPolicySecurityHeadersConfig = {
    // Not preloaded: browsers would keep the whole domain on HTTPS for months after a change of mind.
    strictTransportSecurity: { accessControlMaxAgeSec: ONE_YEAR_SECONDS, includeSubdomains: true, override },
    contentTypeOptions: { override },
    frameOptions: { frameOption: "DENY", override },
    referrerPolicy: { referrerPolicy: "strict-origin-when-cross-origin", override },
    contentSecurityPolicy: { contentSecurityPolicy, override },
  };
  return new CloudfrontResponseHeadersPolicy(scope, "security-headers", { name, securityHeadersConfig }).id;
}
