import { type Claim, claims } from "../claim";

const CONTAINERS = [
  {
    name: "app",
    image: "111122223333.dkr.ecr.eu-central-1.amazonaws.com/app@sha256:0f1e",
    essential: true,
    readonlyRootFilesystem: true,
    user: "1000:1000",
    privileged: false,
    environment: [{ name: "STAGE", value: "prod" }],
    logConfiguration: { logDriver: "awslogs", options: { "awslogs-group": "/app" } },
  },
];
const container = (change: object) => ({
  container_definitions: JSON.stringify(CONTAINERS.map((one) => ({ ...one, ...change }))),
});

const TASK = "aws_ecs_task_definition.app";
const task = {
  [TASK]: {
    family: "app",
    network_mode: "awsvpc",
    requires_compatibilities: ["FARGATE"],
    cpu: "512",
    memory: "1024",
    task_role_arn: "arn:aws:iam::111122223333:role/app",
    execution_role_arn: "arn:aws:iam::111122223333:role/pull",
    container_definitions: JSON.stringify(CONTAINERS),
    volume: {
      name: "data",
      efs_volume_configuration: { file_system_id: "fs-0a1b2c3d", transit_encryption: "ENABLED" },
    },
  },
};
const variable = (name: string, value: string) => container({ environment: [{ name, value }] });

const CLUSTER = "aws_ecs_cluster.main";
const cluster = {
  [CLUSTER]: {
    name: "main",
    setting: { name: "containerInsights", value: "enhanced" },
    configuration: {
      execute_command_configuration: {
        kms_key_id: "arn:aws:kms:eu-central-1:111122223333:key/5e6f",
        logging: "OVERRIDE",
        log_configuration: { cloud_watch_encryption_enabled: true, cloud_watch_log_group_name: "/exec" },
      },
    },
  },
};
const EXEC = "configuration.execute_command_configuration";

const SERVICE = "aws_ecs_service.app";
const service = {
  [SERVICE]: {
    name: "app",
    launch_type: "FARGATE",
    platform_version: "LATEST",
    desired_count: 3,
    network_configuration: { subnets: ["subnet-1", "subnet-2"], assign_public_ip: false },
  },
};

const ofContainers = [
  ...claims(TASK, task, {
    CKV_AWS_334: [container({ privileged: true })],
    "ECS.4": [container({ privileged: true, user: "1000" })],
    "CKV_AWS_335 ECS.3": [{ pid_mode: "host" }],
    "CKV_AWS_336 ECS.5": [
      container({ readonlyRootFilesystem: false }),
      container({ readonlyRootFilesystem: undefined }),
    ],
    "ECS.1 ECSTaskDefinitionUserForHostMode": [
      { network_mode: "host", ...container({ user: "root" }) },
      { network_mode: "host", ...container({ user: undefined }) },
    ],
    "ECS.17": [{ network_mode: "host" }],
    "ECS.20": [container({ user: "root" }), container({ user: undefined }), container({ user: "0" })],
    "AVD-AWS-0036 AwsSolutions-ECS2 ECS.8": {
      fails: [
        variable("AWS_SECRET_ACCESS_KEY", "example"),
        variable("AWS_ACCESS_KEY_ID", "example"),
        variable("ECS_ENGINE_AUTH_DATA", "example"),
        variable("DB_PASSWORD", "example"),
      ],
      passes: [
        container({
          secrets: [{ name: "DB_PASSWORD", valueFrom: "arn:aws:secretsmanager:eu-central-1:111122223333:secret:db" }],
        }),
      ],
    },
    "AwsSolutions-ECS7 ECS.9": [container({ logConfiguration: undefined })],
    CKV_AWS_249: [
      { task_role_arn: "arn:aws:iam::111122223333:role/pull" },
      { task_role_arn: "${aws_iam_role.one.arn}", execution_role_arn: "${aws_iam_role.one.arn}" },
    ],
    "CKV_AWS_97 AVD-AWS-0035 ECS.18": [
      { "volume.efs_volume_configuration.transit_encryption": "DISABLED" },
      { "volume.efs_volume_configuration.transit_encryption": undefined },
    ],
  }),
  ...claims(CLUSTER, cluster, {
    "CKV_AWS_65 AVD-AWS-0034 AwsSolutions-ECS4 ECS.12": {
      fails: [{ "setting.value": "disabled" }, { setting: undefined }],
      passes: [{ "setting.value": "enabled" }],
    },
    CKV_AWS_223: { fails: [{ [`${EXEC}.logging`]: "NONE" }], passes: [{ configuration: undefined }] },
    CKV_AWS_224: [{ [`${EXEC}.kms_key_id`]: undefined }, { [`${EXEC}.logging`]: "NONE" }],
  }),
  ...claims(SERVICE, service, {
    "CKV_AWS_333 ECS.2": {
      fails: [{ "network_configuration.assign_public_ip": true }],
      passes: [{ "network_configuration.assign_public_ip": undefined }],
    },
    "CKV_AWS_332 ECS.10": {
      fails: [{ platform_version: "1.3.0" }],
      passes: [{ platform_version: undefined }, { platform_version: "1.4.0" }],
    },
  }),
];

