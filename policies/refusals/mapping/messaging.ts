import type { Mapping } from "./grammar";

export const MESSAGING: Mapping = {
  aws_sns_topic: {
    type: "AWS::SNS::Topic",
    arguments: { name: "TopicName", fifo_topic: "FifoTopic", delivery_policy: null, policy: null, name_prefix: null },
  },
  aws_sns_topic_subscription: { type: "AWS::SNS::Subscription", arguments: { endpoint_auto_confirms: null } },
  aws_sns_topic_policy: { type: "AWS::SNS::TopicPolicy", arguments: { arn: "Topics", policy: "PolicyDocument" } },
  aws_sqs_queue: {
    type: "AWS::SQS::Queue",
    attributes: { url: "Ref" },
    arguments: {
      name: "QueueName",
      max_message_size: "MaximumMessageSize",
      message_retention_seconds: "MessageRetentionPeriod",
      visibility_timeout_seconds: "VisibilityTimeout",
      receive_wait_time_seconds: "ReceiveMessageWaitTimeSeconds",
      kms_data_key_reuse_period_seconds: "KmsDataKeyReusePeriodSeconds",
      sqs_managed_sse_enabled: "SqsManagedSseEnabled",
      redrive_policy: "RedrivePolicy",
      redrive_allow_policy: "RedriveAllowPolicy",
      policy: null,
      name_prefix: null,
    },
  },
  aws_sqs_queue_redrive_allow_policy: {
    into: "aws_sqs_queue",
    by: "queue_url",
    arguments: { redrive_allow_policy: "RedriveAllowPolicy" },
  },
  aws_sqs_queue_redrive_policy: {
    into: "aws_sqs_queue",
    by: "queue_url",
    arguments: { redrive_policy: "RedrivePolicy" },
  },
  aws_sqs_queue_policy: { type: "AWS::SQS::QueuePolicy", arguments: { queue_url: "Queues", policy: "PolicyDocument" } },
  aws_cloudwatch_event_rule: {
    type: "AWS::Events::Rule",
    arguments: { event_pattern: "EventPattern", is_enabled: null, force_destroy: null, name_prefix: null },
  },
  aws_cloudwatch_event_target: {
    into: "aws_cloudwatch_event_rule",
    by: "rule",
    at: "Targets",
    arguments: {
      arn: "Arn",
      target_id: "Id",
      input_path: "InputPath",
      input_transformer: "InputTransformer",
      "input_transformer.input_paths": "InputPathsMap",
      ecs_target: "EcsParameters",
      "ecs_target.network_configuration": "NetworkConfiguration.AwsVpcConfiguration",
      sqs_target: "SqsParameters",
      dead_letter_config: "DeadLetterConfig",
      retry_policy: "RetryPolicy",
      http_target: "HttpParameters",
      run_command_targets: null,
      event_bus_name: null,
      rule: null,
      force_destroy: null,
    },
  },
  aws_cloudwatch_event_bus: { type: "AWS::Events::EventBus" },
  aws_cloudwatch_event_archive: {
    type: "AWS::Events::Archive",
    arguments: { event_source_arn: "SourceArn", name: "ArchiveName", event_pattern: "EventPattern" },
  },
  aws_cloudwatch_event_api_destination: {
    type: "AWS::Events::ApiDestination",
    arguments: { invocation_rate_limit_per_second: "InvocationRateLimitPerSecond" },
  },
  aws_cloudwatch_event_connection: {
    type: "AWS::Events::Connection",
    arguments: {
      "auth_parameters.api_key": "ApiKeyAuthParameters",
      "auth_parameters.api_key.key": "ApiKeyName",
      "auth_parameters.api_key.value": "ApiKeyValue",
      "auth_parameters.basic": "BasicAuthParameters",
      "auth_parameters.oauth": "OAuthParameters",
      "auth_parameters.oauth.client_parameters.client_id": "ClientID",
    },
  },
  aws_scheduler_schedule: {
    type: "AWS::Scheduler::Schedule",
    arguments: {
      group_name: "GroupName",
      "target.ecs_parameters.network_configuration": "NetworkConfiguration.AwsvpcConfiguration",
      "target.ecs_parameters.network_configuration.assign_public_ip": {
        to: "AssignPublicIp",
        values: { true: "ENABLED", false: "DISABLED" },
      },
    },
  },
  aws_scheduler_schedule_group: { type: "AWS::Scheduler::ScheduleGroup" },
};
