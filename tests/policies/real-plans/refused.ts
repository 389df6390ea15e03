/** Cases whose configuration the provider rejects, so that no plan contains it, with its message. */
export const REFUSED: Readonly<Record<string, string>> = {
  "API-08 aws_apigatewayv2_domain_name.a with TLS 1.0":
    "expected domain_name_configuration.0.security_policy to be one of",
  "BKP-02 aws_backup_plan.a whose vault has a name that AWS refuses": "invalid value for rule.0.target_vault_name",
  "CAC-02 aws_elasticache_serverless_cache.a with users and an auth token": "Extraneous JSON object property",
  "CAC-03 aws_elasticache_replication_group.a with one node":
    "must be at least 2 if automatic_failover_enabled is true",
  "CAC-03 aws_elasticache_replication_group.a without failover":
    "automatic_failover_enabled must be true if multi_az_enabled is true",
  "CAC-04 aws_elasticache_serverless_cache.a with a limit that AWS rejects": "must be between 1000 and 15000000",
  "ECS-03 aws_ecs_task_definition.a with containers that are not JSON": "container_definitions is invalid",
  "ECS-03 aws_ecs_task_definition.a with malformed containers": "container_definitions is invalid",
  "IAM-13 aws_iam_openid_connect_provider.a with a fingerprint of another kind":
    "expected length of thumbprint_list.0 to be in the range (40 - 40)",
  "IAM-13 aws_iam_openid_connect_provider.a with another scheme":
    'expected "url" to have a url with schema of: "https"',
  "LAM-08 aws_lambda_function.a with an unknown value": "handler and runtime must be set when PackageType is Zip",
  "NET-12 aws_route.a without a target": "Invalid combination of arguments",
  "OPS-01 aws_ce_anomaly_subscription.a without a subscriber": "Insufficient subscriber blocks",
  "R53-02 aws_route53_record.a without a set identifier": "Missing required argument",
  "R53-02 aws_route53_record.a without a set identifier (2)": "Missing required argument",
  "RDS-12 aws_db_instance.a with its own user": "Conflicting configuration arguments",
  "RDS-14 aws_rds_cluster.a that pauses immediately":
    "expected serverlessv2_scaling_configuration.0.seconds_until_auto_pause",
  "RDS-14 aws_rds_cluster.a with a maximum above the limit":
    "expected serverlessv2_scaling_configuration.0.max_capacity",
  "S3-02 aws_s3_bucket_policy.a that is not a policy document": "contains an invalid JSON",
  "SEC-02 aws_cognito_user_pool_client.a outside token_validity_units": "Read-Only Attribute",
  "SQS-02 aws_sqs_queue.a with a policy that is not a JSON object": "contains an invalid JSON",
  "SQS-02 aws_sqs_queue.a with a policy that is not a JSON object (2)": "contains an invalid JSON",
  "WAF-05 aws_wafv2_web_acl.a with an unknown scope": "expected scope to be one of",
};

/** Cases without an argument that the provider requires, so that no plan contains them, with the argument. */
export const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  "ECS-06 aws_ecs_service.a without a rollback": ["aws_ecs_service.a.deployment_circuit_breaker.rollback"],
  "IAM-05 aws_iam_role.a without a trust policy": ["aws_iam_role.a.assume_role_policy"],
  "NET-06 aws_vpc_security_group_ingress_rule.a that is open without ports": [
    "aws_vpc_security_group_ingress_rule.a.ip_protocol",
  ],
  "OPS-01 aws_budgets_budget.a that tells at nothing": ["aws_budgets_budget.a.notification.threshold"],
  "RDS-14 aws_rds_cluster.a without a maximum capacity": [
    "aws_rds_cluster.a.serverlessv2_scaling_configuration.max_capacity",
  ],
  "RDS-14 aws_rds_cluster.a without a minimum capacity": [
    "aws_rds_cluster.a.serverlessv2_scaling_configuration.min_capacity",
  ],
  "S3-09 aws_s3_bucket_replication_configuration.a without a target": [
    "aws_s3_bucket_replication_configuration.a.rule.destination.bucket",
  ],
  "WAF-03 aws_wafv2_web_acl.a with a rule without metrics": [
    "aws_wafv2_web_acl.a.rule.visibility_config.cloudwatch_metrics_enabled",
  ],
};
