import { all, atLeast, fail, forType, isSet, isTrue, notTrue, oneOf, when } from "../engine/checks";
import type { Rule } from "../engine/rule";
import { isEmpty, listOf, recordsOf, valueAt } from "../engine/values";
import { eachStatement, publicStatement } from "../iam/questions";
import { STATEFUL_TYPES } from "./stateful";

const TAGS = ["Environment", "Project", "Owner"];

export const PLATFORM_RULES: readonly Rule[] = [
  {
    id: "ECR-01",
    title: "Image repositories are immutable, scanned, encrypted and kept",
    severity: "high",
    rationale: "A tag that moves deploys something that nobody reviewed.",
    fix: "Set image_tag_mutability IMMUTABLE, scan_on_push, KMS encryption and force_delete false; keep images by a lifecycle policy.",
    controls: {
      fsbp: ["ECR.1", "ECR.2", "ECR.3", "ECR.5"],
      nist: ["SC-28(1)", "SI-2a"],
      checkov: ["CKV_AWS_32", "CKV_AWS_51", "CKV_AWS_136", "CKV_AWS_163"],
      trivy: ["AVD-AWS-0030", "AVD-AWS-0031", "AVD-AWS-0032", "AVD-AWS-0033"],
      nag: ["ECR1"],
    },
    types: [
      "aws_ecr_repository",
      "aws_ecr_repository_policy",
      "aws_ecr_lifecycle_policy",
      "aws_ecr_replication_configuration",
    ],
    check: all(
      forType(
        "aws_ecr_repository",
        all(
          oneOf("image_tag_mutability", "IMMUTABLE"),
          isTrue("image_scanning_configuration.scan_on_push"),
          oneOf("encryption_configuration.encryption_type", "KMS"),
          notTrue("force_delete"),
        ),
      ),
      forType("aws_ecr_repository_policy", eachStatement("policy", publicStatement)),
      forType("aws_ecr_lifecycle_policy", isSet("policy")),
      forType("aws_ecr_replication_configuration", isSet("replication_configuration.rule.destination.region")),
    ),
  },
  {
    id: "CI-01",
    title: "Pipelines encrypt their artifacts, log, and end",
    severity: "high",
    rationale: "An artifact is what will be deployed; whoever can change it deploys.",
    fix: "Set an encryption key and logs, and bound the time of a build.",
    controls: {
      fsbp: ["CodeBuild.1", "CodeBuild.3", "CodeBuild.4", "CodeBuild.5"],
      nist: ["AU-12", "SC-28(1)"],
      checkov: ["CKV_AWS_78", "CKV_AWS_147", "CKV_AWS_219", "CKV_AWS_311", "CKV_AWS_314", "CKV_AWS_316"],
      trivy: ["AVD-AWS-0018"],
      nag: ["CB4", "CB5"],
    },
    types: ["aws_codepipeline", "aws_codebuild_project"],
    check: all(
      forType("aws_codepipeline", isSet("artifact_store.encryption_key.id")),
      forType(
        "aws_codebuild_project",
        all(
          isSet("encryption_key"),
          oneOf("logs_config.cloudwatch_logs.status", "ENABLED"),
          atLeast("build_timeout", 5),
        ),
      ),
    ),
  },
  {
    id: "OPS-03",
    title: "Providers work in one account and tag everything",
    severity: "low",
    rationale: "A wrong profile must not deploy into the wrong account; untagged resources belong to nobody.",
    fix: "Set allowed_account_ids and the default tags Environment, Project and Owner.",
    controls: { nist: ["CM-3a"] },
    types: ["terraform"],
    phases: ["synth"],
    check: ({ values }) =>
      recordsOf(valueAt(values, "provider.aws")).flatMap((provider, index) => {
        const tags = valueAt(provider, "default_tags.tags");
        const missing = TAGS.filter((tag) => isEmpty(valueAt(tags, tag))).map((tag) =>
          fail(`provider.aws[${index}].default_tags`, `needs ${tag}`),
        );
        return listOf(provider["allowed_account_ids"]).length > 0
          ? missing
          : [...missing, fail(`provider.aws[${index}].allowed_account_ids`, "must be set")];
      }),
  },
  {
    id: "OPS-04",
    title: "State is encrypted, locked and shared",
    severity: "high",
    rationale: "State holds every secret that Terraform ever saw; two writers destroy it.",
    fix: "Use an s3 backend with encrypt, use_lockfile and kms_key_id.",
    controls: { nist: ["SC-28(1)"] },
    types: ["terraform"],
    phases: ["synth"],
    check: when(
      ({ values }, { profile }) => profile !== "dev" || !isEmpty(valueAt(values, "backend.s3")),
      all(isTrue("backend.s3.encrypt"), isTrue("backend.s3.use_lockfile"), isSet("backend.s3.kms_key_id")),
    ),
  },
  {
    id: "OPS-05",
    title: "What holds data is protected from destruction",
    severity: "high",
    rationale: "A renamed construct is a deletion and a creation.",
    fix: "Set lifecycle.prevent_destroy to true.",
    controls: { nist: ["CM-3a", "CP-9"] },
    types: STATEFUL_TYPES,
    phases: ["synth"],
    relaxed: { dev: "off", staging: "off" },
    check: isTrue("lifecycle.prevent_destroy"),
  },
  {
    id: "CHG-01",
    title: "No plan destroys what holds data unless somebody approved it",
    severity: "critical",
    rationale: "A replacement of a database is a new, empty database.",
    fix: "Keep the resource (moveFromId after a rename), or approve its address with a reason and an expiry.",
    controls: { nist: ["CM-3a", "CP-9"] },
    types: STATEFUL_TYPES,
    phases: ["plan"],
    check: ({ stack, address, actions = [] }, { approvedDestroys }) =>
      actions.includes("delete") && !approvedDestroys.has(`${stack} ${address}`)
        ? [fail("", `would be ${actions.includes("create") ? "replaced" : "deleted"}`)]
        : [],
  },
];
