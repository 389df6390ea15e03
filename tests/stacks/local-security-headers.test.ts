import localTemplate from "../../app/local/cloudfront/security-headers.json";
import type { TerraformBlock } from "../../modules/core";
import { synthesizedStack } from "../support/synthesized";

const platforms = ["dev", "staging", "prod"].map((name) => [name, synthesizedStack(name)] as const);

interface SecurityHeadersConfig {
  readonly content_security_policy: { readonly content_security_policy: string };
  readonly frame_options: { readonly frame_option: string };
  readonly referrer_policy: { readonly referrer_policy: string };
  readonly strict_transport_security: {
    readonly access_control_max_age_sec: number;
    readonly include_subdomains: boolean;
  };
}

/** The headers as CloudFront writes them when it is configured like this. */
function headersOf(policy: TerraformBlock): Record<string, string> {
  const config = policy["security_headers_config"] as SecurityHeadersConfig;
  const { access_control_max_age_sec: seconds, include_subdomains: withSubdomains } = config.strict_transport_security;
  return {
    "content-security-policy": config.content_security_policy.content_security_policy,
    "strict-transport-security": `max-age=${seconds}${withSubdomains ? "; includeSubDomains" : ""}`,
    "x-content-type-options": "nosniff",
    "x-frame-options": config.frame_options.frame_option,
    "referrer-policy": config.referrer_policy.referrer_policy,
  };
}

/** Headers of the local shop with the platform's sign-in pages and with HTTPS. */
function localHeaders(platformPolicy: string): Record<string, string> {
  const [, signInPages = ""] = /connect-src 'self' ([^;]+)/.exec(platformPolicy) ?? [];
  const policy = localTemplate["content-security-policy"].replace("<sign-in pages>", signInPages);
  return { ...localTemplate, "content-security-policy": `${policy}; upgrade-insecure-requests` };
}

describe("the headers of the local shop", () => {
  test.each(platforms)("are those of CloudFront in %s", (_name, stack) => {
    const sent = headersOf(stack.resource("aws_cloudfront_response_headers_policy"));
    expect(localHeaders(sent["content-security-policy"]!)).toEqual(sent);
  });

  test("would differ from a platform that allows more", () => {
    const policy = structuredClone(platforms[0]![1].resource("aws_cloudfront_response_headers_policy"));
    const config = policy["security_headers_config"] as unknown as Record<string, Record<string, string>>;
    config["content_security_policy"]!["content_security_policy"] = "default-src 'self' https:";
    config["frame_options"]!["frame_option"] = "SAMEORIGIN";
    const sent = headersOf(policy);
    const local = localHeaders(sent["content-security-policy"]!);
    const different = Object.keys(sent).filter((name) => sent[name] !== local[name]);
    expect(different).toEqual(["content-security-policy", "x-frame-options"]);
  });

  test("name every header that CloudFront is told of", () => {
    for (const [, stack] of platforms) {
      const policy = stack.resource("aws_cloudfront_response_headers_policy");
      expect(Object.keys(policy["security_headers_config"] as object).sort()).toEqual([
        "content_security_policy",
        "content_type_options",
        "frame_options",
        "referrer_policy",
        "strict_transport_security",
      ]);
      expect(policy).not.toHaveProperty("custom_headers_config");
    }
  });
});
