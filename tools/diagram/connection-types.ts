/** A connection that a resource makes: the arguments that name its two ends, or the resource itself. */
export interface ConnectionType {
  readonly from: string;
  readonly to: string;
  readonly how: string;
}

/** The resource that makes the connection is an end of it. */
export const SELF = "";

const at = (from: string, to: string, how: string): ConnectionType => ({ from, to, how });

/** Connections by the Terraform type that makes them. Security group rules and IAM policies are read separately. */
export const CONNECTION_TYPES: Readonly<Record<string, readonly ConnectionType[]>> = {
  aws_api_gateway_authorizer: [
    at("rest_api_id", "authorizer_uri", "asks as authorizer"),
    at("rest_api_id", "provider_arns", "authenticates with"),
  ],
  aws_api_gateway_integration: [at("rest_api_id", "uri", "forwards requests")],
  aws_apigatewayv2_authorizer: [
    at("api_id", "authorizer_uri", "asks as authorizer"),
    at("api_id", "jwt_configuration.issuer", "authenticates with"),
  ],
  aws_apigatewayv2_integration: [at("api_id", "integration_uri", "forwards requests")],
  aws_backup_plan: [at(SELF, "rule.target_vault_name", "stores recovery points")],
  aws_cloudfront_distribution: [
    at(SELF, "origin.domain_name", "fetches from origin"),
    at("web_acl_id", SELF, "filters requests"),
  ],
  aws_cloudwatch_event_target: [at("rule", "arn", "sends events")],
  aws_cloudwatch_metric_alarm: [at(SELF, "alarm_actions", "notifies")],
  aws_codepipeline: [
    at(SELF, "stage.action.configuration", "runs"),
    at(SELF, "artifact_store.location", "stores artifacts"),
  ],
  aws_ecs_service: [at("load_balancer.target_group_arn", SELF, "forwards requests")],
  aws_lambda_event_source_mapping: [at("event_source_arn", "function_name", "delivers messages")],
  aws_lambda_function: [at(SELF, "dead_letter_config.target_arn", "sends failed events")],
  aws_lambda_function_event_invoke_config: [
    at("function_name", "destination_config.on_failure.destination", "sends failed events"),
    at("function_name", "destination_config.on_success.destination", "sends results"),
  ],
  aws_lambda_invocation: [at(SELF, "function_name", "invokes at deployment")],
  aws_lambda_permission: [at("source_arn", "function_name", "invokes")],
  aws_pipes_pipe: [at("source", SELF, "delivers messages"), at(SELF, "target", "delivers messages")],
  aws_route53_record: [at(SELF, "alias.name", "resolves to")],
  aws_s3_bucket_notification: [
    at("bucket", "lambda_function.lambda_function_arn", "sends events"),
    at("bucket", "queue.queue_arn", "sends events"),
    at("bucket", "topic.topic_arn", "sends events"),
  ],
  aws_s3_bucket_replication_configuration: [at("bucket", "rule.destination.bucket", "replicates objects")],
  aws_scheduler_schedule: [
    at(SELF, "target.arn", "starts"),
    at(SELF, "target.dead_letter_config.arn", "sends failed events"),
  ],
  aws_sns_topic_subscription: [at("topic_arn", "endpoint", "delivers messages")],
  aws_wafv2_web_acl_association: [at("web_acl_arn", "resource_arn", "filters requests")],
};