const FUNCTION = "aws_lambda_function.resize";
const lambda = {
  [FUNCTION]: {
    function_name: "resize",
    role: "${aws_iam_role.resize.arn}",
    runtime: "python3.13",
    handler: "resize.handle",
    s3_bucket: "acme-code",
    s3_key: "resize.zip",
    code_signing_config_arn: "arn:aws:lambda:eu-central-1:111122223333:code-signing-config:csc-1",
    timeout: 20,
    memory_size: 512,
    reserved_concurrent_executions: 8,
    kms_key_arn: "arn:aws:kms:eu-central-1:111122223333:key/9d8c",
    environment: { variables: { SIZE: "300", DATABASE_SECRET_ARN: "${aws_rds_cluster.photos.master_user_secret}" } },
    tracing_config: { mode: "Active" },
    dead_letter_config: { target_arn: "arn:aws:sqs:eu-central-1:111122223333:resize-failed" },
    vpc_config: { subnet_ids: ["${aws_subnet.a.id}", "${aws_subnet.b.id}"], security_group_ids: ["sg-0a"] },
  },
  "aws_rds_cluster.photos": { engine: "aurora-postgresql" },
  "aws_subnet.a": { availability_zone: "eu-central-1a" },
  "aws_subnet.b": { availability_zone: "eu-central-1b" },
  "aws_s3_bucket_notification.photos": {
    bucket: "acme-photos",
    lambda_function: { lambda_function_arn: `\${${FUNCTION}.arn}`, events: ["s3:ObjectCreated:*"] },
  },
};

const failed = (on: string) => ({ destination_config: { on_failure: { destination: on } } });
const stream = {
  "aws_lambda_event_source_mapping.clicks": {
    event_source_arn: "arn:aws:kinesis:eu-central-1:111122223333:stream/clicks",
    function_name: "resize",
    starting_position: "LATEST",
    function_response_types: ["ReportBatchItemFailures"],
    maximum_retry_attempts: 3,
    destination_config: { on_failure: { destination_arn: "arn:aws:sqs:eu-central-1:111122223333:clicks-failed" } },
  },
};
const invocations = {
  "aws_lambda_event_source_mapping.orders": {
    event_source_arn: "${aws_sqs_queue.orders.arn}",
    function_name: `\${${FUNCTION}.arn}`,
    function_response_types: ["ReportBatchItemFailures"],
  },
  [FUNCTION]: { function_name: "resize", timeout: 15, memory_size: 256 },
  "aws_sqs_queue.orders": { name: "orders", visibility_timeout_seconds: 120 },
};

