import { all, atLeast, atMost, forType, isSet, notTrue, oneOf } from "../../engine/checks";
import type { Rule } from "../../engine/rule";
import { holdsNoCredentials, isPrivilegedForImages } from "./checks/builds";

const PROJECT = "aws_codebuild_project";
const LONGEST_BUILD_MINUTES = 480;

export const CODEBUILD_RULES: readonly Rule[] = [
  {
    id: "CI-01",
    title: "Pipelines encrypt their artifacts, log, end, and hold no credentials",
    severity: "high",
    rationale:
      "An artifact is what will be deployed; whoever can change it deploys. A privileged build is root of its host, which building an image needs and nothing else.",
    fix: "Set an encryption key and logs, bound build_timeout (5 to 480 minutes), take credentials from the role, and be privileged for image builds only.",
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
          oneOf("logs_config.cloudwatch_logs.status", "ENABLED"),
          notTrue("logs_config.s3_logs.encryption_disabled"),
          atLeast("build_timeout", 5),
          atMost("build_timeout", LONGEST_BUILD_MINUTES),
          holdsNoCredentials,
          isPrivilegedForImages,
        ),
      ),
    ),
  },
];
