import type { Mapping } from "./grammar";

export const OBSERVABILITY: Mapping = {
  aws_cloudwatch_metric_alarm: {
    type: "AWS::CloudWatch::Alarm",
    arguments: {
      metric_query: "Metrics",
      "metric_query.metric": "MetricStat",
      "metric_query.metric.metric_name": "Metric.MetricName",
      "metric_query.metric.namespace": "Metric.Namespace",
      "metric_query.metric.dimensions": { to: "Metric.Dimensions", pairs: ["Name", "Value"] },
      "metric_query.metric.period": "Period",
      "metric_query.metric.stat": "Stat",
      "metric_query.metric.unit": "Unit",
      dimensions: { to: "Dimensions", pairs: ["Name", "Value"] },
      insufficient_data_actions: "InsufficientDataActions",
      ok_actions: "OKActions",
      evaluate_low_sample_count_percentiles: "EvaluateLowSampleCountPercentile",
    },
  },
  aws_cloudwatch_composite_alarm: {
    type: "AWS::CloudWatch::CompositeAlarm",
    arguments: {
      ok_actions: "OKActions",
      "actions_suppressor.alarm": "/ActionsSuppressor",
      "actions_suppressor.extension_period": "/ActionsSuppressorExtensionPeriod",
      "actions_suppressor.wait_period": "/ActionsSuppressorWaitPeriod",
    },
  },
  aws_cloudwatch_dashboard: { type: "AWS::CloudWatch::Dashboard", arguments: { dashboard_body: "DashboardBody" } },
  aws_cloudwatch_log_group: {
    type: "AWS::Logs::LogGroup",
    arguments: { name: "LogGroupName", name_prefix: null, skip_destroy: null },
  },
  aws_cloudwatch_log_data_protection_policy: {
    into: "aws_cloudwatch_log_group",
    by: "log_group_name",
    arguments: { policy_document: "DataProtectionPolicy" },
  },
  aws_cloudwatch_log_metric_filter: {
    type: "AWS::Logs::MetricFilter",
    arguments: {
      name: "FilterName",
      pattern: "FilterPattern",
      metric_transformation: "MetricTransformations",
      "metric_transformation.name": "MetricName",
      "metric_transformation.namespace": "MetricNamespace",
      "metric_transformation.value": "MetricValue",
      "metric_transformation.dimensions": { to: "Dimensions", pairs: ["Key", "Value"] },
    },
  },
  aws_cloudwatch_log_subscription_filter: { type: "AWS::Logs::SubscriptionFilter", arguments: { name: "FilterName" } },
  aws_cloudwatch_log_resource_policy: {
    type: "AWS::Logs::ResourcePolicy",
    arguments: { policy_document: { to: "PolicyDocument", text: true } },
  },
  aws_cloudwatch_log_delivery: { type: "AWS::Logs::Delivery" },
  aws_cloudwatch_log_delivery_destination: {
    type: "AWS::Logs::DeliveryDestination",
    arguments: { "delivery_destination_configuration.destination_resource_arn": "/DestinationResourceArn" },
  },
  aws_cloudwatch_log_delivery_source: { type: "AWS::Logs::DeliverySource" },
  aws_synthetics_canary: {
    type: "AWS::Synthetics::Canary",
    arguments: {
      delete_lambda: "DeleteLambdaResourcesOnCanaryDeletion",
      handler: "Code.Handler",
      s3_bucket: "Code.S3Bucket",
      s3_key: "Code.S3Key",
      s3_version: "Code.S3ObjectVersion",
      start_canary: "StartCanaryAfterCreation",
    },
  },
  aws_xray_sampling_rule: { type: "AWS::XRay::SamplingRule" },
};
