import { type Claim, claims, json } from "../claim";

const KEY = "arn:aws:kms:eu-north-1:111122223333:key/b0b0";

const BUILD = "aws_codebuild_project.image";
const build = {
  [BUILD]: {
    name: "image",
    service_role: "arn:aws:iam::111122223333:role/build",
    encryption_key: KEY,
    build_timeout: 30,
    artifacts: { type: "S3", location: "acme-artifacts", encryption_disabled: false },
    environment: {
      image: "aws/codebuild/standard:7.0",
      type: "LINUX_CONTAINER",
      compute_type: "BUILD_GENERAL1_SMALL",
      environment_variable: [{ name: "REPOSITORY", value: "app" }],
    },
    logs_config: {
      cloudwatch_logs: { status: "ENABLED", group_name: "/build" },
      s3_logs: { status: "ENABLED", location: "acme-logs/build", encryption_disabled: false },
    },
    source: { type: "GITHUB", location: "https://github.com/acme/app.git" },
  },
};
const variable = (name: string, value: string, type?: string) => ({
  "environment.environment_variable": [{ name, value, ...(type !== undefined && { type }) }],
});

const ofBuilds = claims(BUILD, build, {
  "CKV_AWS_78 AVD-AWS-0018": {
    fails: [{ "artifacts.encryption_disabled": true }],
    passes: [{ "artifacts.encryption_disabled": undefined }],
  },
  "CKV_AWS_147 AwsSolutions-CB4": [{ encryption_key: undefined }, { encryption_key: "alias/aws/s3" }],
  "CKV_AWS_311 CodeBuild.3": {
    fails: [{ "logs_config.s3_logs.encryption_disabled": true }],
    passes: [{ "logs_config.s3_logs.encryption_disabled": undefined }],
  },
  "CKV_AWS_314 CodeBuild.4": {
    fails: [{ "logs_config.cloudwatch_logs.status": "DISABLED", "logs_config.s3_logs": undefined }],
    passes: [{ logs_config: undefined }],
  },
  CKV_AWS_316: {
    fails: [{ "environment.privileged_mode": true }],
    passes: [{ "environment.privileged_mode": false }],
  },
  "CodeBuild.1": [
    { "source.location": "https://ada:secret@bitbucket.org/acme/app.git" },
    {
      secondary_sources: [
        { source_identifier: "b", type: "BITBUCKET", location: "https://x-token@bitbucket.org/acme/b.git" },
      ],
    },
  ],
  "CodeBuild.2": {
    fails: [variable("AWS_SECRET_ACCESS_KEY", "example"), variable("AWS_ACCESS_KEY_ID", "example", "PLAINTEXT")],
    passes: [variable("AWS_ACCESS_KEY_ID", "/build/key-id", "PARAMETER_STORE")],
  },
});

const PIPELINE = "aws_codepipeline.app";
const pipeline = {
  [PIPELINE]: {
    name: "app",
    artifact_store: { type: "S3", location: "acme-artifacts", encryption_key: { id: KEY, type: "KMS" } },
  },
};

const REPOSITORY = "aws_ecr_repository.app";
const pull = {
  Sid: "Pull",
  Effect: "Allow",
  Principal: { AWS: "arn:aws:iam::444455556666:root" },
  Action: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
};
const images = {
  [REPOSITORY]: {
    name: "app",
    image_tag_mutability: "IMMUTABLE",
    image_scanning_configuration: { scan_on_push: true },
    encryption_configuration: { encryption_type: "KMS", kms_key: KEY },
  },
  "aws_ecr_repository_policy.app": { repository: `\${${REPOSITORY}.name}`, policy: json(pull) },
  "aws_ecr_lifecycle_policy.app": { repository: `\${${REPOSITORY}.name}`, policy: '{"rules":[]}' },
};

