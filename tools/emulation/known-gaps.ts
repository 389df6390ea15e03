/** Steps at which the emulator can refuse a resource. */
export type RefusingStep = "plan" | "apply" | "destroy";

/** A behaviour of AWS that moto does not have. */
export type KnownGap =
  /**
   * It refuses the type, with an error that contains this text. The resource and its dependents are skipped from that
   * step on.
   */
  | { readonly refuses: RefusingStep; readonly error: string }
  /** It never returns the attribute that the provider waits for. */
  | { readonly neverReturns: string }
  /** It does not return the arguments, so that a second plan sets them again. */
  | { readonly loses: readonly string[] };

/** By resource type. A run fails if no resource of the type shows a listed gap, so the list cannot become stale. */
export type KnownGaps = Readonly<Record<string, readonly KnownGap[]>>;

/** Only for rules between security groups. */
const RULE_DESCRIPTION: KnownGap = { loses: ["description"] };
const LOGGING_OF_FUNCTIONS: KnownGap = { loses: ["logging_config"] };

const QUEUES: KnownGaps = {
  // moto returns the policy with different whitespace.
  aws_sqs_queue: [{ loses: ["redrive_policy"] }],
  aws_sqs_queue_redrive_allow_policy: [{ neverReturns: "RedriveAllowPolicy" }],
};

