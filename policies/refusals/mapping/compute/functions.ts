import type { Mapping } from "../grammar";

export const FUNCTIONS: Mapping = {
  aws_lambda_provisioned_concurrency_config: {
    into: "aws_lambda_alias",
    by: "qualifier",
    arguments: {
      function_name: null,
      provisioned_concurrent_executions: "ProvisionedConcurrencyConfig.ProvisionedConcurrentExecutions",
      skip_destroy: null,
    },
  },
  aws_lambda_function: {
    type: "AWS::Lambda::Function",
    attributes: {
      invoke_arn:
        "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${.Arn}/invocations",
      version: "unknown",
    },
    arguments: {
      image_uri: "Code.ImageUri",
      s3_bucket: "Code.S3Bucket",
      s3_key: "Code.S3Key",
      s3_object_version: "Code.S3ObjectVersion",
      filename: { unknown: ["Code.S3Bucket", "Code.S3Key"] },
      source_code_hash: null,
      publish: null,
      reserved_concurrent_executions: { to: "ReservedConcurrentExecutions", absent: [-1] },
      file_system_config: "FileSystemConfigs",
      "file_system_config.local_mount_path": "LocalMountPath",
      "logging_config.application_log_level": "ApplicationLogLevel",
      code_signing_config_arn: "CodeSigningConfigArn",
      replace_security_groups_on_destroy: null,
      replacement_security_group_ids: null,
      skip_destroy: null,
      snap_start: "SnapStart",
      "tracing_config.mode": "Mode",
      "image_config.command": "Command",
      "image_config.entry_point": "EntryPoint",
    },
  },
  aws_lambda_alias: {
    type: "AWS::Lambda::Alias",
    attributes: {
      invoke_arn: "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${}/invocations",
    },
    arguments: {
      routing_config: "RoutingConfig",
      "routing_config.additional_version_weights": {
        to: "AdditionalVersionWeights",
        pairs: ["FunctionVersion", "FunctionWeight"],
      },
    },
  },
  aws_lambda_permission: {
    type: "AWS::Lambda::Permission",
    arguments: { statement_id: null, statement_id_prefix: null, qualifier: null, principal_org_id: "PrincipalOrgID" },
  },
  aws_lambda_event_source_mapping: {
    type: "AWS::Lambda::EventSourceMapping",
    arguments: {
      self_managed_event_source: "SelfManagedEventSource",
      "self_managed_event_source.endpoints": "Endpoints",
      source_access_configuration: "SourceAccessConfigurations",
      "source_access_configuration.uri": "URI",
      "filter_criteria.filter": "Filters",
      "destination_config.on_failure.destination_arn": "Destination",
      document_db_event_source_config: "DocumentDBEventSourceConfig",
      parallelization_factor: "ParallelizationFactor",
      tumbling_window_in_seconds: "TumblingWindowInSeconds",
    },
  },
  aws_lambda_function_event_invoke_config: {
    type: "AWS::Lambda::EventInvokeConfig",
    defaults: { Qualifier: "$LATEST" },
    arguments: {
      destination_config: "DestinationConfig",
      "destination_config.on_failure.destination": "Destination",
      "destination_config.on_success.destination": "Destination",
    },
  },
  aws_lambda_function_recursion_config: { into: "aws_lambda_function", by: "function_name" },
  aws_lambda_runtime_management_config: {
    into: "aws_lambda_function",
    by: "function_name",
    at: "RuntimeManagementConfig",
    arguments: { qualifier: null },
  },
  aws_lambda_layer_version: {
    type: "AWS::Lambda::LayerVersion",
    arguments: {
      s3_bucket: "Content.S3Bucket",
      s3_key: "Content.S3Key",
      filename: null,
      source_code_hash: null,
      skip_destroy: null,
    },
  },
  aws_lambda_function_url: {
    type: "AWS::Lambda::Url",
    arguments: {
      function_name: "TargetFunctionArn",
      authorization_type: "AuthType",
      cors: "Cors",
      "cors.allow_credentials": "AllowCredentials",
    },
  },
};
