const trust = (service: string): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
  });
const TAGS = { Environment: "${var.environment}", ManagedBy: "terraform" };

/** Serverless systems, in the forms of Terraform that guides and published modules use. */
export const SERVERLESS_SHAPES: Readonly<Record<string, object>> = {
  "a function behind an HTTP API": {
    variable: { environment: { default: "dev" }, name: { type: "string" } },
    locals: { prefix: "${var.name}-${var.environment}" },
    data: { archive_file: { code: { type: "zip", source_dir: "src", output_path: "code.zip" } } },
    resource: {
      aws_iam_role: {
        fn: { name: "${local.prefix}-fn", assume_role_policy: trust("lambda.amazonaws.com"), tags: TAGS },
      },
      aws_iam_role_policy_attachment: {
        basic: {
          role: "${aws_iam_role.fn.name}",
          policy_arn: "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole",
        },
      },
      aws_lambda_function: {
        fn: {
          function_name: "${local.prefix}-fn",
          role: "${aws_iam_role.fn.arn}",
          handler: "index.handler",
          runtime: "python3.12",
          filename: "${data.archive_file.code.output_path}",
          source_code_hash: "${data.archive_file.code.output_base64sha256}",
          memory_size: "256",
          timeout: 30,
          environment: { variables: { TABLE: "${aws_dynamodb_table.items.name}" } },
          tags: TAGS,
        },
      },
      aws_dynamodb_table: {
        items: {
          name: "${local.prefix}-items",
          billing_mode: "PAY_PER_REQUEST",
          hash_key: "pk",
          range_key: "sk",
          attribute: [
            { name: "pk", type: "S" },
            { name: "sk", type: "S" },
            { name: "gsi1pk", type: "S" },
          ],
          global_secondary_index: [{ name: "gsi1", hash_key: "gsi1pk", range_key: "sk", projection_type: "ALL" }],
          ttl: { attribute_name: "expires", enabled: true },
          stream_enabled: true,
          stream_view_type: "NEW_AND_OLD_IMAGES",
        },
      },
      aws_apigatewayv2_api: {
        api: {
          name: "${local.prefix}-api",
          protocol_type: "HTTP",
          cors_configuration: { allow_origins: ["*"], allow_methods: ["*"], allow_headers: ["*"] },
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
        },
      },
      aws_apigatewayv2_stage: {
        default: { api_id: "${aws_apigatewayv2_api.api.id}", name: "$default", auto_deploy: true },
      },
      aws_lambda_permission: {
        api: {
          statement_id: "AllowAPIGatewayInvoke",
          action: "lambda:InvokeFunction",
          function_name: "${aws_lambda_function.fn.function_name}",
          principal: "apigateway.amazonaws.com",
          source_arn: "${aws_apigatewayv2_api.api.execution_arn}/*/*",
        },
      },
    },
  },
  "a queue with workers, by for_each": {
    variable: { queues: { default: { orders: { fifo: false }, mails: { fifo: false } } } },
    resource: {
      aws_sqs_queue: {
        dead: { for_each: "${var.queues}", name: "${each.key}-dead", message_retention_seconds: 1209600 },
        main: {
          for_each: "${var.queues}",
          name: "${each.key}",
          redrive_policy:
            "${jsonencode({ deadLetterTargetArn = aws_sqs_queue.dead[each.key].arn, maxReceiveCount = 5 })}",
        },
        audit: {
          name: "audit",
          visibility_timeout_seconds: 180,
          redrive_policy:
            '${jsonencode({ deadLetterTargetArn = aws_sqs_queue.dead["orders"].arn, maxReceiveCount = 5 })}',
        },
      },
      aws_lambda_event_source_mapping: {
        audit: {
          event_source_arn: "${aws_sqs_queue.audit.arn}",
          function_name: "${var.function_arn}",
          batch_size: 10,
          scaling_config: { maximum_concurrency: 5 },
          function_response_types: ["ReportBatchItemFailures"],
        },
      },
    },
  },
  "a topic that fans out": {
    resource: {
      aws_sns_topic: { events: { name: "events", kms_master_key_id: "alias/aws/sns" } },
      aws_sqs_queue: { a: { name: "a" }, b: { name: "b" } },
      aws_sns_topic_subscription: {
        a: {
          topic_arn: "${aws_sns_topic.events.arn}",
          protocol: "sqs",
          endpoint: "${aws_sqs_queue.a.arn}",
          raw_message_delivery: true,
          filter_policy: JSON.stringify({ type: ["order", { prefix: "return" }], total: [{ numeric: [">", 100] }] }),
        },
        b: { topic_arn: "${aws_sns_topic.events.arn}", protocol: "sqs", endpoint: "${aws_sqs_queue.b.arn}" },
        mail: { topic_arn: "${aws_sns_topic.events.arn}", protocol: "email", endpoint: "ops@example.com" },
      },
      aws_sqs_queue_policy: {
        a: {
          queue_url: "${aws_sqs_queue.a.id}",
          policy: "${data.aws_iam_policy_document.a.json}",
        },
      },
    },
    data: {
      aws_iam_policy_document: {
        a: {
          statement: {
            effect: "Allow",
            actions: ["sqs:SendMessage"],
            resources: ["${aws_sqs_queue.a.arn}"],
            principals: { type: "Service", identifiers: ["sns.amazonaws.com"] },
            condition: { test: "ArnEquals", variable: "aws:SourceArn", values: ["${aws_sns_topic.events.arn}"] },
          },
        },
      },
    },
  },
  "a website behind a distribution": {
    provider: {
      aws: [{ region: "eu-central-1" }, { alias: "us_east_1", region: "us-east-1" }],
    },
    resource: {
      aws_s3_bucket: { site: { bucket_prefix: "site-", force_destroy: true } },
      aws_s3_bucket_public_access_block: {
        site: {
          bucket: "${aws_s3_bucket.site.id}",
          block_public_acls: true,
          block_public_policy: true,
          ignore_public_acls: true,
          restrict_public_buckets: true,
        },
      },
      aws_s3_bucket_policy: {
        site: {
          bucket: "${aws_s3_bucket.site.id}",
          policy:
            '{"Version":"2012-10-17","Statement":[{"Sid":"Cdn","Effect":"Allow","Principal":{"Service":"cloudfront.amazonaws.com"},"Action":"s3:GetObject","Resource":"${aws_s3_bucket.site.arn}/*","Condition":{"StringEquals":{"AWS:SourceArn":"${aws_cloudfront_distribution.cdn.arn}"}}}]}',
        },
      },
      aws_acm_certificate: {
        cdn: {
          provider: "aws.us_east_1",
          domain_name: "www.example.com",
          validation_method: "DNS",
          subject_alternative_names: ["example.com"],
          lifecycle: { create_before_destroy: true },
        },
      },
      aws_cloudfront_origin_access_control: {
        site: {
          name: "site",
          origin_access_control_origin_type: "s3",
          signing_behavior: "always",
          signing_protocol: "sigv4",
        },
      },
      aws_cloudfront_distribution: {
        cdn: {
          enabled: true,
          is_ipv6_enabled: true,
          default_root_object: "index.html",
          aliases: ["www.example.com", "example.com"],
          price_class: "PriceClass_100",
          origin: {
            domain_name: "${aws_s3_bucket.site.bucket_regional_domain_name}",
            origin_id: "s3",
            origin_access_control_id: "${aws_cloudfront_origin_access_control.site.id}",
          },
          default_cache_behavior: {
            target_origin_id: "s3",
            viewer_protocol_policy: "redirect-to-https",
            allowed_methods: ["GET", "HEAD", "OPTIONS"],
            cached_methods: ["GET", "HEAD"],
            compress: true,
            forwarded_values: { query_string: false, cookies: { forward: "none" } },
            min_ttl: 0,
            default_ttl: 3600,
            max_ttl: 86400,
          },
          custom_error_response: [{ error_code: 403, response_code: 200, response_page_path: "/index.html" }],
          restrictions: { geo_restriction: { restriction_type: "none" } },
          viewer_certificate: {
            acm_certificate_arn: "${aws_acm_certificate.cdn.arn}",
            ssl_support_method: "sni-only",
            minimum_protocol_version: "TLSv1.2_2021",
          },
        },
      },
      aws_route53_record: {
        www: {
          zone_id: "${data.aws_route53_zone.main.zone_id}",
          name: "www.example.com",
          type: "A",
          alias: {
            name: "${aws_cloudfront_distribution.cdn.domain_name}",
            zone_id: "${aws_cloudfront_distribution.cdn.hosted_zone_id}",
            evaluate_target_health: false,
          },
        },
        validation: {
          for_each: "${{for o in aws_acm_certificate.cdn.domain_validation_options : o.domain_name => o}}",
          zone_id: "${data.aws_route53_zone.main.zone_id}",
          name: "${each.value.resource_record_name}",
          type: "${each.value.resource_record_type}",
          records: ["${each.value.resource_record_value}"],
          ttl: 60,
        },
      },
    },
    data: { aws_route53_zone: { main: { name: "example.com" } } },
  },
  "a REST API with a user pool": {
    resource: {
      aws_cognito_user_pool: {
        pool: {
          name: "users",
          username_attributes: ["email"],
          auto_verified_attributes: ["email"],
          password_policy: { minimum_length: 12, require_lowercase: true, require_numbers: true },
          schema: [
            {
              name: "email",
              attribute_data_type: "String",
              required: true,
              mutable: true,
              string_attribute_constraints: { min_length: 0, max_length: 2048 },
            },
          ],
          admin_create_user_config: { allow_admin_create_user_only: false },
        },
      },
      aws_cognito_user_pool_client: {
        web: {
          name: "web",
          user_pool_id: "${aws_cognito_user_pool.pool.id}",
          explicit_auth_flows: ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
          allowed_oauth_flows_user_pool_client: true,
          allowed_oauth_flows: ["code"],
          allowed_oauth_scopes: ["email", "openid", "profile"],
          callback_urls: ["https://www.example.com/callback", "http://localhost:3000/callback"],
          logout_urls: ["https://www.example.com/"],
          supported_identity_providers: ["COGNITO"],
          access_token_validity: 60,
          id_token_validity: 60,
          refresh_token_validity: 30,
          token_validity_units: { access_token: "minutes", id_token: "minutes", refresh_token: "days" },
        },
      },
      aws_api_gateway_rest_api: { api: { name: "api", endpoint_configuration: { types: ["REGIONAL"] } } },
      aws_api_gateway_resource: {
        items: {
          rest_api_id: "${aws_api_gateway_rest_api.api.id}",
          parent_id: "${aws_api_gateway_rest_api.api.root_resource_id}",
          path_part: "{proxy+}",
        },
      },
      aws_api_gateway_authorizer: {
        pool: {
          name: "pool",
          rest_api_id: "${aws_api_gateway_rest_api.api.id}",
          type: "COGNITO_USER_POOLS",
          provider_arns: ["${aws_cognito_user_pool.pool.arn}"],
        },
      },
      aws_api_gateway_method: {
        any: {
          rest_api_id: "${aws_api_gateway_rest_api.api.id}",
          resource_id: "${aws_api_gateway_resource.items.id}",
          http_method: "ANY",
          authorization: "COGNITO_USER_POOLS",
          authorizer_id: "${aws_api_gateway_authorizer.pool.id}",
          request_parameters: { "method.request.path.proxy": true },
        },
      },
      aws_api_gateway_integration: {
        any: {
          rest_api_id: "${aws_api_gateway_rest_api.api.id}",
          resource_id: "${aws_api_gateway_resource.items.id}",
          http_method: "${aws_api_gateway_method.any.http_method}",
          integration_http_method: "POST",
          type: "AWS_PROXY",
          uri: "${var.function_invoke_arn}",
        },
      },
      aws_api_gateway_deployment: {
        api: {
          rest_api_id: "${aws_api_gateway_rest_api.api.id}",
          triggers: { redeployment: "${sha1(jsonencode(aws_api_gateway_integration.any))}" },
          depends_on: ["aws_api_gateway_integration.any"],
        },
      },
      aws_api_gateway_stage: {
        v1: {
          rest_api_id: "${aws_api_gateway_rest_api.api.id}",
          deployment_id: "${aws_api_gateway_deployment.api.id}",
          stage_name: "v1",
        },
      },
      aws_api_gateway_method_settings: {
        all: {
          rest_api_id: "${aws_api_gateway_rest_api.api.id}",
          stage_name: "${aws_api_gateway_stage.v1.stage_name}",
          method_path: "*/*",
          settings: {
            metrics_enabled: true,
            logging_level: "INFO",
            throttling_burst_limit: 50,
            throttling_rate_limit: 100,
          },
        },
      },
    },
  },
  "a nightly workflow": {
    resource: {
      aws_sfn_state_machine: {
        job: {
          name: "nightly",
          role_arn: "${var.role_arn}",
          definition: JSON.stringify({
            Comment: "Nightly job",
            StartAt: "Extract",
            States: {
              Extract: {
                Type: "Task",
                Resource: "arn:aws:states:::lambda:invoke",
                Parameters: { FunctionName: "${aws_lambda_function.extract.arn}", "Payload.$": "$" },
                Retry: [
                  { ErrorEquals: ["Lambda.ServiceException"], IntervalSeconds: 2, MaxAttempts: 6, BackoffRate: 2 },
                ],
                Catch: [{ ErrorEquals: ["States.ALL"], Next: "Failed" }],
                Next: "Enough",
              },
              Enough: {
                Type: "Choice",
                Choices: [{ Variable: "$.count", NumericGreaterThan: 0, Next: "Load" }],
                Default: "Done",
              },
              Load: {
                Type: "Task",
                Resource: "arn:aws:states:::glue:startJobRun.sync",
                Parameters: { JobName: "load" },
                Next: "Done",
              },
              Failed: { Type: "Fail", Error: "Failed" },
              Done: { Type: "Succeed" },
            },
          }),
        },
      },
      aws_lambda_function: {
        extract: {
          function_name: "extract",
          role: "${var.lambda_role_arn}",
          package_type: "Image",
          image_uri: "${var.image}",
          architectures: ["arm64"],
          vpc_config: { subnet_ids: "${var.subnet_ids}", security_group_ids: ["${var.sg}"] },
        },
      },
      aws_cloudwatch_event_rule: { nightly: { name: "nightly", schedule_expression: "cron(0 2 * * ? *)" } },
      aws_cloudwatch_event_target: {
        nightly: {
          rule: "${aws_cloudwatch_event_rule.nightly.name}",
          arn: "${aws_sfn_state_machine.job.arn}",
          role_arn: "${var.events_role_arn}",
        },
      },
      aws_scheduler_schedule: {
        hourly: {
          name: "hourly",
          flexible_time_window: { mode: "FLEXIBLE", maximum_window_in_minutes: 15 },
          schedule_expression: "rate(1 hour)",
          schedule_expression_timezone: "Europe/Berlin",
          target: {
            arn: "${aws_sfn_state_machine.job.arn}",
            role_arn: "${var.events_role_arn}",
            input: '${jsonencode({ kind = "hourly" })}',
          },
        },
        nightly: {
          name: "nightly",
          flexible_time_window: { mode: "OFF" },
          schedule_expression: "cron(0 2 * * ? *)",
          target: {
            arn: "${var.cluster_arn}",
            role_arn: "${var.events_role_arn}",
            ecs_parameters: {
              task_definition_arn: "${var.task_definition_arn}",
              launch_type: "FARGATE",
              network_configuration: { assign_public_ip: false, subnets: "${var.subnet_ids}" },
            },
          },
        },
      },
    },
  },
};