/** By module. Measured with moto 5.2.1 and the AWS provider 5.100.0. */
export const KNOWN_GAPS: Readonly<Record<string, KnownGaps>> = {
  account: {
    aws_budgets_budget: [{ refuses: "apply", error: "DescribeSubscribersForNotification" }],
  },
  "account/audit": {
    aws_accessanalyzer_analyzer: [{ refuses: "apply", error: "CreateAnalyzer" }],
    aws_cloudtrail: [{ refuses: "apply", error: "StartLogging" }],
    // moto returns the features of older detectors only.
    aws_guardduty_detector_feature: [{ refuses: "apply", error: "empty result" }],
    aws_s3_bucket_logging: [{ refuses: "apply", error: "PutBucketLogging" }],
    aws_securityhub_account: [{ refuses: "apply", error: "UpdateSecurityHubConfiguration" }],
  },
  "analytics/etl": {
    aws_glue_connection: [{ loses: ["connection_type"] }, { refuses: "destroy", error: "DeleteConnection" }],
    aws_vpc_security_group_egress_rule: [RULE_DESCRIPTION],
    aws_vpc_security_group_ingress_rule: [RULE_DESCRIPTION],
  },
  "analytics/queries": {
    aws_athena_named_query: [{ refuses: "destroy", error: "DeleteNamedQuery" }],
  },
  "analytics/quicksight": {
    // moto writes times as text.
    aws_quicksight_data_source: [{ refuses: "apply", error: "DescribeDataSource" }],
    aws_quicksight_vpc_connection: [{ refuses: "apply", error: "CreateVPCConnection" }],
    aws_vpc_security_group_egress_rule: [RULE_DESCRIPTION],
    aws_vpc_security_group_ingress_rule: [RULE_DESCRIPTION],
  },
  "api/rest": {
    aws_api_gateway_authorizer: [{ loses: ["identity_validation_expression"] }],
  },
  "compute/containers": {
    // moto starts no task, so that the service does not become stable.
    aws_ecs_service: [{ neverReturns: "runningCount" }],
    aws_vpc_security_group_egress_rule: [RULE_DESCRIPTION],
    aws_vpc_security_group_ingress_rule: [RULE_DESCRIPTION],
  },
  "compute/functions": {
    aws_lambda_function: [LOGGING_OF_FUNCTIONS],
  },
  configuration: {
    aws_appconfig_configuration_profile: [{ loses: ["kms_key_identifier"] }],
    aws_appconfig_environment: [{ refuses: "apply", error: "CreateEnvironment" }],
    aws_lambda_function: [LOGGING_OF_FUNCTIONS],
  },
  core: {
    aws_vpc_security_group_egress_rule: [RULE_DESCRIPTION],
    aws_vpc_security_group_ingress_rule: [RULE_DESCRIPTION],
  },
  "data/aurora": {
    aws_rds_cluster: [
      { loses: ["scaling_configuration"] },
      // AWS does the same: the module protects the cluster from deletion.
      { refuses: "destroy", error: "Cannot delete protected Cluster" },
    ],
    aws_rds_cluster_instance: [
      {
        loses: [
          "monitoring_interval",
          "monitoring_role_arn",
          "performance_insights_enabled",
          "performance_insights_kms_key_id",
          "performance_insights_retention_period",
        ],
      },
    ],
    aws_vpc_security_group_egress_rule: [RULE_DESCRIPTION],
    aws_vpc_security_group_ingress_rule: [RULE_DESCRIPTION],
  },
  "data/cache": {
    aws_elasticache_parameter_group: [{ refuses: "apply", error: "CreateCacheParameterGroup" }],
    aws_elasticache_subnet_group: [{ refuses: "destroy", error: "DeleteCacheSubnetGroup" }],
    // Skipped with the group that it belongs to.
    aws_elasticache_user_group: [{ refuses: "apply", error: "CreateUserGroup" }],
    aws_vpc_security_group_egress_rule: [RULE_DESCRIPTION],
    aws_vpc_security_group_ingress_rule: [RULE_DESCRIPTION],
  },
  "data/dax": {
    aws_dax_parameter_group: [{ refuses: "apply", error: "CreateParameterGroup" }],
    aws_dax_subnet_group: [{ refuses: "apply", error: "CreateSubnetGroup" }],
    aws_vpc_security_group_egress_rule: [RULE_DESCRIPTION],
    aws_vpc_security_group_ingress_rule: [RULE_DESCRIPTION],
  },
  "data/dynamodb": {
    // AWS does the same: the module protects the table from deletion.
    aws_dynamodb_table: [{ refuses: "destroy", error: "DeletionProtectionEnabled is set to True" }],
  },
  "data/proxy": {
    aws_vpc_security_group_egress_rule: [RULE_DESCRIPTION],
    aws_vpc_security_group_ingress_rule: [RULE_DESCRIPTION],
  },
  "data/rds": {
    aws_db_instance: [
      {
        loses: [
          "engine_lifecycle_support",
          "monitoring_interval",
          "monitoring_role_arn",
          "performance_insights_enabled",
          "performance_insights_kms_key_id",
          "performance_insights_retention_period",
        ],
      },
      // AWS does the same: the module protects the instance from deletion.
      { refuses: "destroy", error: "Cannot delete protected DB Instance" },
    ],
    // moto returns no apply method.
    aws_db_parameter_group: [{ loses: ["parameter"] }],
    aws_vpc_security_group_egress_rule: [RULE_DESCRIPTION],
    aws_vpc_security_group_ingress_rule: [RULE_DESCRIPTION],
  },
  "data/storage": {
    aws_s3_bucket_logging: [{ refuses: "apply", error: "PutBucketLogging" }],
    // moto forgets source_selection_criteria.
    aws_s3_bucket_replication_configuration: [{ loses: ["rule"] }],
  },
  delivery: {
    aws_codebuild_project: [{ refuses: "apply", error: "Project source location is required" }],
    aws_codestarconnections_connection: [{ refuses: "apply", error: "CreateConnection" }],
  },
  "delivery/deployments": {
    // moto returns times as text, which the provider cannot read.
    aws_codedeploy_app: [{ refuses: "apply", error: "GetApplication" }],
    aws_lambda_function: [LOGGING_OF_FUNCTIONS],
  },
  "edge/cdn": {
    aws_cloudfront_function: [{ refuses: "apply", error: "CreateFunction" }],
    aws_cloudfront_response_headers_policy: [{ refuses: "apply", error: "CreateResponseHeadersPolicy" }],
    aws_s3_bucket_logging: [{ refuses: "apply", error: "PutBucketLogging" }],
  },
  "edge/dns": {
    aws_route53_key_signing_key: [{ refuses: "apply", error: "CreateKeySigningKey" }],
    aws_route53_query_log: [{ refuses: "apply", error: "CreateQueryLoggingConfig" }],
  },
  "edge/hosting": {
    // Branch and domain are skipped with the app that they belong to.
    aws_amplify_app: [{ refuses: "apply", error: "CreateApp" }],
  },
  identity: {
    aws_cognito_identity_pool_roles_attachment: [{ refuses: "apply", error: "SetIdentityPoolRoles" }],
    aws_cognito_user_pool: [{ loses: ["user_pool_tier"] }],
    aws_cognito_resource_server: [{ refuses: "destroy", error: "DeleteResourceServer" }],
  },
  messaging: QUEUES,
  "messaging/events": QUEUES,
  "messaging/topics": { ...QUEUES, aws_sns_topic: [{ loses: ["signature_version"] }] },
  observability: {
    aws_cloudwatch_composite_alarm: [{ refuses: "apply", error: "PutCompositeAlarm" }],
    aws_lambda_function: [LOGGING_OF_FUNCTIONS],
    // moto writes times as text.
    aws_synthetics_canary: [{ refuses: "apply", error: "CreateCanary" }],
  },
  recovery: {
    aws_backup_plan: [{ loses: ["tags_all"] }],
    aws_backup_restore_testing_plan: [{ refuses: "apply", error: "CreateRestoreTestingPlan" }],
    aws_backup_selection: [{ refuses: "apply", error: "CreateBackupSelection" }],
    aws_backup_vault: [{ loses: ["tags_all"] }],
    aws_backup_vault_policy: [{ refuses: "apply", error: "PutBackupVaultAccessPolicy" }],
  },
  workflow: {
    aws_sfn_state_machine: [{ refuses: "plan", error: "ValidateStateMachineDefinition" }],
  },
};
