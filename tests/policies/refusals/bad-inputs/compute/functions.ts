import { type BadInput, refused, rejected } from "../bad-input";

const FUNCTION = {
  function_name: "shop",
  role: "arn:aws:iam::123456789012:role/shop",
  package_type: "Image",
  image_uri: "123456789012.dkr.ecr.us-east-1.amazonaws.com/shop@sha256:0",
};
const shop = (changes: object) => ({ aws_lambda_function: { shop: { ...FUNCTION, ...changes } } });
const ZIP = {
  package_type: "Zip",
  image_uri: undefined,
  filename: "shop.zip",
  handler: "index.handler",
  runtime: "nodejs22.x",
};
const alias = (values: object) => ({
  ...shop({ publish: true }),
  aws_lambda_alias: { live: { name: "live", function_name: "${aws_lambda_function.shop.function_name}", ...values } },
});
const QUEUE = "arn:aws:sqs:us-east-1:123456789012:orders";
const source = (values: object) => ({
  ...shop({}),
  aws_lambda_event_source_mapping: {
    orders: { function_name: "${aws_lambda_function.shop.arn}", event_source_arn: QUEUE, ...values },
  },
});
const url = (changes: object) => ({
  ...shop({}),
  aws_lambda_function_url: {
    shop: { function_name: "${aws_lambda_function.shop.arn}", authorization_type: "NONE", ...changes },
  },
});

