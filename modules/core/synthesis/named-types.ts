/** Scope in which a name is unique for its type: all of AWS, an account, or a region of an account. */
export type Reach = "everywhere" | "account" | "region";

/** A type for which AWS refuses a second resource of the same name. */
export interface NamedType {
  /** Naming argument: one name, or a list of names. */
  readonly argument: string;
  readonly reach: Reach;
  /** Further arguments that distinguish resources of the same name. @default none */
  readonly within?: readonly string[];
}

const REGION: NamedType = { argument: "name", reach: "region" };
const ACCOUNT: NamedType = { argument: "name", reach: "account" };

/** Naming arguments by type. */
export const NAMED_TYPES: Readonly<Record<string, NamedType>> = {
  aws_api_gateway_domain_name: { argument: "domain_name", reach: "region" },
  aws_apigatewayv2_domain_name: { argument: "domain_name", reach: "region" },
  aws_backup_vault: REGION,
  aws_cloudfront_cache_policy: ACCOUNT,
  aws_cloudfront_distribution: { argument: "aliases", reach: "everywhere" },
  aws_cloudfront_function: ACCOUNT,
  aws_cloudfront_origin_access_control: ACCOUNT,
  aws_cloudfront_origin_request_policy: ACCOUNT,
  aws_cloudfront_response_headers_policy: ACCOUNT,
  aws_cloudwatch_dashboard: { argument: "dashboard_name", reach: "account" },
  aws_cloudwatch_event_api_destination: REGION,
  aws_cloudwatch_event_archive: REGION,
  aws_cloudwatch_event_bus: REGION,
  aws_cloudwatch_event_connection: REGION,
  aws_cloudwatch_event_rule: { argument: "name", reach: "region", within: ["event_bus_name"] },
  aws_cloudwatch_log_delivery_destination: REGION,
  aws_cloudwatch_log_delivery_source: REGION,
  aws_cloudwatch_log_group: REGION,
  aws_cloudwatch_log_resource_policy: { argument: "policy_name", reach: "region" },
  aws_cloudwatch_metric_alarm: { argument: "alarm_name", reach: "region" },
  aws_codebuild_project: REGION,
  aws_codepipeline: REGION,
  aws_cognito_user_pool_domain: { argument: "domain", reach: "region" },
  aws_db_instance: { argument: "identifier", reach: "region" },
  aws_db_parameter_group: REGION,
  aws_db_subnet_group: REGION,
  aws_dynamodb_table: REGION,
  aws_ecr_repository: REGION,
  aws_elasticache_replication_group: { argument: "replication_group_id", reach: "region" },
  aws_elasticache_serverless_cache: REGION,
  aws_iam_policy: ACCOUNT,
  aws_iam_role: ACCOUNT,
  aws_kms_alias: REGION,
  aws_lambda_function: { argument: "function_name", reach: "region" },
  aws_rds_cluster: { argument: "cluster_identifier", reach: "region" },
  aws_route53_record: { argument: "name", reach: "everywhere", within: ["zone_id", "type", "set_identifier"] },
  aws_s3_bucket: { argument: "bucket", reach: "everywhere" },
  aws_scheduler_schedule: { argument: "name", reach: "region", within: ["group_name"] },
  aws_secretsmanager_secret: REGION,
  aws_sfn_state_machine: REGION,
  aws_sns_topic: REGION,
  aws_sqs_queue: REGION,
  aws_ssm_parameter: REGION,
  aws_wafv2_ip_set: { argument: "name", reach: "region", within: ["scope"] },
  aws_wafv2_regex_pattern_set: { argument: "name", reach: "region", within: ["scope"] },
  aws_wafv2_rule_group: { argument: "name", reach: "region", within: ["scope"] },
  aws_wafv2_web_acl: { argument: "name", reach: "region", within: ["scope"] },
};
