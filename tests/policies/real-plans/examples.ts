import { arnOf } from "../fixtures/fixture";

type Values = Readonly<Record<string, unknown>>;

const ROLE = "arn:aws:iam::111122223333:role/shop";
const INSTANCE = "arn:aws:sso:::instance/ssoins-0123456789abcdef";
const POLICY =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}';

/** Further arguments of types and of their blocks, without which the provider rejects them. */
export const ARGUMENTS: Readonly<Record<string, Values>> = {
  aws_acm_certificate: { domain_name: "shop.example" },
  aws_backup_restore_testing_plan: {
    recovery_point_selection: {
      algorithm: "LATEST_WITHIN_WINDOW",
      include_vaults: ["*"],
      recovery_point_types: ["SNAPSHOT"],
    },
  },
  aws_ce_anomaly_subscription: {
    subscriber: [{ type: "EMAIL", address: "a@shop.example" }],
  },
  aws_cloudwatch_metric_alarm: { statistic: "Sum" },
  aws_dynamodb_table: {
    hash_key: "a",
    attribute: [{ name: "a", type: "S" }],
    read_capacity: 1,
    write_capacity: 1,
  },
  "aws_lb_listener.default_action": {
    target_group_arn: arnOf("elasticloadbalancing", "targetgroup/shop/1"),
  },
  aws_lb_target_group: { port: 443, vpc_id: "vpc-1" },
  aws_flow_log: { vpc_id: "vpc-1" },
  aws_iam_policy_attachment: { roles: ["shop"] },
  aws_lambda_event_source_mapping: { event_source_arn: arnOf("sqs", "orders") },
  aws_lambda_function: {
    filename: "shop.zip",
    runtime: "nodejs22.x",
    handler: "index.handler",
  },
  aws_lb: { subnets: ["subnet-1", "subnet-2"] },
  aws_nat_gateway: { subnet_id: "subnet-1" },
  aws_route: { destination_cidr_block: "0.0.0.0/0" },
  aws_secretsmanager_secret_version: { secret_string: "a" },
  "aws_secretsmanager_secret_rotation.rotation_rules": {
    automatically_after_days: 30,
  },
  aws_ssm_parameter: { value: "a" },
  "aws_wafv2_web_acl.rule": {
    statement: { geo_match_statement: { country_codes: ["US"] } },
  },
  aws_db_proxy: { auth: { secret_arn: arnOf("secretsmanager", "secret:db") } },
  aws_vpc_security_group_ingress_rule: { cidr_ipv4: "10.0.0.0/8" },
};

/** Arguments in place of which a resource has others. */
export const SUBSTITUTES: Readonly<Record<string, readonly string[]>> = {
  automatically_after_days: ["schedule_expression"],
  cidr_ipv4: ["cidr_ipv6", "prefix_list_id", "referenced_security_group_id"],
  destination_cidr_block: ["destination_ipv6_cidr_block", "destination_prefix_list_id"],
  filename: ["image_uri", "s3_bucket"],
  handler: ["image_uri"],
  read_capacity: ["billing_mode"],
  runtime: ["image_uri"],
  statistic: ["extended_statistic", "metric_query"],
  target_group_arn: ["redirect", "fixed_response", "forward"],
  write_capacity: ["billing_mode"],
  subnets: ["subnet_mapping"],
};

const CODEPIPELINE_STAGE = {
  name: "a",
  action: {
    name: "a",
    category: "Source",
    owner: "AWS",
    provider: "S3",
    version: "1",
    output_artifacts: ["a"],
  },
};

