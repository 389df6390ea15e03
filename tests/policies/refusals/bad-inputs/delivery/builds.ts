import { type BadInput, refused } from "../bad-input";

const ROLE = "arn:aws:iam::123456789012:role/delivery";
const ENVIRONMENT = {
  compute_type: "BUILD_GENERAL1_SMALL",
  image: "aws/codebuild/standard:7.0",
  type: "LINUX_CONTAINER",
};
const project = (changes: object) => ({
  aws_codebuild_project: {
    build: {
      name: "build",
      service_role: ROLE,
      artifacts: [{ type: "NO_ARTIFACTS" }],
      environment: [ENVIRONMENT],
      source: [{ type: "NO_SOURCE", buildspec: "version: 0.2" }],
      ...changes,
    },
  },
});
const environment = (changes: object) => project({ environment: [{ ...ENVIRONMENT, ...changes }] });

export const BUILDS: readonly BadInput[] = [
  refused(
    "pf-codebuild-environment-variable-name-reserved",
    "aws_codebuild_project.build environment.environment_variable",
    "environment variable CODEBUILD_STAGE uses the CODEBUILD_ prefix",
    environment({ environment_variable: [{ name: "CODEBUILD_STAGE", value: "prod" }] }),
  ),
  refused(
    "pf-codebuild-environment-variable-name-unique",
    "aws_codebuild_project.build environment.environment_variable",
    "environment variable STAGE is declared more than once",
    environment({
      environment_variable: [
        { name: "STAGE", value: "prod" },
        { name: "STAGE", value: "dev" },
      ],
    }),
  ),
  refused(
    "pf-codebuild-curated-image-requires-codebuild-credentials",
    "aws_codebuild_project.build environment.image_pull_credentials_type",
    "image aws/codebuild/standard:7.0 is a CodeBuild curated image but",
    environment({ image_pull_credentials_type: "SERVICE_ROLE" }),
  ),
  refused(
    "pf-codebuild-lambda-compute-no-privileged-mode",
    "aws_codebuild_project.build environment.privileged_mode",
    "privileged_mode is true on LINUX_LAMBDA_CONTAINER",
    environment({
      type: "LINUX_LAMBDA_CONTAINER",
      compute_type: "BUILD_LAMBDA_1GB",
      image: "aws/codebuild/amazonlinux-x86_64-lambda-standard:nodejs20",
      privileged_mode: true,
    }),
  ),
  refused(
    "pf-codebuild-compute-type-environment-type",
    "aws_codebuild_project.build environment.compute_type",
    "compute_type BUILD_LAMBDA_1GB is a Lambda compute type but",
    environment({ compute_type: "BUILD_LAMBDA_1GB" }),
  ),
  refused(
    "pf-codebuild-source-codepipeline-requires-artifacts-codepipeline",
    "aws_codebuild_project.build artifacts.type",
    "source.type is CODEPIPELINE but artifacts.type is NO_ARTIFACTS",
    project({ source: [{ type: "CODEPIPELINE" }] }),
  ),
  refused(
    "pf-codebuild-source-no-source-no-location",
    "aws_codebuild_project.build source.location",
    "source.type is NO_SOURCE but a location is set",
    project({ source: [{ type: "NO_SOURCE", location: "https://example.com/shop.git", buildspec: "version: 0.2" }] }),
  ),
  refused(
    "pf-codebuild-badge-not-supported-for-s3-source",
    "aws_codebuild_project.build badge_enabled",
    "badge_enabled is true on a S3 source",
    project({ badge_enabled: true, source: [{ type: "S3", location: "shop/source.zip" }] }),
  ),
  refused(
    "pf-codebuild-artifacts-no-artifacts-no-location",
    "aws_codebuild_project.build artifacts.location",
    "artifacts.type is NO_ARTIFACTS but a location is set",
    project({ artifacts: [{ type: "NO_ARTIFACTS", location: "shop" }] }),
  ),
  refused(
    "pf-codebuild-cache-local-requires-modes",
    "aws_codebuild_project.build cache",
    "cache.type is LOCAL but no Modes are listed",
    project({ cache: [{ type: "LOCAL" }] }),
  ),
  refused(
    "pf-codebuild-local-source-cache-needs-source",
    "aws_codebuild_project.build cache.modes",
    "LOCAL_SOURCE_CACHE caches the checkout, but source.type is NO_SOURCE",
    project({ cache: [{ type: "LOCAL", modes: ["LOCAL_SOURCE_CACHE"] }] }),
  ),
  refused(
    "pf-codebuild-encryption-key-region",
    "aws_codebuild_project.build encryption_key",
    "encryption_key is a KMS key in eu-west-1 but the project deploys to",
    project({ encryption_key: "arn:aws:kms:eu-west-1:123456789012:key/11111111-1111-1111-1111-111111111111" }),
  ),
  refused(
    "pf-codebuild-report-build-status-provider",
    "aws_codebuild_project.build source.report_build_status",
    "report_build_status is set on a S3 source; only GitHub, GitHub",
    project({ source: [{ type: "S3", location: "shop/source.zip", report_build_status: true }] }),
  ),
  refused(
    "pf-codebuild-secondary-artifact-identifier-unique",
    "aws_codebuild_project.build secondary_artifacts",
    "artifact_identifier one is used by more than one secondary artifact",
    project({
      secondary_artifacts: [
        { artifact_identifier: "one", type: "S3", location: "a" },
        { artifact_identifier: "one", type: "S3", location: "b" },
      ],
    }),
  ),
];
