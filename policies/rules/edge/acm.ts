import { all, expectAt, fail, isTrue, oneOf, unknown } from "../../engine/checks";
import type { Check, Rule } from "../../engine/rule";
import { listOf } from "../../engine/values";
import { regionOf } from "../checks/regions";

const CERTIFICATE = "aws_acm_certificate";
const VALIDATION = "aws_acm_certificate_validation";

/** CloudFront uses certificates of us-east-1 only. */
const isInUsageRegion: Check = (certificate, { graph }) => {
  const names = [certificate, ...graph.referrers(certificate, VALIDATION)];
  const atEdge = names.some((one) => graph.referrers(one, "aws_cloudfront_distribution").length > 0);
  if (!atEdge) return [];
  const region = regionOf(certificate, graph);
  if (region === undefined) return [unknown("provider")];
  return region === "us-east-1" ? [] : [fail("provider", `must be in us-east-1 for CloudFront, not in ${region}`)];
};

export const ACM_RULES: readonly Rule[] = [
  {
    id: "ACM-01",
    title: "Certificates use DNS validation and transparency logs, and are created before the old one is destroyed",
    severity: "medium",
    rationale:
      "Email validation lets certificates expire unnoticed; browsers reject certificates that are not in a transparency log.",
    fix: "Set validation_method to DNS, lifecycle.create_before_destroy to true and key_algorithm to RSA_2048 or stronger; use a provider in us-east-1 for CloudFront.",
    awsError:
      "InvalidViewerCertificate: The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid",
    controls: { fsbp: ["ACM.2"], nist: ["SC-12"], checkov: ["CKV_AWS_233", "CKV_AWS_234"] },
    types: [CERTIFICATE],
    phases: ["synth"],
    check: all(
      oneOf("validation_method", "DNS"),
      isTrue("lifecycle.create_before_destroy"),
      expectAt("key_algorithm", "must not be RSA_1024", (value) => value !== "RSA_1024"),
      expectAt(
        "options.certificate_transparency_logging_preference",
        "must not be DISABLED",
        (value) => value !== "DISABLED",
      ),
      isInUsageRegion,
    ),
  },
  {
    id: "ACM-02",
    title: "Certificates have no wildcards",
    severity: "low",
    rationale: "The key of a wildcard certificate is valid for every host of the domain, including future ones.",
    fix: "List the hosts in domain_name and subject_alternative_names.",
    controls: { nist: ["SC-12"], checkov: ["CKV2_AWS_71"] },
    types: [CERTIFICATE],
    relaxed: { dev: "off" },
    check: all(
      expectAt("domain_name", "must not be a wildcard", (value) => !isWildcard(value)),
      expectAt("subject_alternative_names", "must not contain a wildcard", (value) => !listOf(value).some(isWildcard)),
    ),
  },
];

function isWildcard(name: unknown): boolean {
  return typeof name === "string" && name.startsWith("*.");
}
