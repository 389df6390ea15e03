import { all, forType, isSet, isTrue, needs, notTrue, oneOf, when } from "../../engine/checks";
import type { Rule } from "../../engine/rule";
import { eachStatement, unknownCallerProblem } from "../../iam/questions";

const REPOSITORY = "aws_ecr_repository";

export const ECR_RULES: readonly Rule[] = [
  {
    id: "ECR-01",
    title: "Image repositories are immutable, scanned, encrypted, protected from deletion and cleaned up",
    severity: "high",
    rationale: "A mutable tag can deploy an unreviewed image; images that are never deleted are billed forever.",
    fix: "Set image_tag_mutability to IMMUTABLE, scan_on_push to true, encryption_type to KMS with kms_key, and force_delete to false; add aws_ecr_lifecycle_policy. In a Groundplan module: `deletionProtection`.",
    controls: {
      fsbp: ["ECR.1", "ECR.2", "ECR.3", "ECR.5"],
      nist: ["SC-28(1)", "SI-2a"],
      checkov: ["CKV_AWS_32", "CKV_AWS_51", "CKV_AWS_136", "CKV_AWS_163"],
      trivy: ["AVD-AWS-0030", "AVD-AWS-0031", "AVD-AWS-0032", "AVD-AWS-0033"],
      nag: ["ECR1"],
    },
    types: [REPOSITORY, "aws_ecr_repository_policy", "aws_ecr_lifecycle_policy", "aws_ecr_replication_configuration"],
    check: all(
      forType(
        REPOSITORY,
        all(
          oneOf("image_tag_mutability", "IMMUTABLE"),
          isTrue("image_scanning_configuration.scan_on_push"),
          oneOf("encryption_configuration.encryption_type", "KMS"),
          when((_repository, { profile }) => profile !== "dev", isSet("encryption_configuration.kms_key")),
          when((_repository, { profile }) => profile !== "dev", notTrue("force_delete")),
          needs("aws_ecr_lifecycle_policy", "needs a lifecycle policy"),
        ),
      ),
      forType("aws_ecr_repository_policy", eachStatement("policy", unknownCallerProblem)),
      forType("aws_ecr_lifecycle_policy", isSet("policy")),
      forType("aws_ecr_replication_configuration", isSet("replication_configuration.rule.destination.region")),
    ),
  },
];