const ofImages = claims(REPOSITORY, images, {
  "CKV_AWS_163 AVD-AWS-0030 ECR.1": [
    { "image_scanning_configuration.scan_on_push": false },
    { image_scanning_configuration: undefined },
  ],
  "CKV_AWS_51 AVD-AWS-0031 ECR.2": [{ image_tag_mutability: "MUTABLE" }, { image_tag_mutability: undefined }],
  "CKV_AWS_32 AVD-AWS-0032 AwsSolutions-ECR1": {
    fails: [
      { "aws_ecr_repository_policy.app": { policy: json({ ...pull, Principal: "*" }) } },
      { "aws_ecr_repository_policy.app": { policy: json({ ...pull, Principal: { AWS: ["*"] } }) } },
    ],
    passes: [
      {
        "aws_ecr_repository_policy.app": {
          policy: json({
            ...pull,
            Principal: "*",
            Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1a2b3c4d5e" } },
          }),
        },
      },
    ],
  },
  CKV_AWS_136: [{ "encryption_configuration.encryption_type": "AES256" }, { encryption_configuration: undefined }],
  "AVD-AWS-0033 ECR.5": [
    { encryption_configuration: { encryption_type: "AES256" } },
    { "encryption_configuration.kms_key": undefined },
  ],
  "ECR.3": [{ "aws_ecr_lifecycle_policy.app": undefined }],
});

const SECURITY = "aws_glue_security_configuration.etl";
const ENCRYPTION = "encryption_configuration";
const etl = {
  [SECURITY]: {
    name: "etl",
    encryption_configuration: {
      cloudwatch_encryption: { cloudwatch_encryption_mode: "SSE-KMS", kms_key_arn: KEY },
      job_bookmarks_encryption: { job_bookmarks_encryption_mode: "CSE-KMS", kms_key_arn: KEY },
      s3_encryption: { s3_encryption_mode: "SSE-KMS", kms_key_arn: KEY },
    },
  },
  "aws_glue_job.clean": {
    name: "clean",
    glue_version: "5.0",
    timeout: 60,
    max_retries: 1,
    security_configuration: `\${${SECURITY}.name}`,
  },
  "aws_glue_crawler.raw": { name: "raw", security_configuration: `\${${SECURITY}.name}` },
  "aws_glue_data_catalog_encryption_settings.all": {
    data_catalog_encryption_settings: {
      connection_password_encryption: { return_connection_password_encrypted: true, aws_kms_key_id: KEY },
      encryption_at_rest: { catalog_encryption_mode: "SSE-KMS", sse_aws_kms_key_id: KEY },
    },
  },
};
const CATALOG = "aws_glue_data_catalog_encryption_settings.all";

const ofGlue = claims(SECURITY, etl, {
  CKV_AWS_195: [
    { "aws_glue_job.clean": { security_configuration: undefined } },
    { "aws_glue_crawler.raw": { security_configuration: undefined } },
  ],
  CKV_AWS_99: [
    { [`${ENCRYPTION}.s3_encryption.s3_encryption_mode`]: "DISABLED" },
    { [`${ENCRYPTION}.s3_encryption.s3_encryption_mode`]: "SSE-S3" },
    { [`${ENCRYPTION}.cloudwatch_encryption.cloudwatch_encryption_mode`]: "DISABLED" },
    { [`${ENCRYPTION}.job_bookmarks_encryption.job_bookmarks_encryption_mode`]: undefined },
  ],
  "AwsSolutions-GL1": [
    { [`${ENCRYPTION}.cloudwatch_encryption.cloudwatch_encryption_mode`]: "DISABLED" },
    { "aws_glue_crawler.raw": { security_configuration: undefined } },
  ],
  "AwsSolutions-GL3": [{ [`${ENCRYPTION}.job_bookmarks_encryption.job_bookmarks_encryption_mode`]: "DISABLED" }],
  CKV_AWS_94: [
    { [CATALOG]: { "data_catalog_encryption_settings.encryption_at_rest.catalog_encryption_mode": "DISABLED" } },
    {
      [CATALOG]: {
        "data_catalog_encryption_settings.connection_password_encryption.return_connection_password_encrypted": false,
      },
    },
  ],
  "Glue.4": {
    fails: [{ "aws_glue_job.clean": { glue_version: "2.0" } }, { "aws_glue_job.clean": { glue_version: "0.9" } }],
    passes: [{ "aws_glue_job.clean": { glue_version: "4.0" } }],
  },
});

