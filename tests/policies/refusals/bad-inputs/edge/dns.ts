import { type BadInput, refused } from "../bad-input";

const record = (changes: object, others: object = {}) => ({
  ...others,
  aws_route53_record: {
    shop: { zone_id: "Z123", name: "shop.example.com", type: "A", ttl: 60, records: ["192.0.2.1"], ...changes },
  },
});
const ALIAS = { ttl: null, records: null };
const healthCheck = (values: object) => ({ aws_route53_health_check: { shop: values } });
const HTTPS = { type: "HTTPS", fqdn: "shop.example.com", port: 443, request_interval: 30 };

export const DNS: readonly BadInput[] = [
  refused(
    "pf-route53-failover-requires-health-check",
    "aws_route53_record.shop ",
    "A non-alias primary failover record set must reference a health check",
    record({ set_identifier: "one", failover_routing_policy: [{ type: "PRIMARY" }] }),
  ),
  refused(
    "pf-route53-alias-cloudfront-zone-id",
    "aws_route53_record.shop alias.zone_id",
    "The alias targets a CloudFront domain, so alias.zone_id must be",
    record({ ...ALIAS, alias: [{ name: "d111.cloudfront.net", zone_id: "Z999", evaluate_target_health: false }] }),
  ),
  refused(
    "pf-route53-weight-range",
    "aws_route53_record.shop weighted_routing_policy.weight",
    "weight must be at most 255, got 300",
    record({ set_identifier: "one", weighted_routing_policy: [{ weight: 300 }] }),
  ),
  refused(
    "pf-route53-geolocation-country-code-iso",
    "aws_route53_record.shop geolocation_routing_policy.country",
    "'XX' is not an ISO 3166-1 alpha-2 country code",
    record({ set_identifier: "one", geolocation_routing_policy: [{ country: "XX" }] }),
  ),
  refused(
    "pf-route53-record-name-charset",
    "aws_route53_record.shop name",
    "The record name 'the shop.example.com' contains a space",
    record({ name: "the shop.example.com" }),
  ),
  refused(
    "pf-route53-record-name-label-length",
    "aws_route53_record.shop name",
    "The label",
    record({ name: `${"a".repeat(64)}.example.com` }),
  ),
  refused(
    "pf-route53-srv-field-count",
    "aws_route53_record.shop records",
    "An SRV value must have 4 space-separated fields, got 3 in '10 5060",
    record({ type: "SRV", records: ["10 5060 sip.example.com"] }),
  ),
  refused(
    "pf-route53-caa-tag-enum",
    "aws_route53_record.shop records",
    "The CAA tag 'issuer' is not one of issue / issuewild / iodef",
    record({ type: "CAA", records: ['0 issuer "amazon.com"'] }),
  ),
  refused(
    "pf-route53-healthcheck-searchstring-required-strmatch",
    "aws_route53_health_check.shop ",
    "a HTTPS_STR_MATCH health check has no search_string, so there is",
    healthCheck({ ...HTTPS, type: "HTTPS_STR_MATCH" }),
  ),
  refused(
    "pf-route53-healthcheck-searchstring-strmatch-only",
    "aws_route53_health_check.shop search_string",
    "search_string is set on a HTTPS health check; only HTTP_STR_MATCH and",
    healthCheck({ ...HTTPS, search_string: "ok" }),
  ),
  refused(
    "pf-route53-healthcheck-endpoint-required",
    "aws_route53_health_check.shop ",
    "a HTTPS health check has neither IPAddress nor",
    healthCheck({ type: "HTTPS", port: 443, request_interval: 30 }),
  ),
  refused(
    "pf-route53-healthcheck-ipaddress-private-range",
    "aws_route53_health_check.shop ip_address",
    "ip_address 10.0.0.1 is in a private, loopback, link-local, shared",
    healthCheck({ type: "HTTP", ip_address: "10.0.0.1", port: 80, request_interval: 30 }),
  ),
  refused(
    "pf-route53-healthcheck-resourcepath-http-only",
    "aws_route53_health_check.shop resource_path",
    "resource_path is set on a TCP health check; only HTTP and HTTPS",
    healthCheck({ type: "TCP", fqdn: "shop.example.com", port: 443, request_interval: 30, resource_path: "/health" }),
  ),
];
