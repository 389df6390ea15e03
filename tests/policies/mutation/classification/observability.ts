import { gone, removed, weakened, type Classification } from "../protection";

/** Logs, alarms and dashboards. */
export const OBSERVABILITY: Classification = {
  aws_cloudwatch_dashboard: { protects: [], neutral: { naming: ["dashboard_name"], behaviour: ["dashboard_body"] } },
  aws_cloudwatch_log_delivery: {
    protects: [gone("CF-05")],
    neutral: { wiring: ["delivery_destination_arn", "delivery_source_name"] },
  },
  aws_cloudwatch_log_delivery_destination: {
    protects: [],
    neutral: { wiring: ["delivery_destination_configuration"], behaviour: ["output_format"] },
  },
  aws_cloudwatch_log_delivery_source: {
    protects: [gone("CF-05"), removed("resource_arn", "CF-05"), weakened("log_type", "CF-05", ["TRAFFIC_LOGS"])],
    neutral: {},
  },
  aws_cloudwatch_log_group: {
    protects: [weakened("retention_in_days", "LOG-01", [undefined, 0, 30]), removed("kms_key_id", "LOG-01")],
    neutral: {},
  },
  aws_cloudwatch_log_resource_policy: {
    protects: [removed("policy_document", "LOG-02")],
    neutral: { naming: ["policy_name"] },
  },
  aws_cloudwatch_metric_alarm: {
    protects: [
      removed("alarm_actions", "ALM-01"),
      weakened("alarm_actions", "ALM-01", [[]]),
      removed("treat_missing_data", "ALM-01"),
      weakened("actions_enabled", "ALM-01", [false]),
    ],
    neutral: {
      naming: ["alarm_name", "alarm_description"],
      behaviour: [
        "comparison_operator",
        "datapoints_to_alarm",
        "dimensions",
        "evaluation_periods",
        "extended_statistic",
        "metric_name",
        "metric_query",
        "namespace",
        "ok_actions",
        "period",
        "statistic",
        "threshold",
      ],
    },
  },
};