const WORKGROUP = "aws_athena_workgroup.bi";
const RESULTS = "configuration.result_configuration";
const queries = {
  [WORKGROUP]: {
    name: "bi",
    configuration: {
      enforce_workgroup_configuration: true,
      publish_cloudwatch_metrics_enabled: true,
      bytes_scanned_cutoff_per_query: 1_099_511_627_776,
      result_configuration: {
        output_location: "s3://acme-results/",
        encryption_configuration: { encryption_option: "SSE_KMS", kms_key_arn: KEY },
      },
    },
  },
  "aws_athena_database.bi": {
    name: "bi",
    bucket: "acme-results",
    encryption_configuration: { encryption_option: "SSE_KMS", kms_key: KEY },
  },
};

const DATA = "aws_quicksight_data_source.ledger";
const source = {
  [DATA]: {
    name: "ledger",
    data_source_id: "ledger",
    type: "AURORA_POSTGRESQL",
    parameters: { aurora_postgresql: { database: "ledger", host: "ledger.internal", port: 5432 } },
    credentials: { secret_arn: "arn:aws:secretsmanager:eu-north-1:111122223333:secret:ledger" },
    vpc_connection_properties: { vpc_connection_arn: "arn:aws:quicksight:eu-north-1:111122223333:vpcConnection/1" },
    ssl_properties: { disable_ssl: false },
  },
};

export const DELIVERY: readonly Claim[] = [
  ...ofBuilds,
  ...claims(PIPELINE, pipeline, { CKV_AWS_219: [{ "artifact_store.encryption_key": undefined }] }),
  ...ofImages,
  ...ofGlue,
  ...claims(WORKGROUP, queries, {
    CKV_AWS_77: [{ "aws_athena_database.bi": { encryption_configuration: undefined } }],
    "CKV_AWS_159 AVD-AWS-0006": [{ [`${RESULTS}.encryption_configuration`]: undefined }, { [RESULTS]: undefined }],
    "CKV_AWS_82 AVD-AWS-0007": {
      fails: [{ "configuration.enforce_workgroup_configuration": false }],
      passes: [{ "configuration.enforce_workgroup_configuration": undefined }],
    },
    "Athena.4": {
      fails: [{ "configuration.publish_cloudwatch_metrics_enabled": false }],
      passes: [{ "configuration.publish_cloudwatch_metrics_enabled": undefined }],
    },
  }),
  ...claims(DATA, source, {
    "AwsSolutions-QS1": { fails: [{ "ssl_properties.disable_ssl": true }], passes: [{ ssl_properties: undefined }] },
  }),
  ...claims(
    "terraform.root",
    { "terraform.root": { provider: { aws: [{ region: "eu-north-1" }] } } },
    {
      CKV_AWS_41: [
        { provider: { aws: [{ access_key: "AKIAQ7ZLB5EXAMPLE0AB", secret_key: "a/b+".repeat(10) }] } },
        { provider: { aws: [{ region: "eu-north-1" }, { alias: "b", secret_key: "Ab1/".repeat(10) }] } },
      ],
    },
  ),
  ...claims(
    "aws_instance.web",
    { "aws_instance.web": { ami: "ami-1", user_data: "#!/bin/sh\nexport STAGE=prod\n" } },
    {
      CKV_AWS_46: [
        { user_data: "#!/bin/sh\nexport AWS_ACCESS_KEY_ID=AKIAQ7ZLB5EXAMPLE0AB\n" },
        { user_data_base64: Buffer.from("export AWS_ACCESS_KEY_ID=AKIAQ7ZLB5EXAMPLE0AB\n").toString("base64") },
      ],
    },
  ),
];
