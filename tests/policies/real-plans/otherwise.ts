import type { Status } from "../../../policies/engine/evaluate";

/**
 * Cases with another result in a plan whose configuration is not at hand. The provider chooses seven of these blocks if
 * they are absent, so that a plan shows a dynamic block of unknown length in the same way. A comment of the
 * configuration opens routes, and its lifecycle ignores minor versions. The region and the default tags of the provider
 * are those of the plan.
 */
export const OTHERWISE_ALONE: Readonly<Record<string, Status>> = {
  "API-04 aws_api_gateway_method.a as it passes (2)": "fail",
  "API-04 aws_api_gateway_rest_api.a that declares a missing method open": "pass",
  "API-04 aws_apigatewayv2_api.a that declares a missing route open": "pass",
  "API-04 aws_apigatewayv2_route.a as it passes": "fail",
  "BKP-02 aws_backup_plan.a with an unknown value (3)": "pass",
  "BKP-03 aws_rds_cluster.a as it passes (3)": "fail",
  "CF-07 aws_cloudfront_response_headers_policy.a with an unknown value": "fail",
  "COG-06 aws_cognito_identity_pool_roles_attachment.a with an unknown value": "pass",
  "DDB-01 aws_dynamodb_table.a with an unknown value": "fail",
  "ECS-01 aws_ecs_cluster.a with an unknown value": "fail",
  "ECS-09 aws_ecs_service.a as it passes": "unknown",
  "ECS-09 aws_ecs_service.a as it passes (2)": "unknown",
  "ECS-09 aws_ecs_service.a that ignores nothing": "unknown",
  "ECS-09 aws_ecs_service.a that ignores the number of tasks only": "unknown",
  "ECS-09 aws_ecs_service.a without a lifecycle rule": "unknown",
  "LAM-01 aws_lambda_function.a with an unknown value": "fail",
  "QS-01 aws_quicksight_data_source.a with an unknown value": "pass",
  "RDS-16 aws_db_instance.a with a fixed minor version": "pass",
  "RDS-16 aws_rds_cluster.a with a fixed minor version": "pass",
  "SFN-01 aws_sfn_state_machine.a with an unknown value": "fail",
  "WAF-05 aws_wafv2_web_acl.a with an unknown value": "pass",
};
