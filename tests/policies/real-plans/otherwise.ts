import type { Status } from "../../../policies/engine/evaluate";

/**
 * Cases with another result in a plan whose configuration is not at hand. The provider chooses five of these blocks if
 * they are absent, so that a plan shows a dynamic block of unknown length in the same way. The route is open by a
 * comment of the configuration. The region of the provider is known in the plan.
 */
export const OTHERWISE_ALONE: Readonly<Record<string, Status>> = {
  "API-04 aws_apigatewayv2_route.a as it passes": "fail",
  "DDB-01 aws_dynamodb_table.a with an unknown value": "fail",
  "ECS-01 aws_ecs_cluster.a with an unknown value": "fail",
  "LAM-01 aws_lambda_function.a with an unknown value": "fail",
  "QS-01 aws_quicksight_data_source.a with an unknown value": "pass",
  "SFN-01 aws_sfn_state_machine.a with an unknown value": "fail",
  "WAF-05 aws_wafv2_web_acl.a with an unknown value": "pass",
};
