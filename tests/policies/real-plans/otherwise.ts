import type { Status } from "../../../policies/engine/evaluate";

/**
 * Cases whose plan leads to another result: it does not contain a dynamic block of unknown length, the provider adds
 * the default of an argument, or a sensitive value hides a reference.
 */
export const OTHERWISE: Readonly<Record<string, Status>> = {
  "ALB-04 aws_lb.a with an unknown value": "fail",
  "API-01 aws_apigatewayv2_stage.a with an unknown value": "fail",
  "API-06 aws_apigatewayv2_stage.a with an unknown value": "fail",
  "API-08 aws_apigatewayv2_domain_name.a with an unknown value": "fail",
  "CF-02 aws_cloudfront_distribution.a with an unknown value": "fail",
  "CF-09 aws_cloudfront_distribution.a without the argument": "pass",
  "CF-11 aws_cloudfront_distribution.a with an unknown value": "fail",
  "DDB-01 aws_dynamodb_table.a with an unknown value": "fail",
  "ECS-01 aws_ecs_cluster.a with an unknown value": "fail",
  "ECS-06 aws_ecs_service.a with an unknown value": "fail",
  "LAM-01 aws_lambda_function.a with an unknown value": "fail",
  "LAM-05 aws_lambda_function.a with a copied password": "pass",
  "LAM-09 aws_lambda_function.a without a timeout": "pass",
  "NET-08 aws_security_group.a without a description": "pass",
  "QS-01 aws_quicksight_data_source.a with an unknown value": "pass",
  "SFN-01 aws_sfn_state_machine.a with an unknown value": "fail",
  "WAF-01 aws_wafv2_web_acl.a with an unknown value": "fail",
  "WAF-03 aws_wafv2_web_acl.a with an unknown value": "fail",
  "WAF-03 aws_wafv2_web_acl.a with two rules of the same priority": "pass",
};
