import type { TestStack } from "groundplan/testing";
import { requirement } from "./requirement";

const ALARM = "aws_cloudwatch_metric_alarm";

/** Metric, comparison and threshold of an alarm that notifies the topic. */
function alarm(stack: TestStack, signal: string): unknown[] {
  const block = stack.resource(ALARM, new RegExp(`^alarms_${signal}_`));
  expect(block["alarm_actions"]).toEqual([expect.stringContaining("aws_sns_topic.alarm-topic")]);
  return [block["namespace"], block["metric_name"], block["comparison_operator"], block["threshold"]];
}

const ABOVE = "GreaterThanThreshold";
const AT_LEAST = "GreaterThanOrEqualToThreshold";

/** Alarms on single metrics by signal. */
const ALARMS: Readonly<Record<string, readonly unknown[]>> = {
  "auth-function-errors": ["AWS/Lambda", "Errors", AT_LEAST, 5],
  "orders-function-throttles": ["AWS/Lambda", "Throttles", AT_LEAST, 1],
  "payments-failed": ["AWS/States", "ExecutionsFailed", AT_LEAST, 1],
  "database-cpu": ["AWS/RDS", "CPUUtilization", ABOVE, 80],
  "cache-0001-001-memory": ["AWS/ElastiCache", "DatabaseMemoryUsagePercentage", ABOVE, 80],
  "unstarted-runs-dead-letters": ["AWS/SQS", "ApproximateNumberOfMessagesVisible", AT_LEAST, 1],
};

requirement(
  "SU-O1 has alarms of API, functions, payments, tables, database and cache, which notify one topic",
  (stack) => {
    expect(Object.fromEntries(Object.keys(ALARMS).map((name) => [name, alarm(stack, name)]))).toEqual(ALARMS);
    const names = Object.keys(stack.resources(ALARM)).map((name) => name.replace(/^alarms_(.+)_[0-9A-F]{8}$/, "$1"));
    for (const part of ["api-5xx", "api-latency", "web-acl-blocked", "orders-table-system-errors"]) {
      expect(names).toContain(part);
    }
    expect(stack.resource("aws_sns_topic_subscription")).toMatchObject({
      protocol: "email",
      endpoint: "alarms@example.com",
    });
  },
  [
    ...Object.keys(ALARMS).flatMap((name) => [
      { type: ALARM, name: `alarms_${name}_`, path: "threshold", value: 77 },
      { type: ALARM, name: `alarms_${name}_`, path: "alarm_actions", value: [] },
    ]),
    { type: ALARM, name: "alarms_api-5xx_" },
    { type: "aws_sns_topic_subscription", path: "endpoint", value: "other@example.com" },
  ],
);

requirement(
  "SU-O1 has a dashboard with the metrics of every part",
  (stack) => {
    const { dashboard_name: name, dashboard_body: body } = stack.resource("aws_cloudwatch_dashboard");
    expect(name).toBe("scaleup");
    for (const namespace of [
      "AWS/ApiGateway",
      "AWS/WAFV2",
      "AWS/Lambda",
      "AWS/States",
      "AWS/DynamoDB",
      "AWS/RDS",
      "AWS/ElastiCache",
    ]) {
      expect(String(body)).toContain(`"${namespace}"`);
    }
  },
  [
    { type: "aws_cloudwatch_dashboard", path: "dashboard_name", value: "other" },
    { type: "aws_cloudwatch_dashboard", path: "dashboard_body", value: "{}" },
  ],
);

requirement(
  "SU-O1 encrypts every log group and retains it for a year",
  (stack) => {
    const groups = Object.values(stack.resources("aws_cloudwatch_log_group"));
    expect(groups.length).toBeGreaterThan(15);
    for (const { name, retention_in_days: days, kms_key_id: key } of groups) {
      expect([name, days, key]).toEqual([name, 365, expect.stringMatching(/aws_kms_key\.(?:logs|lake)-key/)]);
    }
  },
  [
    { type: "aws_cloudwatch_log_group", name: "payments_log-group", path: "retention_in_days", value: 1 },
    { type: "aws_cloudwatch_log_group", name: "auth-function_log-group", path: "kms_key_id" },
  ],
);

requirement(
  "SU-O1 takes daily recovery points of tables, database and buckets, copies them, and tests restores",
  (stack) => {
    expect(stack.resource("aws_backup_plan")["rule"]).toMatchObject([
      {
        schedule: "cron(0 5 * * ? *)",
        lifecycle: { delete_after: 35 },
        copy_action: [{ destination_vault_arn: "arn:aws:backup:us-west-2:123456789012:backup-vault:scaleup" }],
      },
    ]);
    const selected = JSON.stringify(stack.resource("aws_backup_selection", "named")["resources"]);
    for (const name of ["customers-table", "orders-table", "feedback-table", "database", "media", "lake"]) {
      expect(selected).toContain(name);
    }
    expect(stack.resource("aws_backup_restore_testing_plan")).toMatchObject({ name: "scaleup" });
  },
  [
    { type: "aws_backup_plan", path: "rule.0.schedule", value: "cron(0 5 ? * SUN *)" },
    { type: "aws_backup_plan", path: "rule.0.copy_action", value: [] },
    { type: "aws_backup_selection", name: "named", path: "resources", value: [] },
    { type: "aws_backup_restore_testing_plan" },
  ],
);