/** Values of required arguments and blocks, by path or name. */
export const EXAMPLES: Readonly<Record<string, unknown>> = {
  role_arn: ROLE,
  service_role_arn: ROLE,
  iam_role_arn: ROLE,
  service_role: ROLE,
  certificate_arn: arnOf("acm", "certificate/shop"),
  resource_arn: arnOf("elasticloadbalancing", "loadbalancer/app/shop/1"),
  web_acl_arn: arnOf("wafv2", "regional/webacl/shop/1"),
  load_balancer_arn: arnOf("elasticloadbalancing", "loadbalancer/app/shop/1"),
  topic_arn: arnOf("sns", "orders"),
  secret_arn: arnOf("secretsmanager", "secret:db"),
  policy_arn: "arn:aws:iam::aws:policy/ReadOnlyAccess",
  instance_arn: INSTANCE,
  permission_set_arn: INSTANCE.replace("instance/ssoins", "permissionSet/ssoins-0123456789abcdef/ps"),
  cloudwatch_log_group_arn: arnOf("logs", "log-group:dns"),
  monitor_arn_list: [arnOf("ce", "anomalymonitor/a")],
  policy: POLICY,
  assume_role_policy: POLICY,
  "aws_api_gateway_integration.http_method": "GET",
  "aws_apigatewayv2_api.protocol_type": "HTTP",
  "aws_apigatewayv2_authorizer.authorizer_type": "JWT",
  "aws_apigatewayv2_domain_name.domain_name_configuration.endpoint_type": "REGIONAL",
  "aws_apigatewayv2_domain_name.domain_name_configuration.security_policy": "TLS_1_2",
  "aws_apigatewayv2_integration.integration_type": "HTTP_PROXY",
  target_vault_name: "shop",
  "aws_backup_vault.name": "shop",
  "aws_budgets_budget.budget_type": "COST",
  "aws_budgets_budget.time_unit": "MONTHLY",
  "aws_budgets_budget.notification.comparison_operator": "GREATER_THAN",
  "aws_ce_anomaly_monitor.monitor_type": "DIMENSIONAL",
  viewer_protocol_policy: "redirect-to-https",
  restriction_type: "none",
  "aws_cloudfront_distribution.origin_group.member": [{ origin_id: "a" }, { origin_id: "b" }],
  origin_access_control_origin_type: "s3",
  cookie_behavior: "none",
  query_string_behavior: "none",
  global_table_arn: arnOf("dynamodb", "table/orders"),
  connection_arn: arnOf("events", "connection/shop/0b1c2d3e"),
  "aws_cloudwatch_event_api_destination.http_method": "POST",
  "aws_cognito_identity_provider.provider_type": "OIDC",
  "aws_cloudtrail.name": "trail",
  "aws_cloudwatch_event_target.arn": arnOf("sqs", "orders"),
  "aws_cloudwatch_metric_alarm.comparison_operator": "GreaterThanThreshold",
  "aws_codebuild_project.artifacts.type": "NO_ARTIFACTS",
  "aws_codebuild_project.environment.compute_type": "BUILD_GENERAL1_SMALL",
  "aws_codebuild_project.environment.type": "LINUX_CONTAINER",
  "aws_codebuild_project.source.type": "NO_SOURCE",
  "aws_codepipeline.stage": [CODEPIPELINE_STAGE, { ...CODEPIPELINE_STAGE, name: "b" }],
  source_db_instance_arn: arnOf("rds", "db:shop"),
  "aws_db_proxy.engine_family": "POSTGRESQL",
  "aws_ecr_lifecycle_policy.policy": "{}",
  container_definitions: "[]",
  unit: "GB",
  rule_no: 100,
  delivery_destination_arn: arnOf("logs", "delivery-destination:s3"),
  log_destination_configs: [arnOf("logs", "log-group:aws-waf-logs-shop")],
  frequency: "DAILY",
  "aws_codepipeline.artifact_store.type": "S3",
  "aws_codepipeline.artifact_store.encryption_key.type": "KMS",
  "aws_sns_topic_subscription.protocol": "sqs",
  action_id: "aws:ec2:stop-instances",
  selection_mode: "ALL",
  "aws_lambda_permission.action": "lambda:InvokeFunction",
  "aws_lb_listener.default_action.type": "forward",
  "aws_quicksight_data_source.type": "POSTGRESQL",
  engine: "aurora-postgresql",
  "aws_elasticache_user.engine": "valkey",
  "aws_elasticache_user_group.engine": "valkey",
  "aws_route53_record.type": "A",
  status: "Enabled",
  "aws_s3_bucket_replication_configuration.role": ROLE,
  "aws_s3_bucket_replication_configuration.rule.destination.bucket": "arn:aws:s3:::copy",
  "aws_scheduler_schedule.flexible_time_window.mode": "OFF",
  "aws_scheduler_schedule.target.arn": arnOf("sqs", "orders"),
  "aws_lambda_function.role": ROLE,
  "aws_sns_topic_policy.arn": arnOf("sns", "orders"),
  "aws_wafv2_web_acl.scope": "REGIONAL",
  vendor_name: "AWS",
};
