import { gone, KEPT, removed, weakened, type Classification } from "../protection";

/** Users, queues, schedules and workflows. */
export const APPLICATION: Classification = {
  aws_cognito_user_pool: {
    protects: [
      weakened("deletion_protection", "COG-02", [undefined, "INACTIVE"]),
      weakened("mfa_configuration", "COG-01", [undefined, "OFF"]),
      removed("password_policy", "COG-01"),
      weakened("password_policy.minimum_length", "COG-01", [undefined, 8]),
      weakened("password_policy.require_lowercase", "COG-01", [undefined, false]),
      weakened("password_policy.require_numbers", "COG-01", [undefined, false]),
      weakened("password_policy.require_symbols", "COG-01", [undefined, false]),
      weakened("password_policy.require_uppercase", "COG-01", [undefined, false]),
      KEPT,
    ],
    neutral: {
      behaviour: [
        "account_recovery_setting",
        "admin_create_user_config",
        "auto_verified_attributes",
        "software_token_mfa_configuration",
        "user_attribute_update_settings",
        "username_attributes",
        "username_configuration",
      ],
    },
  },
  aws_cognito_user_pool_client: {
    protects: [
      weakened("allowed_oauth_flows", "COG-04", [["implicit"]]),
      weakened("explicit_auth_flows", "COG-04", [["ALLOW_USER_PASSWORD_AUTH"]]),
      weakened("prevent_user_existence_errors", "COG-04", [undefined, "LEGACY"]),
      weakened("enable_token_revocation", "COG-04", [false]),
      weakened("callback_urls", "COG-04", [["http://shop.example.com/"]]),
    ],
    neutral: {
      wiring: ["user_pool_id"],
      behaviour: [
        "access_token_validity",
        "allowed_oauth_flows_user_pool_client",
        "allowed_oauth_scopes",
        "generate_secret",
        "id_token_validity",
        "logout_urls",
        "refresh_token_validity",
        "supported_identity_providers",
        "token_validity_units",
      ],
    },
  },
  aws_cognito_resource_server: { protects: [], neutral: { wiring: ["user_pool_id"], naming: ["identifier", "scope"] } },
  aws_cognito_user_pool_domain: { protects: [], neutral: { wiring: ["user_pool_id"], naming: ["domain"] } },
  aws_lambda_event_source_mapping: {
    protects: [weakened("function_response_types", "LAM-02", [undefined, []])],
    neutral: {
      wiring: ["event_source_arn", "function_name"],
      sizing: ["batch_size", "maximum_batching_window_in_seconds", "scaling_config"],
    },
  },
  aws_lambda_function_event_invoke_config: {
    protects: [removed("destination_config", "LAM-02")],
    neutral: {
      wiring: ["function_name", "qualifier"],
      behaviour: ["maximum_event_age_in_seconds", "maximum_retry_attempts"],
    },
  },
  aws_lambda_invocation: {
    protects: [],
    neutral: {
      wiring: ["function_name", "qualifier"],
      behaviour: ["input"],
      ordering: ["lifecycle_scope", "triggers"],
    },
  },
  aws_s3_object: {
    protects: [],
    neutral: { wiring: ["bucket"], naming: ["key"], behaviour: ["cache_control", "content", "content_type"] },
  },
  aws_scheduler_schedule: {
    protects: [
      removed("target.dead_letter_config", "EVB-02"),
      removed("target.retry_policy", "EVB-02"),
      weakened("schedule_expression", "EVB-03", ["* * * * *", "rate(1 hours)"]),
    ],
    neutral: { wiring: ["group_name"], behaviour: ["flexible_time_window", "schedule_expression_timezone"] },
  },
  aws_scheduler_schedule_group: { protects: [], neutral: {} },
  aws_sfn_state_machine: {
    protects: [
      removed("logging_configuration", "SFN-01"),
      weakened("logging_configuration.level", "SFN-01", [undefined, "OFF", "ERROR"]),
      weakened("logging_configuration.include_execution_data", "SFN-01", [true]),
      removed("tracing_configuration", "SFN-01"),
      weakened("tracing_configuration.enabled", "SFN-01", [undefined, false]),
      weakened("definition", "SFN-02", [
        "{",
        '{"StartAt":"A","States":{"A":{"Type":"Task","Resource":"x","End":true}}}',
      ]),
    ],
    neutral: { wiring: ["role_arn"], behaviour: ["type"] },
  },
  aws_sqs_queue: {
    protects: [
      removed("kms_master_key_id", "SQS-01"),
      weakened("redrive_policy", "SQS-02", [undefined, '{"deadLetterTargetArn":"arn","maxReceiveCount":0}'], "EVB-02"),
      KEPT,
    ],
    neutral: {
      sizing: ["kms_data_key_reuse_period_seconds", "receive_wait_time_seconds"],
      behaviour: ["message_retention_seconds", "visibility_timeout_seconds"],
    },
  },
  aws_sqs_queue_policy: { protects: [gone("SQS-03"), removed("policy", "SQS-03")], neutral: { wiring: ["queue_url"] } },
  aws_sqs_queue_redrive_allow_policy: {
    protects: [removed("redrive_allow_policy", "SQS-02")],
    neutral: { wiring: ["queue_url"] },
  },
};
