import { removed, weakened, type Classification } from "../protection";

/** Functions. */
export const COMPUTE: Classification = {
  aws_lambda_alias: { protects: [], neutral: { wiring: ["function_name", "function_version"] } },
  aws_lambda_event_source_mapping: {
    protects: [weakened("function_response_types", "LAM-02", [undefined, []])],
    neutral: {
      wiring: ["event_source_arn", "function_name"],
      sizing: ["batch_size", "maximum_batching_window_in_seconds", "scaling_config"],
    },
  },
  aws_lambda_function: {
    protects: [
      weakened("tracing_config.mode", "LAM-01", [undefined, "PassThrough"]),
      removed("tracing_config", "LAM-01"),
      removed("vpc_config", "LAM-04", "NET-09"),
      weakened("vpc_config.subnet_ids", "LAM-04", [undefined, ["subnet-1"]]),
      weakened("timeout", "LAM-09", [undefined, 1000]),
      removed("memory_size", "LAM-09"),
      weakened("image_uri", "LAM-08", ["123456789012.dkr.ecr.us-east-1.amazonaws.com/api:latest"]),
      weakened("environment.variables", "SEC-02", [{ DB_PASSWORD: "hunter2hunter2" }], "LAM-05"),
      removed("kms_key_arn", "LAM-05"),
      removed("reserved_concurrent_executions", "LAM-03"),
      removed("logging_config", "LOG-01"),
    ],
    neutral: {
      naming: ["function_name"],
      wiring: ["role"],
      behaviour: ["architectures", "image_config", "package_type", "publish"],
      ordering: ["lifecycle", "replace_security_groups_on_destroy"],
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
  aws_lambda_permission: {
    protects: [removed("source_arn", "LAM-06"), weakened("principal", "LAM-06", [undefined, "*"])],
    neutral: { wiring: ["function_name", "qualifier"], behaviour: ["action"] },
  },
  aws_lambda_provisioned_concurrency_config: {
    protects: [weakened("provisioned_concurrent_executions", "LAM-09", [undefined, 0])],
    neutral: { wiring: ["function_name", "qualifier"] },
  },
};
