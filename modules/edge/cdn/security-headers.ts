import {
  CloudfrontResponseHeadersPolicy,
  type CloudfrontResponseHeadersPolicySecurityHeadersConfig,
} from "@cdktf/provider-aws/lib/cloudfront-response-headers-policy";
import type { Construct } from "constructs";

const ONE_YEAR_SECONDS = 31_536_000;

export interface SecurityHeaderSettings {
  /** Physical name of the headers policy. */
  readonly name: string;
  readonly contentSecurityPolicy: string;
  readonly strictTransportSecurity: "host" | "host-and-subdomains";
}

/** Creates the headers policy of every response, which overrides the origin's headers, and returns its id. */
export function createSecurityHeaders(scope: Construct, settings: SecurityHeaderSettings): string {
  const { name, contentSecurityPolicy, strictTransportSecurity } = settings;
  const includeSubdomains = strictTransportSecurity === "host-and-subdomains";
  const override = true;
  const securityHeadersConfig: CloudfrontResponseHeadersPolicySecurityHeadersConfig = {
    // Not preloaded: browsers would insist on HTTPS for the whole domain for months after a change of mind.
    strictTransportSecurity: { accessControlMaxAgeSec: ONE_YEAR_SECONDS, includeSubdomains, override },
    contentTypeOptions: { override },
    frameOptions: { frameOption: "DENY", override },
    referrerPolicy: { referrerPolicy: "strict-origin-when-cross-origin", override },
    contentSecurityPolicy: { contentSecurityPolicy, override },
  };
  return new CloudfrontResponseHeadersPolicy(scope, "security-headers", { name, securityHeadersConfig }).id;
}
