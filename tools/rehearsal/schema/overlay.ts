import type { NestedBlock } from "./schema";
import { wafStatement } from "./waf-statements";

/**
 * Schema information that the bindings do not contain, for the types in use. Source: `terraform providers schema
 * -json` of hashicorp/aws 5.100.0. Paths are `type.block.attribute`.
 */

/** Sensitive attributes. Arguments that end in `_wo` need no entry. */
export const SENSITIVE: readonly string[] = [
  "aws_acm_certificate.private_key",
  "aws_cognito_user_pool_client.client_secret",
  "aws_db_instance.password",
  "aws_elasticache_replication_group.auth_token",
  "aws_glue_connection.athena_properties",
  "aws_glue_connection.connection_properties",
  "aws_lb_listener.default_action.authenticate_oidc.client_secret",
  "aws_opensearch_domain.advanced_security_options.master_user_options.master_user_password",
  "aws_rds_cluster.master_password",
  "aws_secretsmanager_secret_version.secret_binary",
  "aws_secretsmanager_secret_version.secret_string",
  "aws_ssm_parameter.value",
];

/**
 * Properties of repeated blocks that the bindings do not contain, or that are changed for speed: Terraform compares the
 * elements of a set in pairs, which takes half a minute for 30 rules of a web ACL, so here they are a list.
 */
export const BLOCK_PROPERTIES: Readonly<Record<string, Partial<Omit<NestedBlock, "block">>>> = {
  "aws_wafv2_rule_group.rule": { nesting: "list" },
  "aws_wafv2_web_acl.rule": { nesting: "list" },
  "aws_cloudfront_distribution.default_cache_behavior.function_association": { maxItems: 2 },
  "aws_cloudfront_distribution.default_cache_behavior.lambda_function_association": { maxItems: 4 },
  "aws_cloudfront_distribution.ordered_cache_behavior.function_association": { maxItems: 2 },
  "aws_cloudfront_distribution.ordered_cache_behavior.lambda_function_association": { maxItems: 4 },
  "aws_cloudfront_distribution.origin_group.member": { minItems: 2, maxItems: 2 },
  "aws_codebuild_project.secondary_artifacts": { maxItems: 12 },
  "aws_codebuild_project.secondary_source_version": { maxItems: 12 },
  "aws_codebuild_project.secondary_sources": { maxItems: 12 },
  "aws_codepipeline.stage": { minItems: 2 },
  "aws_codepipeline.trigger": { maxItems: 50 },
  "aws_codepipeline.trigger.git_configuration.pull_request": { maxItems: 3 },
  "aws_codepipeline.trigger.git_configuration.push": { maxItems: 3 },
  "aws_cognito_user_pool.account_recovery_setting.recovery_mechanism": { maxItems: 2 },
  "aws_cognito_user_pool.schema": { maxItems: 50 },
  "aws_ecr_replication_configuration.replication_configuration.rule": { maxItems: 10 },
  "aws_ecr_replication_configuration.replication_configuration.rule.destination": { maxItems: 25 },
  "aws_ecr_replication_configuration.replication_configuration.rule.repository_filter": { maxItems: 100 },
  "aws_efs_file_system.lifecycle_policy": { maxItems: 3 },
  "aws_elasticache_replication_group.log_delivery_configuration": { maxItems: 2 },
  "aws_lambda_event_source_mapping.filter_criteria.filter": { maxItems: 10 },
  "aws_lambda_event_source_mapping.source_access_configuration": { maxItems: 22 },
  "aws_lb_listener.default_action.forward.target_group": { maxItems: 5 },
  "aws_wafv2_web_acl_logging_configuration.redacted_fields": { maxItems: 100 },
};

/** Schemas of arguments that the bindings type as `any`, derived from all their values in the configuration. */
export const UNTYPED: Readonly<Record<string, (values: readonly unknown[]) => NestedBlock>> = {
  "aws_wafv2_rule_group.rule.statement": wafStatement,
  "aws_wafv2_web_acl.rule.statement": wafStatement,
};
