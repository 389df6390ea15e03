import { trust, type Shape } from "./shape";

const FUNCTION = {
  function_name: "fn",
  role: "${aws_iam_role.fn.arn}",
  package_type: "Image",
  image_uri: "111122223333.dkr.ecr.eu-central-1.amazonaws.com/fn:1",
};
const fn = {
  aws_iam_role: { fn: { name: "fn", assume_role_policy: trust("lambda") } },
  aws_lambda_function: { fn: FUNCTION },
};

/** APIs, functions, workflows and identities. */
export const SERVERLESS: Readonly<Record<string, Shape>> = {
  "an HTTP API with an authorizer": {
    resource: {
      ...fn,
      aws_cognito_user_pool: { users: { name: "users", schema: [{ name: "team", attribute_data_type: "String" }] } },
      aws_cognito_user_pool_client: {
        web: { name: "web", user_pool_id: "${aws_cognito_user_pool.users.id}", generate_secret: true },
      },
      aws_cognito_user_pool_domain: { login: { domain: "login", user_pool_id: "${aws_cognito_user_pool.users.id}" } },
      aws_apigatewayv2_api: {
        api: { name: "api", protocol_type: "HTTP", cors_configuration: { allow_origins: ["*"] } },
      },
      aws_apigatewayv2_authorizer: {
        jwt: {
          api_id: "${aws_apigatewayv2_api.api.id}",
          authorizer_type: "JWT",
          name: "jwt",
          identity_sources: ["$request.header.Authorization"],
          jwt_configuration: {
            audience: ["${aws_cognito_user_pool_client.web.id}"],
            issuer: "https://${aws_cognito_user_pool.users.endpoint}",
          },
        },
      },
      aws_apigatewayv2_integration: {
        fn: {
          api_id: "${aws_apigatewayv2_api.api.id}",
          integration_type: "AWS_PROXY",
          integration_uri: "${aws_lambda_function.fn.invoke_arn}",
          payload_format_version: "2.0",
        },
      },
      aws_apigatewayv2_route: {
        any: {
          api_id: "${aws_apigatewayv2_api.api.id}",
          route_key: "$default",
          target: "integrations/${aws_apigatewayv2_integration.fn.id}",
          authorizer_id: "${aws_apigatewayv2_authorizer.jwt.id}",
          authorization_type: "JWT",
        },
      },
      aws_apigatewayv2_stage: {
        live: { api_id: "${aws_apigatewayv2_api.api.id}", name: "$default", auto_deploy: true },
      },
      aws_lambda_permission: {
        api: {
          action: "lambda:InvokeFunction",
          function_name: "${aws_lambda_function.fn.function_name}",
          principal: "apigateway.amazonaws.com",
          source_arn: "${aws_apigatewayv2_api.api.execution_arn}/*/*",
        },
      },
    },
  },
  "a WebSocket API with a table of connections": {
    resource: {
      ...fn,
      aws_dynamodb_table: {
        connections: {
          name: "connections",
          billing_mode: "PAY_PER_REQUEST",
          hash_key: "id",
          attribute: [
            { name: "id", type: "S" },
            { name: "user", type: "S" },
          ],
          global_secondary_index: [{ name: "by-user", hash_key: "user", projection_type: "ALL" }],
          ttl: { attribute_name: "expires", enabled: true },
        },
      },
      aws_apigatewayv2_api: {
        chat: { name: "chat", protocol_type: "WEBSOCKET", route_selection_expression: "$request.body.action" },
      },
      aws_apigatewayv2_integration: {
        each: {
          for_each: '${toset(["connect", "disconnect", "send"])}',
          api_id: "${aws_apigatewayv2_api.chat.id}",
          integration_type: "AWS_PROXY",
          integration_uri: "${aws_lambda_function.fn.invoke_arn}",
        },
      },
      aws_apigatewayv2_route: {
        each: {
          for_each: "${aws_apigatewayv2_integration.each}",
          api_id: "${aws_apigatewayv2_api.chat.id}",
          route_key: "$${each.key}",
          target: "integrations/${each.value.id}",
        },
      },
      aws_apigatewayv2_deployment: {
        now: {
          api_id: "${aws_apigatewayv2_api.chat.id}",
          triggers: { redeployment: '${sha1(join(",", [jsonencode(aws_apigatewayv2_route.each)]))}' },
          lifecycle: { create_before_destroy: true },
        },
      },
      aws_apigatewayv2_stage: {
        live: {
          api_id: "${aws_apigatewayv2_api.chat.id}",
          deployment_id: "${aws_apigatewayv2_deployment.now.id}",
          name: "live",
        },
      },
    },
  },
  "a REST API with keys and a usage plan": {
    resource: {
      ...fn,
      aws_api_gateway_rest_api: {
        api: {
          name: "api",
          body: '${jsonencode({"openapi":"3.0.1","info":{"title":"api"},"paths":{"/":{"get":{"x-amazon-apigateway-integration":{"type":"aws_proxy","httpMethod":"POST","uri":aws_lambda_function.fn.invoke_arn}}}}})}',
          endpoint_configuration: { types: ["REGIONAL"] },
        },
      },
      aws_api_gateway_deployment: {
        now: {
          rest_api_id: "${aws_api_gateway_rest_api.api.id}",
          triggers: { redeployment: "${sha1(aws_api_gateway_rest_api.api.body)}" },
        },
      },
      aws_api_gateway_stage: {
        live: {
          rest_api_id: "${aws_api_gateway_rest_api.api.id}",
          deployment_id: "${aws_api_gateway_deployment.now.id}",
          stage_name: "live",
          access_log_settings: { destination_arn: "${aws_cloudwatch_log_group.api.arn}", format: "$context.requestId" },
        },
      },
      aws_cloudwatch_log_group: { api: { name_prefix: "/api/", retention_in_days: 7 } },
      aws_api_gateway_method_settings: {
        all: {
          rest_api_id: "${aws_api_gateway_rest_api.api.id}",
          stage_name: "${aws_api_gateway_stage.live.stage_name}",
          method_path: "*/*",
          settings: { metrics_enabled: true, logging_level: "INFO" },
        },
      },
      aws_api_gateway_api_key: { partner: { name: "partner" } },
      aws_api_gateway_usage_plan: {
        partner: {
          name: "partner",
          api_stages: [
            { api_id: "${aws_api_gateway_rest_api.api.id}", stage: "${aws_api_gateway_stage.live.stage_name}" },
          ],
          quota_settings: { limit: 100, period: "DAY" },
        },
      },
      aws_api_gateway_usage_plan_key: {
        partner: {
          key_id: "${aws_api_gateway_api_key.partner.id}",
          key_type: "API_KEY",
          usage_plan_id: "${aws_api_gateway_usage_plan.partner.id}",
        },
      },
    },
  },
  "a workflow that a schedule starts": {
    data: {
      aws_iam_policy_document: {
        start: {
          statement: [{ actions: ["states:StartExecution"], resources: ["${aws_sfn_state_machine.flow.arn}"] }],
        },
      },
    },
    resource: {
      ...fn,
      aws_sfn_state_machine: {
        flow: {
          name: "flow",
          role_arn: "${aws_iam_role.fn.arn}",
          definition:
            '${jsonencode({"StartAt":"Run","States":{"Run":{"Type":"Task","Resource":aws_lambda_function.fn.arn,"End":true}}})}',
        },
      },
      aws_iam_role_policy: {
        start: { role: "${aws_iam_role.fn.id}", policy: "${data.aws_iam_policy_document.start.json}" },
      },
      aws_scheduler_schedule_group: { nightly: { name: "nightly" } },
      aws_scheduler_schedule: {
        nightly: {
          name: "nightly",
          group_name: "${aws_scheduler_schedule_group.nightly.name}",
          flexible_time_window: { mode: "OFF" },
          schedule_expression: "rate(1 day)",
          target: { arn: "${aws_sfn_state_machine.flow.arn}", role_arn: "${aws_iam_role.fn.arn}" },
        },
      },
    },
  },
  "a function with an alias, a layer, a URL and provisioned concurrency": {
    resource: {
      ...fn,
      aws_lambda_function: { fn: { ...FUNCTION, publish: true } },
      aws_lambda_alias: {
        live: {
          name: "live",
          function_name: "${aws_lambda_function.fn.function_name}",
          function_version: "${aws_lambda_function.fn.version}",
        },
      },
      aws_lambda_layer_version: { tools: { layer_name: "tools", s3_bucket: "layers", s3_key: "tools.zip" } },
      aws_lambda_function_url: {
        live: {
          function_name: "${aws_lambda_function.fn.function_name}",
          qualifier: "${aws_lambda_alias.live.name}",
          authorization_type: "AWS_IAM",
        },
      },
      aws_lambda_provisioned_concurrency_config: {
        live: {
          function_name: "${aws_lambda_alias.live.function_name}",
          qualifier: "${aws_lambda_alias.live.name}",
          provisioned_concurrent_executions: 1,
        },
      },
      aws_cloudwatch_metric_alarm: {
        errors: {
          alarm_name: "errors",
          comparison_operator: "GreaterThanThreshold",
          evaluation_periods: 1,
          metric_name: "Errors",
          namespace: "AWS/Lambda",
          period: 60,
          statistic: "Sum",
          threshold: 0,
          dimensions: { FunctionName: '${split(":", aws_lambda_alias.live.arn)[6]}' },
        },
      },
    },
  },
};
