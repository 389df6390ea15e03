import { all, expectAt, fail, isTrue, oneOf, unknown } from "../../engine/checks";
import type { Check, Rule } from "../../engine/rule";
import { listOf } from "../../engine/values";
import { regionOf } from "../checks/regions";

const CERTIFICATE = "aws_acm_certificate";
const VALIDATION = "aws_acm_certificate_validation";

/** CloudFront reads certificates of us-east-1 only. */
const isWhereItIsUsed: Check = (certificate, { graph }) => {
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
    title: "Certificates are validated by DNS, public, and replaced before they are destroyed",
    severity: "medium",
    rationale:
      "Certificates that a person must confirm by mail expire unnoticed; browsers refuse those outside the transparency log.",
    fix: "Set validation_method DNS and create_before_destroy, a key of RSA_2048 or more, and a provider of us-east-1 for CloudFront.",
    awsError:
      "InvalidViewerCertificate: The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid",
    controls: { fsbp: ["ACM.1", "ACM.2"], nist: ["SC-12"], checkov: ["CKV_AWS_233", "CKV_AWS_234"] },
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
      isWhereItIsUsed,
    ),
  },
  {
    id: "ACM-02",
    title: "Certificates name their hosts",
    severity: "low",
    rationale: "The key of a wildcard opens every host of the domain, also those that do not exist yet.",
    fix: "List the hosts in domain_name and subject_alternative_names.",
    controls: { nist: ["SC-12"], checkov: ["CKV2_AWS_71"] },
    types: [CERTIFICATE],
    relaxed: { dev: "off" },
    check: all(
      expectAt("domain_name", "must not be a wildcard", (value) => !isWildcard(value)),
      expectAt("subject_alternative_names", "must have no wildcard", (value) => !listOf(value).some(isWildcard)),
    ),
  },
];

function isWildcard(name: unknown): boolean {
  return typeof name === "string" && name.startsWith("*.");
}