export const FUNCTIONS: readonly BadInput[] = [
  refused(
    "pf-lambda-alias-routing-not-latest",
    "aws_lambda_alias.live function_version",
    "a weighted alias whose own function_version is $LATEST",
    alias({ function_version: "$LATEST", routing_config: [{ additional_version_weights: { "1": 0.5 } }] }),
  ),
  refused(
    "pf-lambda-alias-version-weight-range",
    "aws_lambda_alias.live routing_config.additional_version_weights",
    "routing weight 1.5",
    alias({ function_version: "2", routing_config: [{ additional_version_weights: { "1": 1.5 } }] }),
  ),
  refused(
    "pf-lambda-alias-additional-versions-max-one",
    "aws_lambda_alias.live routing_config.additional_version_weights",
    "2 routing entries",
    alias({ function_version: "3", routing_config: [{ additional_version_weights: { "1": 0.1, "2": 0.1 } }] }),
  ),
  refused(
    "pf-lambda-esm-batchsize-window",
    "aws_lambda_event_source_mapping.orders batch_size",
    "Invalid request provided: Maximum batch window in seconds must be",
    source({ batch_size: 100 }),
  ),
  refused(
    "pf-lambda-esm-sqs-starting-position",
    "aws_lambda_event_source_mapping.orders starting_position",
    "Invalid request provided: starting_position is not valid for SQS",
    source({ starting_position: "LATEST" }),
  ),
  refused(
    "pf-lambda-esm-sqs-same-region",
    "aws_lambda_event_source_mapping.orders event_source_arn",
    "source queue region 'eu-west-1' is not the deploy region 'us-east-1'",
    source({ event_source_arn: QUEUE.replace("us-east-1", "eu-west-1") }),
  ),
  refused(
    "pf-lambda-esm-parallelization-factor-stream-only",
    "aws_lambda_event_source_mapping.orders parallelization_factor",
    "parallelization_factor on a source that does not support it",
    source({ parallelization_factor: 2 }),
  ),
  refused(
    "pf-lambda-esm-tumbling-window-stream-only",
    "aws_lambda_event_source_mapping.orders tumbling_window_in_seconds",
    "tumbling_window_in_seconds on a source that does not support it",
    source({ tumbling_window_in_seconds: 30 }),
  ),
  refused(
    "pf-lambda-esm-filter-pattern-leaf-array",
    "aws_lambda_event_source_mapping.orders filter_criteria",
    "the pattern matches 'body.kind' against a bare value",
    source({ filter_criteria: [{ filter: [{ pattern: JSON.stringify({ body: { kind: "order" } }) }] }] }),
  ),
  refused(
    "pf-lambda-env-key-start-letter",
    "aws_lambda_function.shop environment.variables",
    "environment variable '1ST'",
    shop({ environment: [{ variables: { "1ST": "x" } }] }),
  ),
  refused(
    "pf-lambda-env-size",
    "aws_lambda_function.shop environment.variables",
    "environment variables serialize to at least 4108 bytes (literal keys",
    shop({ environment: [{ variables: { TEXT: "x".repeat(4097) } }] }),
  ),
  rejected("F3031", "aws_lambda_function.shop role", "'shop' does not match pattern", shop({ role: "shop" })),
  refused(
    "F3032",
    "aws_lambda_function.shop vpc_config.subnet_ids",
    "maximum item count: 16, found: 17",
    shop({
      vpc_config: [
        { security_group_ids: ["sg-1"], subnet_ids: Array.from({ length: 17 }, (_, index) => `subnet-${index}`) },
      ],
    }),
  ),
  refused(
    "pf-lambda-image-uri-region",
    "aws_lambda_function.shop image_uri",
    "image region 'eu-west-1' is not the deploy region 'us-east-1'",
    shop({ image_uri: FUNCTION.image_uri.replace("us-east-1", "eu-west-1") }),
  ),
  refused(
    "pf-lambda-image-uri-private-ecr",
    "aws_lambda_function.shop image_uri",
    "image_uri 'docker.io/library/node:22' is not a private ECR repository",
    shop({ image_uri: "docker.io/library/node:22" }),
  ),
  refused(
    "pf-lambda-imageconfig-requires-image",
    "aws_lambda_function.shop image_config",
    "image_config on a .zip function",
    shop({ ...ZIP, image_config: [{ command: ["index.handler"] }] }),
  ),
  refused(
    "pf-lambda-loglevel-requires-json",
    "aws_lambda_function.shop logging_config.system_log_level",
    "system_log_level with log_format 'Text'",
    shop({ logging_config: [{ log_format: "Text", system_log_level: "WARN" }] }),
  ),
  refused(
    "pf-lambda-loggroup-no-aws-prefix",
    "aws_lambda_function.shop logging_config.log_group",
    "log group 'aws/shop'",
    shop({ logging_config: [{ log_format: "Text", log_group: "aws/shop" }] }),
  ),
  refused(
    "pf-lambda-dlq-no-fifo",
    "aws_lambda_function.shop dead_letter_config.target_arn",
    "FIFO dead-letter target",
    shop({ dead_letter_config: [{ target_arn: `${QUEUE}.fifo` }] }),
  ),
  refused(
    "pf-lambda-dlq-service",
    "aws_lambda_function.shop dead_letter_config.target_arn",
    "Invalid dead letter queue ARN: The service specified by the",
    shop({ dead_letter_config: [{ target_arn: "arn:aws:s3:::dead-letters" }] }),
  ),
  refused(
    "pf-lambda-efs-requires-vpc",
    "aws_lambda_function.shop ",
    "Function must be configured to execute in a VPC to reference access",
    shop({
      file_system_config: [
        {
          arn: "arn:aws:elasticfilesystem:us-east-1:123456789012:access-point/fsap-1111111111111111",
          local_mount_path: "/mnt/a",
        },
      ],
    }),
  ),
  refused(
    "pf-lambda-layer-arn-region",
    "aws_lambda_function.shop layers",
    "layer region 'eu-west-1' is not the deploy region 'us-east-1'",
    shop({ ...ZIP, layers: ["arn:aws:lambda:eu-west-1:123456789012:layer:shared:1"] }),
  ),
  refused(
    "pf-lambda-url-qualifier-latest-literal",
    "aws_lambda_function_url.shop qualifier",
    "qualifier $LATEST",
    url({ qualifier: "$LATEST" }),
  ),
  refused(
    "pf-lambda-url-cors-allow-methods-wildcard-mix",
    "aws_lambda_function_url.shop cors.allow_methods",
    "'*' mixed with explicit entries in allow_methods",
    url({ cors: [{ allow_methods: ["*", "GET"] }] }),
  ),
  refused(
    "pf-lambda-url-cors-allow-origins-wildcard-mix",
    "aws_lambda_function_url.shop cors.allow_origins",
    "'*' mixed with explicit entries in allow_origins",
    url({ cors: [{ allow_origins: ["*", "https://a.example.com"] }] }),
  ),
  refused(
    "pf-lambda-perm-principal-whitespace",
    "aws_lambda_permission.shop principal",
    "whitespace in principal 'events.amazonaws.com '",
    {
      ...shop({}),
      aws_lambda_permission: {
        shop: { action: "lambda:InvokeFunction", function_name: "shop", principal: "events.amazonaws.com " },
      },
    },
  ),
];
