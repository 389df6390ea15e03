import type { TestStack } from "groundplan/testing";
import { requirement, type Mutation } from "./requirement";

const ALARM = "aws_cloudwatch_metric_alarm";

/** Namespace, metric, comparison, threshold, period and periods of an alarm. */
function alarm(stack: TestStack, signal: string): unknown[] {
  const block = stack.resource(ALARM, `alarms_${signal}_`);
  expect(block["alarm_actions"]).toEqual([expect.stringContaining("aws_sns_topic.alarm-topic")]);
  const names = ["namespace", "metric_name", "comparison_operator", "threshold", "period", "evaluation_periods"];
  return names.map((name) => block[name]);
}

const ABOVE = "GreaterThanThreshold";
const BELOW = "LessThanThreshold";

/** Alarms of the document by signal. */
const ALARMS = {
  "service-cpu": ["AWS/ECS", "CPUUtilization", ABOVE, 80, 60, 2],
  "service-memory": ["AWS/ECS", "MemoryUtilization", ABOVE, 85, 60, 2],
  "service-tasks": ["ECS/ContainerInsights", "RunningTaskCount", BELOW, 1, 60, 2],
  "database-connections": ["AWS/RDS", "DatabaseConnections", ABOVE, 48, 60, 3],
  "database-cpu": ["AWS/RDS", "CPUUtilization", ABOVE, 80, 300, 1],
  "database-storage": ["AWS/RDS", "FreeStorageSpace", BELOW, 2_147_483_648, 60, 1],
  "load-balancer-latency": ["AWS/ApplicationELB", "TargetResponseTime", ABOVE, 5, 60, 3],
  "load-balancer-5xx": [undefined, undefined, ABOVE, 10, undefined, 1],
  "load-balancer-tasks-healthy-targets": ["AWS/ApplicationELB", "HealthyHostCount", BELOW, 1, 60, 2],
} as const;

const thresholds: readonly Mutation[] = Object.keys(ALARMS).flatMap((signal) => [
  { type: ALARM, name: `alarms_${signal}_`, path: "threshold", value: 7 },
  { type: ALARM, name: `alarms_${signal}_`, path: "alarm_actions", value: [] },
]);

requirement(
  "AW-O1 has the document's alarms, which notify a topic",
  (stack) => {
    const found = Object.fromEntries(Object.keys(ALARMS).map((signal) => [signal, alarm(stack, signal)]));
    expect(found).toEqual(ALARMS);
    const errors = stack.resource(ALARM, "alarms_load-balancer-5xx_")["metric_query"] as Record<string, unknown>[];
    expect(errors.find(({ return_data: result }) => result)).toMatchObject({
      expression: "FILL(targets, 0) + FILL(balancer, 0)",
    });
    const metrics = errors.flatMap(({ metric }) => (metric ? [metric] : []));
    expect(metrics).toMatchObject([
      { metric_name: "HTTPCode_Target_5XX_Count", period: 300, stat: "Sum" },
      { metric_name: "HTTPCode_ELB_5XX_Count", period: 300, stat: "Sum" },
    ]);
    // 80 % of the connections that the parameter group allows.
    const { parameter } = stack.resource("aws_db_parameter_group") as unknown as {
      parameter: { name: string; value: string }[];
    };
    expect(parameter.find(({ name }) => name === "max_connections")).toMatchObject({ value: "60" });
    for (const signal of ["service-tasks", "load-balancer-tasks-healthy-targets", "database-storage"]) {
      expect(stack.resource(ALARM, `alarms_${signal}_`)["treat_missing_data"]).toBe("breaching");
    }
  },
  [
    ...thresholds,
    { type: ALARM, name: "alarms_service-tasks_", path: "treat_missing_data", value: "notBreaching" },
    { type: ALARM, name: "alarms_service-cpu_", path: "evaluation_periods", value: 3 },
    { type: ALARM, name: "alarms_database-cpu_", path: "period", value: 60 },
    { type: ALARM, name: "alarms_load-balancer-5xx_", path: "metric_query", value: [] },
  ],
);

requirement(
  "AW-O1 retains the log of the application for 30 days and stores the access log of the load balancer",
  (stack) => {
    expect(stack.resource("aws_cloudwatch_log_group", "service_task_log-group")).toMatchObject({
      name: "/ecs/awsomeshop-core-service",
      retention_in_days: 30,
    });
    const task = stack.resource("aws_ecs_task_definition");
    const [{ logConfiguration }] = JSON.parse(String(task["container_definitions"])) as [Record<string, unknown>];
    expect(logConfiguration).toMatchObject({ logDriver: "awslogs" });
    expect(stack.resource("aws_lb")["access_logs"]).toMatchObject({
      enabled: true,
      bucket: expect.stringContaining("aws_s3_bucket.access-logs"),
    });
    expect(stack.resource("aws_s3_bucket", "access-logs")["bucket"]).toBe("awsomeshop-alb-logs-123456789012");
  },
  [
    { type: "aws_cloudwatch_log_group", name: "service_task_log-group", path: "retention_in_days", value: 7 },
    { type: "aws_ecs_task_definition", path: "container_definitions.0.logConfiguration.logDriver", value: "none" },
    { type: "aws_lb", path: "access_logs.enabled", value: false },
  ],
);

requirement(
  "AW-F1 notifies at costs of 50, 100 and 150 US dollars of the project",
  (stack) => {
    const budget = stack.resource("aws_budgets_budget");
    expect(budget).toMatchObject({
      budget_type: "COST",
      time_unit: "MONTHLY",
      limit_amount: "150",
      limit_unit: "USD",
      cost_filter: [{ name: "TagKeyValue", values: ["user:Project$awsomeshop"] }],
    });
    const notifications = budget["notification"] as Record<string, unknown>[];
    const actual = notifications.filter(({ notification_type: type }) => type === "ACTUAL");
    expect(actual.map(({ threshold }) => threshold)).toEqual([50, 100, 150]);
    for (const notification of notifications) {
      expect(notification["subscriber_sns_topic_arns"]).toEqual([expect.stringContaining("alarm-topic")]);
    }
    const [publishing] = stack.statements("alarm-topic").filter(({ sid }) => /budgets/i.test(String(sid)));
    expect(JSON.stringify(publishing)).toContain("budgets.amazonaws.com");
  },
  [
    { type: "aws_budgets_budget", path: "limit_amount", value: "200" },
    { type: "aws_budgets_budget", path: "cost_filter", value: [] },
    ...[0, 1, 2].map((position) => ({
      type: "aws_budgets_budget",
      path: `notification.${position}.threshold`,
      value: 75,
    })),
    { type: "aws_budgets_budget", path: "notification.0.subscriber_sns_topic_arns", value: [] },
  ],
);

requirement(
  "AW-F1 has the tags Environment, Project and Owner on every resource",
  (stack) => {
    expect(stack.config.provider!["aws"]).toEqual([
      expect.objectContaining({
        default_tags: [{ tags: { Environment: "prod", Project: "awsomeshop", Owner: "core-business-unit" } }],
      }),
    ]);
    expect(stack.resource("aws_ecs_service")).toMatchObject({
      propagate_tags: "SERVICE",
      enable_ecs_managed_tags: true,
    });
  },
  [
    { type: "aws_ecs_service", path: "propagate_tags", value: "NONE" },
    { type: "aws_ecs_service", path: "enable_ecs_managed_tags", value: false },
  ],
);
