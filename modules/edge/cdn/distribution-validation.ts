import type { Construct } from "constructs";
import {
  AwsStack,
  Validation,
  requireProps,
  arn,
  connectSource,
  domainName,
  each,
  inRegion,
  isKnown,
  matching,
  nonEmpty,
  physicalName,
  providerOfRegion,
  satisfying,
  unique,
  type Rule,
} from "../../core";
import { accessLogName, headersPolicyName, routerName } from "./distribution-props";
import type { ApiOrigin, DistributionProps, PublicApiOrigin } from "./distribution-props";

const LOG_DELIVERY_NAME = matching(/^[\w-]{1,60}$/, "a log delivery name of at most 60 characters", "shorten it");
const CONTENT_SECURITY_POLICY = matching(/^[\x20-\x7e]+$/, "one line of ASCII", "reword the policy");
const PATH_PATTERN = matching(
  /^\/[\w\-.*$/~"'@:+&?]{1,254}$/,
  "a path pattern of 2 to 255 characters that begins with /",
  "write it as CloudFront matches it: /api/*",
);
const ORIGIN_PATH = matching(/^(?:\/[\w.~$-]+)*$/, "empty, or / and no final /", "name the stage: /prod");
const HEADER_NAME = matching(
  /^(?!x-amz-|x-edge-|sec-)[a-z][a-z0-9-]*$/,
  "a lower-case header name that does not begin with x-amz-, x-edge- or sec-",
  "use a header name of the application",
);
const VPC_ORIGIN = matching(/^vo_[A-Za-z0-9]+$/, "the id of a VPC origin", "pass vpcOriginId of a load balancer");
/**
 * Headers that CloudFront cannot add to origin requests, beside those that begin with x-amz- or x-edge-
 * (docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html, November 2026).
 */
const FORBIDDEN_HEADERS = [
  "cache-control",
  "connection",
  "content-length",
  "cookie",
  "host",
  "if-match",
  "if-modified-since",
  "if-none-match",
  "if-range",
  "if-unmodified-since",
  "max-forwards",
  "pragma",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "range",
  "request-range",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "via",
  "x-real-ip",
];
/** CloudFront would add them, and thereby replace what the viewer has sent to the API. */
const VIEWER_HEADERS = ["authorization", "origin"];
const ALLOWED_HEADER = satisfying<string>(
  (name) => ![...FORBIDDEN_HEADERS, ...VIEWER_HEADERS].includes(name),
  "a header that CloudFront can add to requests",
  "use a header name of the application, such as x-origin-secret",
);
/** Region from which CloudFront reads certificates and web ACLs, and delivers logs. */
const CLOUDFRONT_REGION = "us-east-1";

function webAcl(account: string): Rule<string> {
  const resource = /global\/webacl\/[\w-]+\/[\w-]+/;
  const parts = { of: "a web ACL of scope CLOUDFRONT", service: "wafv2", resource, region: CLOUDFRONT_REGION };
  return arn({ ...parts, accounts: [account] }, 'pass webAclArn of a WebAcl, or "none"');
}

/** Limits of `CreateDistribution`, `CreateFunction` and `PutDeliverySource`. */
export function validateDistribution(scope: Construct, id: string, props: DistributionProps): void {
  requireProps(scope, id, props, {
    name: "string",
    regional: "object",
    site: "object",
    webAclArn: "string",
    logBucket: "object",
  });
  new Validation(scope, id)
    .props(props, {
      name: [
        (name) => physicalName("cloudfront function name")(routerName(name)),
        (name) => physicalName("cloudfront policy name")(headersPolicyName(name)),
        (name) => LOG_DELIVERY_NAME(accessLogName(name)),
      ],
      regional: [providerOfRegion(), inRegion(CLOUDFRONT_REGION)],
      webAclArn: (webAclArn) => (webAclArn === "none" ? [] : webAcl(AwsStack.of(scope).account)(webAclArn)),
      "customDomain.certificate": inRegion(CLOUDFRONT_REGION, "request the certificate in us-east-1"),
      contentSecurityPolicy: CONTENT_SECURITY_POLICY,
      "api.paths": [nonEmpty("at least one pattern", "list the paths of the API"), each(PATH_PATTERN), unique()],
      "api.domainName": domainName(),
      "api.originPath": ORIGIN_PATH,
      api: protectedOrigin,
      connectSources: [
        satisfying(
          ({ length }) => length === 0 || props.contentSecurityPolicy === undefined,
          "none together with contentSecurityPolicy",
          "write them into connect-src of the policy",
          ({ length }) => length,
        ),
        each(connectSource()),
      ],
      "customDomain.names": [each(domainName()), unique(), each(coveredBy(props.customDomain?.certificate.names))],
    })
    .throwIfInvalid();
}

/** Accepts names that a certificate covers; a wildcard covers one label. CloudFront refuses an alias without one. */
function coveredBy(covered: readonly string[] | undefined): Rule<string> {
  const withWildcard = (name: string): string => name.replace(/^[^.]+/, "*");
  return satisfying(
    (name) => covered === undefined || covered.includes(name) || covered.includes(withWildcard(name)),
    `a name of the certificate: ${covered?.join(", ")}`,
    "add it to alternativeNames of the certificate",
  );
}

/** Accepts origins that other clients cannot reach: by a secret header, or because they have no public address. */
const protectedOrigin: Rule<ApiOrigin> = (api) => {
  if ("vpcOriginId" in api) {
    const { vpcOriginId } = api;
    return isKnown(vpcOriginId)
      ? VPC_ORIGIN(vpcOriginId).map((violation) => ({ ...violation, value: vpcOriginId, below: ".vpcOriginId" }))
      : [];
  }
  if (!("secretHeader" in api)) {
    const fix = "pass the header that the API checks, or the vpcOriginId of an internal load balancer";
    return [{ below: ".secretHeader", value: "nothing", allowed: "a header and its value", fix }];
  }
  return secretHeader(api.secretHeader).map((violation) => ({
    ...violation,
    below: `.secretHeader${violation.below}`,
  }));
};

const secretHeader: Rule<PublicApiOrigin["secretHeader"]> = ({ name, value }) => {
  const nameViolations = [...HEADER_NAME(name), ...ALLOWED_HEADER(name)];
  const violations = nameViolations.map((violation) => ({ ...violation, below: ".name" }));
  if (!isKnown(value)) return violations;
  // The value is not repeated in the message: a literal secret must not reach logs as well.
  const allowed = "a reference that Terraform resolves";
  const fix = "generate the secret at apply, or pass it by a sensitive variable";
  return [...violations, { below: ".value", value: "a literal", allowed, fix }];
};