const ofFunctions = [
  ...claims(FUNCTION, lambda, {
    "CKV_AWS_50 AVD-AWS-0066 LambdaTracing Lambda.7": [
      { "tracing_config.mode": "PassThrough" },
      { tracing_config: undefined },
    ],
    "CKV_AWS_116 LambdaDLQ": {
      fails: [{ dead_letter_config: undefined }],
      passes: [
        {
          dead_letter_config: undefined,
          "aws_lambda_function_event_invoke_config.resize": {
            function_name: `\${${FUNCTION}.function_name}`,
            ...failed("arn:aws:sqs:eu-central-1:111122223333:resize-failed"),
          },
        },
      ],
    },
    "CKV_AWS_115 LambdaConcurrency": [{ reserved_concurrent_executions: undefined }],
    "CKV_AWS_117 LambdaInsideVPC Lambda.3": [{ vpc_config: undefined }],
    "Lambda.5": [{ "vpc_config.subnet_ids": ["${aws_subnet.a.id}"] }],
    CKV_AWS_45: {
      fails: [
        { "environment.variables": { AWS_ACCESS_KEY_ID: "AKIAQ7ZLB5EXAMPLE0AB" } },
        { "environment.variables": { API_TOKEN: "not-a-real-token" } },
      ],
      passes: [{ "environment.variables": { TOKEN_SECRET_NAME: "prod/token", ...photos() } }],
    },
    CKV_AWS_173: {
      fails: [{ kms_key_arn: undefined }, { kms_key_arn: "" }],
      passes: [{ kms_key_arn: undefined, environment: undefined, vpc_config: undefined }],
    },
    "CKV_AWS_363 AwsSolutions-L1 Lambda.2": {
      fails: [{ runtime: "python3.8" }, { runtime: "nodejs16.x" }, { runtime: "go1.x" }, { runtime: "dotnetcore3.1" }],
      passes: [{ runtime: "nodejs22.x" }, { runtime: "java21" }, { runtime: "provided.al2023" }],
    },
    LambdaDefaultTimeout: [{ timeout: undefined }],
    LambdaDefaultMemorySize: [{ memory_size: undefined }],
    CKV_AWS_272: {
      fails: [{ code_signing_config_arn: undefined }],
      passes: [{ code_signing_config_arn: undefined, s3_bucket: undefined, filename: "resize.zip" }],
    },
  }),
  ...claims(
    "aws_lambda_function_event_invoke_config.mail",
    {
      "aws_lambda_function_event_invoke_config.mail": {
        function_name: "mail",
        maximum_retry_attempts: 1,
        ...failed("arn:aws:sns:eu-central-1:111122223333:failed"),
      },
    },
    {
      LambdaAsyncFailureDestination: {
        fails: [{ destination_config: undefined }],
        passes: [{ destination_config: undefined, maximum_retry_attempts: 0 }],
      },
    },
  ),
  ...claims("aws_lambda_event_source_mapping.clicks", stream, {
    LambdaEventSourceMappingDestination: [{ destination_config: undefined }],
  }),
  ...claims("aws_lambda_event_source_mapping.orders", invocations, {
    LambdaEventSourceSQSVisibilityTimeout: [
      { "aws_sqs_queue.orders": { visibility_timeout_seconds: 60 } },
      { "aws_sqs_queue.orders": { visibility_timeout_seconds: undefined } },
    ],
  }),
  ...claims(
    "aws_lambda_permission.topic",
    {
      "aws_lambda_permission.topic": {
        action: "lambda:InvokeFunction",
        function_name: "mail",
        principal: "sns.amazonaws.com",
        source_arn: "arn:aws:sns:eu-central-1:111122223333:mail",
      },
    },
    {
      "CKV_AWS_301 LambdaFunctionPublicAccessProhibited Lambda.1": {
        fails: [{ principal: "*" }, { principal: "*", source_arn: undefined }],
        passes: [{ principal: "111122223333", source_arn: undefined }],
      },
      "CKV_AWS_364 AVD-AWS-0067": {
        fails: [{ source_arn: undefined }],
        passes: [{ source_arn: undefined, source_account: "111122223333" }],
      },
    },
  ),
  ...claims(
    "aws_lambda_function_url.mail",
    {
      "aws_lambda_function_url.mail": {
        function_name: "mail",
        authorization_type: "AWS_IAM",
        cors: { allow_origins: ["https://acme.example"], allow_methods: ["GET"] },
      },
    },
    {
      "CKV_AWS_258 LambdaFunctionUrlAuth": [{ authorization_type: "NONE" }],
      CKV2_AWS_75: {
        fails: [
          { cors: { allow_origins: ["*"], allow_methods: ["*"] } },
          { cors: { allow_origins: ["*"], allow_methods: ["GET"], allow_credentials: true } },
        ],
        passes: [{ cors: undefined }, { cors: { allow_origins: ["*"], allow_methods: ["GET"] } }],
      },
    },
  ),
];

function photos(): object {
  return { DATABASE_SECRET_ARN: "${aws_rds_cluster.photos.master_user_secret}" };
}

export const COMPUTE: readonly Claim[] = [...ofContainers, ...ofFunctions];
