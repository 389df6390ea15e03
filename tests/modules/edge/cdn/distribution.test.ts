import type { ITerraformDependable } from "cdktf";
import { TerraformOutput, TerraformVariable } from "cdktf";
import type { CertificateReference } from "../../../../modules/core";
import { InputError, type AwsStack } from "../../../../modules/core/index";
import {
  Distribution,
  siteRouterCode,
  type ApiOrigin,
  type CustomDomain,
  type DistributionProps,
  type PublicApiOrigin,
} from "../../../../modules/edge/cdn";
import { synthesizeStack } from "../../../../testing/index";

const allowReadBy = jest.fn<ITerraformDependable[], [string]>(() => []);
const allowLogDeliveryFrom = jest.fn<ITerraformDependable[], [string]>(() => []);
const webAclArn = "arn:aws:wafv2:us-east-1:111122223333:global/webacl/shop/1";
const certificate: CertificateReference<"us-east-1"> = {
  certificateArn: "arn:aws:acm:us-east-1:111122223333:certificate/1",
  region: "us-east-1",
};
const customDomain: CustomDomain = { names: ["example.com", "www.example.com"], certificate };

function propsIn(stack: AwsStack<"us-east-1">): DistributionProps {
  const secret = new TerraformVariable(stack, "origin-secret", { type: "string", sensitive: true });
  return {
    name: "shop",
    regional: stack.providerIn("us-east-1"),
    site: {
      bucketName: "shop-site",
      bucketArn: "arn:aws:s3:::shop-site",
      bucketRegionalDomainName: "shop-site.s3.us-east-1.amazonaws.com",
      allowReadBy,
    },
    api: {
      domainName: "abc.execute-api.us-east-1.amazonaws.com",
      originPath: "/test",
      paths: ["/api/*", "/health"],
      secretHeader: { name: "x-origin-secret", value: secret.stringValue },
    },
    webAclArn,
    logBucket: { bucketArn: "arn:aws:s3:::shop-logs", allowLogDeliveryFrom },
  };
}

interface Differences extends Partial<Omit<DistributionProps, "api">> {
  readonly api?: Partial<ApiOrigin>;
}

const synthesizeDistribution = (
  { api, ...differences }: Differences = {},
  use: (distribution: Distribution, stack: AwsStack) => void = () => {},
) =>
  synthesizeStack((stack) => {
    const props = propsIn(stack);
    use(new Distribution(stack, "door", { ...props, ...differences, api: { ...props.api!, ...api } }), stack);
  });

const cloudFront = (differences: Differences = {}) =>
  synthesizeDistribution(differences).resource("aws_cloudfront_distribution");

beforeEach(() => jest.clearAllMocks());

