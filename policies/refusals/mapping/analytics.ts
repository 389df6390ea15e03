import type { Mapping } from "./grammar";

export const ANALYTICS: Mapping = {
  aws_glue_job: {
    type: "AWS::Glue::Job",
    arguments: {
      role_arn: "Role",
      connections: "Connections.Connections",
      non_overridable_arguments: "NonOverridableArguments",
      "command.script_location": "ScriptLocation",
      execution_property: "ExecutionProperty",
    },
  },
  aws_glue_crawler: {
    type: "AWS::Glue::Crawler",
    arguments: {
      s3_target: "Targets.S3Targets",
      jdbc_target: "Targets.JdbcTargets",
      dynamodb_target: "Targets.DynamoDBTargets",
      catalog_target: "Targets.CatalogTargets",
      schedule: "Schedule.ScheduleExpression",
      security_configuration: "CrawlerSecurityConfiguration",
    },
  },
  aws_glue_trigger: { type: "AWS::Glue::Trigger", arguments: { enabled: null, "predicate.conditions": "Conditions" } },
  aws_glue_catalog_database: {
    type: "AWS::Glue::Database",
    defaults: { CatalogId: { Ref: "AWS::AccountId" } },
    arguments: { name: "DatabaseInput.Name", description: "DatabaseInput.Description", catalog_id: "CatalogId" },
  },
  aws_athena_workgroup: {
    type: "AWS::Athena::WorkGroup",
    arguments: {
      configuration: "WorkGroupConfiguration",
      "configuration.publish_cloudwatch_metrics_enabled": "PublishCloudWatchMetricsEnabled",
      "configuration.result_configuration.encryption_configuration.kms_key_arn": "KmsKey",
      force_destroy: "RecursiveDeleteOption",
    },
  },
  aws_kinesis_firehose_delivery_stream: {
    type: "AWS::KinesisFirehose::DeliveryStream",
    arguments: {
      destination: null,
      extended_s3_configuration: "ExtendedS3DestinationConfiguration",
      kinesis_source_configuration: "KinesisStreamSourceConfiguration",
      "kinesis_source_configuration.kinesis_stream_arn": "KinesisStreamARN",
      "extended_s3_configuration.buffering_size": "BufferingHints.SizeInMBs",
      "extended_s3_configuration.buffering_interval": "BufferingHints.IntervalInSeconds",
      "extended_s3_configuration.dynamic_partitioning_configuration": "DynamicPartitioningConfiguration",
      "extended_s3_configuration.processing_configuration.processors.parameters": "Parameters",
    },
  },
  aws_glue_connection: {
    type: "AWS::Glue::Connection",
    defaults: { CatalogId: { Ref: "AWS::AccountId" } },
    arguments: {
      catalog_id: "CatalogId",
      name: "ConnectionInput.Name",
      description: "ConnectionInput.Description",
      match_criteria: "ConnectionInput.MatchCriteria",
      connection_type: "ConnectionInput.ConnectionType",
      connection_properties: "ConnectionInput.ConnectionProperties",
      physical_connection_requirements: "ConnectionInput.PhysicalConnectionRequirements",
    },
  },
};
