import {
  all,
  atLeast,
  atMost,
  expectAt,
  fail,
  forType,
  isSet,
  isTrue,
  needs,
  notTrue,
  oneOf,
  when,
} from "../engine/checks";
import type { Check, Finding, Rule } from "../engine/rule";
import { booleanOf, isUnresolved, listOf, numberOf, recordsOf, select, valueAt } from "../engine/values";
import { eachStatement, strangerStatement } from "../iam/questions";

const REPOSITORY = "aws_ecr_repository";
const PROJECT = "aws_codebuild_project";
const CREDENTIAL = /^(?:AWS_ACCESS_KEY_ID|AWS_SECRET_ACCESS_KEY|AWS_SESSION_TOKEN)$/;
const LONGEST_BUILD_MINUTES = 480;
const KEEP_BLUE_MINUTES = 15;

/** A role gives a build its credentials; a URL must not. */
const holdsNoCredentials: Check = ({ values }) => {
  const variables = recordsOf(valueAt(values, "environment.environment_variable"))
    .filter(({ name, type }) => CREDENTIAL.test(String(name)) && (type ?? "PLAINTEXT") === "PLAINTEXT")
    .map(({ name }) => fail("environment.environment_variable", `must not hold ${String(name)}`));
  const sources = ["source.location", "secondary_sources.location"].flatMap((path) =>
    select(values, path)
      .filter(({ value }) => /^https?:\/\/[^/@]+@/.test(String(value)))
      .map(({ path: place }) => fail(place, "must not hold credentials")),
  );
  return [...variables, ...sources];
};

/** Only a build that shows that it makes images may act as root of its host. */
const isPrivilegedForImages: Check = ({ values }) => {
  if (booleanOf(valueAt(values, "environment.privileged_mode")) !== true) return [];
  const build = String(valueAt(values, "source.buildspec") ?? "");
  return /\bdocker\b|\bbuildx\b|\bbuildah\b/.test(build) || isUnresolved(build)
    ? []
    : [fail("environment.privileged_mode", "is for builds of images; the buildspec shows none")];
};

const rollsBackByItself: Check = ({ values }) => {
  const events = listOf(valueAt(values, "auto_rollback_configuration.events"));
  return ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"]
    .filter((event) => !events.includes(event))
    .map((event) => fail("auto_rollback_configuration.events", `must have ${event}`));
};

/** The old tasks are the way back as long as they run. */
const keepsBlue: Check = ({ values }): readonly Finding[] =>
  recordsOf(values["blue_green_deployment_config"]).flatMap((config) => {
    const minutes = valueAt(config, "terminate_blue_instances_on_deployment_success.termination_wait_time_in_minutes");
    return isUnresolved(minutes) || (numberOf(minutes) ?? 0) >= KEEP_BLUE_MINUTES
      ? []
      : [fail("blue_green_deployment_config", `must keep the old tasks ${KEEP_BLUE_MINUTES} minutes or more`)];
  });

export const DELIVERY_RULES: readonly Rule[] = [
  {
    id: "ECR-01",
    title: "Image repositories are immutable, scanned, encrypted, tidied and kept",
    severity: "high",
    rationale:
      "A tag that moves deploys something that nobody reviewed; images that nobody removes are paid for forever.",
    fix: "Set image_tag_mutability IMMUTABLE, scan_on_push, KMS encryption and force_delete false; add aws_ecr_lifecycle_policy.",
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
          when((_repository, { profile }) => profile !== "dev", notTrue("force_delete")),
          needs("aws_ecr_lifecycle_policy", "needs a lifecycle policy"),
        ),
      ),
      forType("aws_ecr_repository_policy", eachStatement("policy", strangerStatement)),
      forType("aws_ecr_lifecycle_policy", isSet("policy")),
      forType("aws_ecr_replication_configuration", isSet("replication_configuration.rule.destination.region")),
    ),
  },
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
  {
    id: "CI-02",
    title: "Deployments go in steps, and back by themselves",
    severity: "medium",
    rationale: "Whoever moves all traffic at once finds out from all customers at once.",
    fix: "Set auto_rollback_configuration for failures and alarms, alarm_configuration, a termination wait of 15 minutes, and a canary or linear deployment_config_name.",
    controls: { nist: ["CM-3a", "SI-2a"] },
    types: ["aws_codedeploy_deployment_group"],
    relaxed: { dev: "off" },
    check: all(
      isTrue("auto_rollback_configuration.enabled"),
      rollsBackByItself,
      isSet("alarm_configuration.alarms"),
      expectAt("alarm_configuration.enabled", "must not be false", (value) => booleanOf(value) !== false),
      keepsBlue,
      when(
        (_group, { profile }) => profile === "prod",
        expectAt("deployment_config_name", "must not be AllAtOnce", (value) => !/AllAtOnce$/.test(String(value))),
      ),
    ),
  },
];
