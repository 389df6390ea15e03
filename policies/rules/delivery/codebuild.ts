import { all, between, expectAt, forType, isSet, isWritten, notTrue } from "../../engine/checks";
import type { Rule } from "../../engine/rule";
import { hasNoCredentials, isPrivilegedForImages } from "./checks/builds";

const PROJECT = "aws_codebuild_project";
const LONGEST_BUILD_MINUTES = 480;

export const CODEBUILD_RULES: readonly Rule[] = [
  {
    id: "CI-01",
    title: "Pipelines encrypt artifacts; builds write logs, have a timeout and contain no credentials",
    severity: "high",
    rationale:
      "Whoever can change an artifact can deploy. A privileged build controls its host, which only image builds need.",
    fix: "Set artifact_store.encryption_key, encryption_key, cloudwatch_logs.status to ENABLED (the default) and build_timeout to 5 to 480 minutes. Use the service role instead of credentials, and privileged_mode for image builds only. In a Groundplan module: `privileged`.",
    controls: {
      fsbp: ["CodeBuild.1", "CodeBuild.2", "CodeBuild.3", "CodeBuild.4"],
      nist: ["AU-12", "SC-28(1)"],
      checkov: ["CKV_AWS_78", "CKV_AWS_147", "CKV_AWS_219", "CKV_AWS_311", "CKV_AWS_314", "CKV_AWS_316"],
      trivy: ["AVD-AWS-0018"],
      nag: ["CB4"],
    },
    types: ["aws_codepipeline", PROJECT],
    check: all(
      forType("aws_codepipeline", isSet("artifact_store.encryption_key.id")),
      forType(
        PROJECT,
        all(
          isSet("encryption_key"),
          notTrue("artifacts.encryption_disabled"),
          expectAt("logs_config.cloudwatch_logs.status", "must not be DISABLED", (value) => value !== "DISABLED"),
          notTrue("logs_config.s3_logs.encryption_disabled"),
          isWritten("build_timeout", between("build_timeout", 5, LONGEST_BUILD_MINUTES)),
          hasNoCredentials,
          isPrivilegedForImages,
        ),
      ),
    ),
  },
];