describe("Distribution", () => {
  test("R-E3 R-E4 serves IPv4, IPv6 and HTTP/3 with its web ACL", () => {
    expect(cloudFront()).toMatchObject({
      enabled: true,
      is_ipv6_enabled: true,
      http_version: "http2and3",
      default_root_object: "index.html",
      web_acl_id: webAclArn,
      price_class: "PriceClass_100",
      restrictions: { geo_restriction: { restriction_type: "none" } },
      retain_on_delete: false,
      wait_for_deployment: true,
    });
  });

  test("keeps its defaults when a setting is passed as undefined", () => {
    const undefinedProps = {
      customDomain: undefined,
      priceClass: undefined,
      contentSecurityPolicy: undefined,
      connectSources: undefined,
      strictTransportSecurity: undefined,
    };
    expect(synthesizeDistribution(undefinedProps).config).toEqual(synthesizeDistribution().config);
  });

  test("R-E3 serves the site by default: read only, compressed, cached and redirected to HTTPS", () => {
    expect(cloudFront()["default_cache_behavior"]).toEqual({
      target_origin_id: "site",
      viewer_protocol_policy: "redirect-to-https",
      allowed_methods: ["GET", "HEAD", "OPTIONS"],
      cached_methods: ["GET", "HEAD"],
      compress: true,
      cache_policy_id: "658327ea-f89d-4fab-a63d-7e88639e58f6",
      response_headers_policy_id: expect.stringContaining("aws_cloudfront_response_headers_policy."),
      function_association: [
        { event_type: "viewer-request", function_arn: expect.stringContaining("aws_cloudfront_function.") },
      ],
    });
  });

  test("R-E3 forwards API paths uncached, with every method and without the viewer's Host, over HTTPS only", () => {
    const behavior = {
      target_origin_id: "api",
      viewer_protocol_policy: "https-only",
      allowed_methods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
      cached_methods: ["GET", "HEAD"],
      cache_policy_id: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
      origin_request_policy_id: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
      response_headers_policy_id: expect.stringContaining("aws_cloudfront_response_headers_policy."),
    };
    expect(cloudFront()["ordered_cache_behavior"]).toEqual([
      { ...behavior, path_pattern: "/api/*" },
      { ...behavior, path_pattern: "/health" },
    ]);
  });

  test("R-D3 R-E3 alone reads the site's bucket, with signed requests", () => {
    const stack = synthesizeDistribution({}, ({ distributionArn }) =>
      expect(allowReadBy.mock.calls).toEqual([[distributionArn]]),
    );
    expect(stack.resource("aws_cloudfront_distribution")["origin"]).toContainEqual({
      origin_id: "site",
      domain_name: "shop-site.s3.us-east-1.amazonaws.com",
      origin_access_control_id: expect.stringContaining("aws_cloudfront_origin_access_control."),
    });
    expect(stack.resource("aws_cloudfront_origin_access_control")).toMatchObject({
      name: "shop-site",
      origin_access_control_origin_type: "s3",
      signing_behavior: "always",
      signing_protocol: "sigv4",
    });
  });

  test("R-E3 calls the API over TLS 1.2 with the secret header", () => {
    expect(cloudFront()["origin"]).toContainEqual({
      origin_id: "api",
      domain_name: "abc.execute-api.us-east-1.amazonaws.com",
      origin_path: "/test",
      custom_header: [{ name: "x-origin-secret", value: "${var.origin-secret}" }],
      custom_origin_config: {
        http_port: 80,
        https_port: 443,
        origin_protocol_policy: "https-only",
        origin_ssl_protocols: ["TLSv1.2"],
      },
    });
  });

  test("R-E3 routes views of the application by a CloudFront Function", () => {
    expect(synthesizeDistribution().resource("aws_cloudfront_function")).toMatchObject({
      name: "shop-site-router",
      runtime: "cloudfront-js-2.0",
      publish: true,
      code: siteRouterCode(["/api/*", "/health"]),
      lifecycle: { create_before_destroy: true },
    });
  });

  test("R-E3 adds security headers to every response", () => {
    expect(synthesizeDistribution().resource("aws_cloudfront_response_headers_policy")).toMatchObject({
      name: "shop-security-headers",
      security_headers_config: {
        strict_transport_security: {
          access_control_max_age_sec: 31_536_000,
          include_subdomains: false,
          override: true,
        },
        content_type_options: { override: true },
        frame_options: { frame_option: "DENY", override: true },
        referrer_policy: { referrer_policy: "strict-origin-when-cross-origin", override: true },
        content_security_policy: {
          content_security_policy:
            "default-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'; object-src 'none'; upgrade-insecure-requests",
          override: true,
        },
      },
    });
  });

  test("does not cache server errors of the API", () => {
    expect(cloudFront()["custom_error_response"]).toEqual([
      { error_code: 500, error_caching_min_ttl: 0 },
      { error_code: 502, error_caching_min_ttl: 0 },
      { error_code: 503, error_caching_min_ttl: 0 },
      { error_code: 504, error_caching_min_ttl: 0 },
    ]);
  });

  test("serves a static site without API and web ACL", () => {
    const stack = synthesizeStack((scope) => {
      new Distribution(scope, "door", { ...propsIn(scope), api: undefined, webAclArn: "none" });
    });
    const distribution = stack.resource("aws_cloudfront_distribution");
    expect(distribution["origin"]).toEqual([expect.objectContaining({ origin_id: "site" })]);
    for (const absent of ["ordered_cache_behavior", "custom_error_response", "web_acl_id"]) {
      expect(distribution).not.toHaveProperty(absent);
    }
    expect(stack.resource("aws_cloudfront_function")["code"]).toBe(siteRouterCode([]));
  });

  test("extends Strict-Transport-Security to subdomains on request", () => {
    const stack = synthesizeDistribution({ strictTransportSecurity: "host-and-subdomains" });
    expect(stack.resource("aws_cloudfront_response_headers_policy")).toMatchObject({
      security_headers_config: { strict_transport_security: { include_subdomains: true } },
    });
  });

  /** AWS, CloudFront developer guide, "Custom headers that CloudFront can't add to origin requests". */
  const DOCUMENTED = `Cache-Control Connection Content-Length Cookie Host If-Match If-Modified-Since If-None-Match If-Range
    If-Unmodified-Since Max-Forwards Pragma Proxy-Authenticate Proxy-Authorization Proxy-Connection Range Request-Range TE
    Trailer Transfer-Encoding Upgrade Via X-Amz-Id X-Edge-Location X-Real-Ip`;
  const refused = [...DOCUMENTED.toLowerCase().split(/\s+/), "authorization", "origin", "sec-token"];

  test.each(refused)("refuses %s as the secret header", (name) => {
    const secret = (scope: AwsStack) => new TerraformVariable(scope, "secret", { type: "string" }).stringValue;
    const invalid = () =>
      synthesizeStack((scope) => {
        const props = propsIn(scope);
        const api = { ...props.api!, secretHeader: { name, value: secret(scope) } };
        new Distribution(scope, "door", { ...props, api });
      });
    expect(invalid).toThrow(new RegExp(`api.secretHeader.name: got "${name}"; allowed: a `));
  });

  test("accepts a secret header whose name is unknown until plan", () => {
    const stack = synthesizeStack((scope) => {
      const variable = (id: string) => new TerraformVariable(scope, id, { type: "string" }).stringValue;
      const props = propsIn(scope);
      const api = { ...props.api!, secretHeader: { name: variable("name"), value: variable("value") } };
      new Distribution(scope, "door", { ...props, api });
    });
    expect(JSON.stringify(stack.resource("aws_cloudfront_distribution")["origin"])).toContain(
      '"custom_header":[{"name":"${var.name}","value":"${var.value}"}]',
    );
  });

  test("accepts another content security policy", () => {
    const stack = synthesizeDistribution({ contentSecurityPolicy: "default-src 'none'" });
    expect(stack.resource("aws_cloudfront_response_headers_policy")).toMatchObject({
      security_headers_config: { content_security_policy: { content_security_policy: "default-src 'none'" } },
    });
  });

  test("allows scripts to call further origins, resolved or not", () => {
    const stack = synthesizeStack((scope) => {
      const pages = new TerraformVariable(scope, "pages", { type: "string" }).stringValue;
      const connectSources = ["https://sign-in.example.com:8443", pages];
      new Distribution(scope, "distribution", { ...propsIn(scope), connectSources });
    });
    expect(stack.resource("aws_cloudfront_response_headers_policy")).toMatchObject({
      security_headers_config: {
        content_security_policy: {
          content_security_policy: expect.stringMatching(
            /^default-src 'self'; connect-src 'self' https:\/\/sign-in\.example\.com:8443 \$\{var\.pages\}; base-uri 'self'; /,
          ),
        },
      },
    });
  });

  test.each(["http://api.example.com", "https://api.example.com/", "https://*.example.com", "'unsafe-eval'"])(
    "refuses %s as a connect source",
    (source) => {
      expect(() => synthesizeDistribution({ connectSources: [source] })).toThrow(
        /connectSources: got ".*"; allowed: https:\/\/ and a host without path or wildcard/,
      );
    },
  );

  test("refuses connectSources together with contentSecurityPolicy", () => {
    const both = { contentSecurityPolicy: "default-src 'none'", connectSources: ["https://api.example.com"] };
    expect(() => synthesizeDistribution(both)).toThrow(
      /connectSources: got 1; allowed: none together with contentSecurity/,
    );
  });

  test("uses CloudFront's own name and certificate without a domain", () => {
    const stack = synthesizeDistribution({}, ({ url }, scope) => new TerraformOutput(scope, "url", { value: url }));
    expect(stack.config.output?.["url"]?.["value"]).toMatch(
      /^https:\/\/\$\{aws_cloudfront_distribution\..*\.domain_name\}$/,
    );
    const distribution = stack.resource("aws_cloudfront_distribution");
    expect(distribution["viewer_certificate"]).toEqual({ cloudfront_default_certificate: true });
    expect(distribution).not.toHaveProperty("aliases");
  });

  test("R-E2 serves a custom domain with TLS 1.2 or newer", () => {
    const stack = synthesizeDistribution({ customDomain }, ({ url }) => expect(url).toBe("https://example.com"));
    expect(stack.resource("aws_cloudfront_distribution")).toMatchObject({
      aliases: ["example.com", "www.example.com"],
      viewer_certificate: {
        acm_certificate_arn: "arn:aws:acm:us-east-1:111122223333:certificate/1",
        ssl_support_method: "sni-only",
        minimum_protocol_version: "TLSv1.2_2021",
      },
    });
  });

  test("accepts another price class", () => {
    expect(cloudFront({ priceClass: "PriceClass_All" })).toMatchObject({ price_class: "PriceClass_All" });
  });

  test("R-E1 exposes the target of alias records", () => {
    const stack = synthesizeDistribution({}, ({ domainName, hostedZoneId, distributionId }, scope) => {
      new TerraformOutput(scope, "target", { value: [domainName, hostedZoneId, distributionId] });
    });
    expect(stack.config.output?.["target"]?.["value"]).toEqual([
      expect.stringMatching(/aws_cloudfront_distribution\..*\.domain_name/),
      expect.stringMatching(/aws_cloudfront_distribution\..*\.hosted_zone_id/),
      expect.stringMatching(/aws_cloudfront_distribution\..*\.id/),
    ]);
  });

  test("R-E3 delivers access logs through us-east-1 in every region", () => {
    const stack = synthesizeStack((scope) => new Distribution(scope, "door", propsIn(scope)), {
      region: "us-west-2" as "us-east-1",
    });
    expect(allowLogDeliveryFrom.mock.calls).toEqual([["arn:aws:logs:us-east-1:111122223333:delivery-source:*"]]);
    expect(stack.resource("aws_cloudwatch_log_delivery_source")).toMatchObject({
      provider: "aws.us-east-1",
      name: "shop-access-logs",
      log_type: "ACCESS_LOGS",
      resource_arn: expect.stringMatching(/aws_cloudfront_distribution\..*\.arn/),
    });
    expect(stack.resource("aws_cloudwatch_log_delivery_destination")).toMatchObject({
      provider: "aws.us-east-1",
      name: "shop-access-logs",
      output_format: "json",
      delivery_destination_configuration: [{ destination_resource_arn: "arn:aws:s3:::shop-logs" }],
    });
    expect(stack.resource("aws_cloudwatch_log_delivery", "access-log-delivery")).toMatchObject({
      provider: "aws.us-east-1",
      delivery_source_name: expect.stringContaining("aws_cloudwatch_log_delivery_source."),
      delivery_destination_arn: expect.stringContaining("aws_cloudwatch_log_delivery_destination."),
    });
  });

  test("an API needs a secret header or a VPC origin", () => {
    const create = (api: object) => () =>
      synthesizeStack((stack) => {
        const props = propsIn(stack);
        const { secretHeader: _, ...address } = props.api as PublicApiOrigin;
        new Distribution(stack, "other", { ...props, api: { ...address, ...api } as ApiOrigin });
      });
    expect(create({})).toThrow(/api.secretHeader: got "nothing"; allowed: a header and its value/);
    expect(create({ vpcOriginId: "vpc-0a1b" })).toThrow(/api.vpcOriginId: got "vpc-0a1b"; allowed: the id of a VPC/);
    expect(create({ vpcOriginId: "vo_AbCdEf012345" })).not.toThrow();
  });

  test("reports every invalid setting at once", () => {
    const invalid = () =>
      synthesizeDistribution({
        name: "shop site",
        contentSecurityPolicy: "",
        api: {
          domainName: "https://api.example.com",
          originPath: "/prod/",
          paths: ["api/*", "/health", "/health"],
          secretHeader: { name: "X-Amz-Secret", value: "hunter2" },
        },
        customDomain: { ...customDomain, names: ["*.example.com", "a.example.com", "a.example.com"] },
      });
    expect(invalid).toThrow(InputError);
    expect(invalid).toThrow(/^12 invalid settings:/);
    expect(invalid).toThrow(/test\/door: name: got "shop site-site-router"; allowed: a cloudfront function name/);
    expect(invalid).toThrow(/name: got "shop site-security-headers"; allowed: a cloudfront policy name/);
    expect(invalid).toThrow(/name: got "shop site-access-logs"; allowed: a log delivery name/);
    expect(invalid).toThrow(/contentSecurityPolicy: got ""; allowed: one line of ASCII/);
    expect(invalid).toThrow(
      /api.paths: got "api\/\*"; allowed: a path pattern of 2 to 255 characters that begins with \//,
    );
    expect(invalid).toThrow(/api.paths: got "\/health"; allowed: every value once/);
    expect(invalid).toThrow(/api.domainName: got "https:\/\/api.example.com"/);
    expect(invalid).toThrow(/api.originPath: got "\/prod\/"; allowed: empty, or \/ and no final \//);
    expect(invalid).toThrow(/api.secretHeader.name: got "X-Amz-Secret"/);
    expect(invalid).toThrow(/customDomain.names: got "\*.example.com"; allowed: a lower-case domain name without/);
    expect(invalid).toThrow(/customDomain.names: got "a.example.com"; allowed: every value once/);
  });

  test("refuses an alias that the certificate does not cover", () => {
    const covering = (...names: string[]) => ({ ...customDomain, certificate: { ...certificate, names } });
    const invalid = () => synthesizeDistribution({ customDomain: covering("example.com", "*.shop.example.com") });
    expect(invalid).toThrow(
      /customDomain.names: got "www.example.com"; allowed: a name of the certificate: example.com, \*.shop.example.com/,
    );
    expect(invalid).toThrow(/^1 invalid setting:/);
    const wildcard = () => synthesizeDistribution({ customDomain: covering("example.com", "*.example.com") });
    expect(wildcard).not.toThrow();
  });

  test("refuses a literal secret and does not repeat it", () => {
    const invalid = () =>
      synthesizeDistribution({ api: { secretHeader: { name: "x-origin-secret", value: "hunter2" } } });
    expect(invalid).toThrow(/api.secretHeader.value: got "a literal"; allowed: a reference that Terraform resolves/);
    expect(invalid).not.toThrow(/hunter2/);
  });

  test("a domain without names has its certificate, so that the alias of another distribution can move to it", () => {
    const stack = synthesizeDistribution({ customDomain: { ...customDomain, names: [] } }, ({ url }) =>
      expect(url).toMatch(/^https:\/\/\$\{/),
    );
    const distribution = stack.resource("aws_cloudfront_distribution");
    expect(distribution).not.toHaveProperty("aliases");
    expect(distribution["viewer_certificate"]).toMatchObject({ minimum_protocol_version: "TLSv1.2_2021" });
  });

  test("refuses an API without paths", () => {
    const invalid = () => synthesizeDistribution({ api: { paths: [] } });
    expect(invalid).toThrow(/api.paths: got \[\]; allowed: at least one pattern/);
  });

  test("refuses names whose derived names are too long", () => {
    expect(() => synthesizeDistribution({ name: "a".repeat(48) })).not.toThrow();
    expect(() => synthesizeDistribution({ name: "a".repeat(49) })).toThrow(
      /a log delivery name of at most 60 characters/,
    );
  });

  test("has these addresses", () => {
    expect(synthesizeDistribution().addresses).toMatchInlineSnapshot(`
     [
       "aws_cloudfront_distribution.door_distribution_1536F234",
       "aws_cloudfront_function.door_site-router_4432394D",
       "aws_cloudfront_origin_access_control.door_site-access_A5100302",
       "aws_cloudfront_response_headers_policy.door_security-headers_30A3D30E",
       "aws_cloudwatch_log_delivery.door_access-log-delivery_A4730997",
       "aws_cloudwatch_log_delivery_destination.door_access-log-destination_EA5E6DA4",
       "aws_cloudwatch_log_delivery_source.door_access-log-source_FF3C693C",
     ]
    `);
  });
});
