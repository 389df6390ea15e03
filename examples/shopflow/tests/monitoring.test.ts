import type { TestStack } from "groundplan/testing";
import { exampleFixture } from "../../../tests/support/synthesized";
import { readEnvironment, requiredParameters } from "./application-settings";
import { containersOf } from "./containers";
import { requirement, type Mutation } from "./requirement";

const ALARM = "aws_cloudwatch_metric_alarm";
const ABOVE = "GreaterThanThreshold";
const AT_LEAST = "GreaterThanOrEqualToThreshold";
const BELOW = "LessThanThreshold";
const GIB = 1_073_741_824;

/** Namespace, metric, statistic, comparison, threshold, period and periods of an alarm that notifies the topic. */
function alarm(stack: TestStack, name: string): unknown[] {
  const block = stack.resource(ALARM, `alarms_${name}_`);
  expect(block["alarm_actions"]).toEqual([expect.stringContaining("aws_sns_topic.alarm-topic")]);
  const statistic = block["statistic"] ?? block["extended_statistic"];
  const values = ["comparison_operator", "threshold", "period", "evaluation_periods"].map((key) => block[key]);
  return [block["namespace"], block["metric_name"], statistic, ...values];
}

const ECS = "AWS/ECS";
const ELB = "AWS/ApplicationELB";
const RDS = "AWS/RDS";
const CACHE = "AWS/ElastiCache";

/** Alarms on single metrics by signal. */
const ALARMS: Readonly<Record<string, readonly unknown[]>> = {
  "api-cpu": [ECS, "CPUUtilization", "Average", ABOVE, 80, 60, 2],
  "api-memory": [ECS, "MemoryUtilization", "Average", ABOVE, 85, 60, 2],
  "api-tasks": ["ECS/ContainerInsights", "RunningTaskCount", "Minimum", BELOW, 1, 60, 2],
  "worker-tasks": ["ECS/ContainerInsights", "RunningTaskCount", "Minimum", BELOW, 1, 60, 2],
  "worker-failed-deployments": ["AWS/Events", "MatchedEvents", "Sum", AT_LEAST, 1, 300, 1],
  "deployment-failed": ["AWS/Events", "MatchedEvents", "Sum", AT_LEAST, 1, 300, 1],
  "load-balancer-latency": [ELB, "TargetResponseTime", "p95", ABOVE, 5, 60, 3],
  "database-connections": [RDS, "DatabaseConnections", "Maximum", ABOVE, 1600, 60, 3],
  "database-cpu": [RDS, "CPUUtilization", "Average", ABOVE, 80, 300, 1],
  "database-storage": [RDS, "FreeStorageSpace", "Minimum", BELOW, 50 * GIB, 60, 1],
  "database-replica-a-lag": [RDS, "ReplicaLag", "Maximum", ABOVE, 60, 60, 5],
  "database-replica-b-lag": [RDS, "ReplicaLag", "Maximum", ABOVE, 60, 60, 5],
  "cache-0001-001-cpu": [CACHE, "EngineCPUUtilization", "Maximum", ABOVE, 80, 60, 3],
  "cache-0002-003-memory": [CACHE, "DatabaseMemoryUsagePercentage", "Maximum", ABOVE, 80, 60, 3],
  "cache-0002-003-evictions": [CACHE, "Evictions", "Maximum", ABOVE, 0, 60, 3],
  "cache-0001-003-lag": [CACHE, "ReplicationLag", "Maximum", ABOVE, 1, 60, 3],
  "cache-0002-001-authentication": [CACHE, "AuthenticationFailures", "Maximum", ABOVE, 0, 60, 3],
  "queue-dead-letters": ["AWS/SQS", "ApproximateNumberOfMessagesVisible", "Maximum", AT_LEAST, 1, 300, 1],
};

const thresholds: readonly Mutation[] = Object.keys(ALARMS).flatMap((name) => [
  { type: ALARM, name: `alarms_${name}_`, path: "threshold", value: 7 },
  { type: ALARM, name: `alarms_${name}_`, path: "alarm_actions", value: [] },
  { type: ALARM, name: `alarms_${name}_`, path: "metric_name", value: "Other" },
]);

requirement(
  "SF-O1 has alarms of every component under AWS's exact names, which notify a topic",
  (stack) => {
    expect(Object.fromEntries(Object.keys(ALARMS).map((name) => [name, alarm(stack, name)]))).toEqual(ALARMS);
    for (const name of ["api-tasks", "worker-tasks", "database-storage", "load-balancer-api-healthy-targets"]) {
      expect(stack.resource(ALARM, `alarms_${name}_`)["treat_missing_data"]).toBe("breaching");
    }
    const nodes = Object.values(stack.resources(ALARM)).filter(({ metric_name: name }) => name === "Evictions");
    expect(nodes.map(({ dimensions }) => dimensions)).toEqual(
      ["0001-001", "0001-002", "0001-003", "0002-001", "0002-002", "0002-003"].map((node) => ({
        CacheClusterId: `shopflow-cache-${node}`,
        CacheNodeId: "0001",
      })),
    );
  },
  [
    ...thresholds,
    { type: ALARM, name: "alarms_api-tasks_", path: "treat_missing_data", value: "notBreaching" },
    { type: ALARM, name: "alarms_cache-0001-002-evictions_" },
  ],
);

interface Query {
  readonly id: string;
  readonly expression?: string;
  readonly return_data?: boolean;
  readonly metric?: { readonly metric_name: string; readonly stat: string; readonly dimensions: object };
}

requirement(
  "SF-O1 has alarms on expressions: healthy targets of both colors, and errors of targets and load balancer",
  (stack) => {
    const queries = (name: string) => stack.resource(ALARM, `alarms_${name}_`)["metric_query"] as Query[];
    const healthy = queries("load-balancer-api-healthy-targets");
    expect(healthy).toMatchObject([
      { expression: "FILL(blue, 0) + FILL(green, 0)", return_data: true },
      { id: "blue", metric: { metric_name: "HealthyHostCount", stat: "Minimum" } },
      { id: "green", metric: { metric_name: "HealthyHostCount", stat: "Minimum" } },
    ]);
    expect(Object.keys(healthy[1]!.metric!.dimensions).sort()).toEqual(["LoadBalancer", "TargetGroup"]);
    expect(JSON.stringify(healthy)).toMatch(/arn_suffix/);
    expect(queries("load-balancer-5xx")).toMatchObject([
      { expression: "FILL(targets, 0) + FILL(balancer, 0)", return_data: true },
      { metric: { metric_name: "HTTPCode_Target_5XX_Count", stat: "Sum" } },
      { metric: { metric_name: "HTTPCode_ELB_5XX_Count", stat: "Sum" } },
    ]);
    expect(stack.resource(ALARM, "alarms_load-balancer-5xx_")).toMatchObject({ threshold: 10, evaluation_periods: 1 });
  },
  [
    {
      type: ALARM,
      name: "alarms_load-balancer-api-healthy-targets_",
      path: "metric_query.0.expression",
      value: "FILL(blue, 0)",
    },
    { type: ALARM, name: "alarms_load-balancer-5xx_", path: "metric_query.1.metric.stat", value: "Average" },
    { type: ALARM, name: "alarms_load-balancer-5xx_", path: "threshold", value: 100 },
  ],
);

requirement(
  "SF-O1 retains the logs of both services for a year, and has a dashboard",
  (stack) => {
    for (const service of ["api", "worker"]) {
      expect(stack.resource("aws_cloudwatch_log_group", `${service}_task_log-group`)).toMatchObject({
        name: `/ecs/shopflow-${service}`,
        retention_in_days: 365,
        kms_key_id: expect.stringContaining("aws_kms_key.logs-key"),
      });
    }
    const body = String(stack.resource("aws_cloudwatch_dashboard")["dashboard_body"]);
    for (const title of ["Requests", "API", "Worker", "PostgreSQL", "Redis"]) expect(body).toContain(`# ${title}`);
  },
  [
    { type: "aws_cloudwatch_log_group", name: "api_task_log-group", path: "retention_in_days", value: 7 },
    { type: "aws_cloudwatch_log_group", name: "worker_task_log-group", path: "name", value: "/ecs/other" },
    { type: "aws_cloudwatch_dashboard", path: "dashboard_body", value: "{}" },
  ],
);

requirement(
  "SF-O1 has a collector beside each task that sends traces to X-Ray",
  (stack) => {
    for (const service of ["api", "worker"] as const) {
      const [application, collector, ...others] = containersOf(stack, service);
      expect(others).toEqual([]);
      expect(application!.essential).toBe(true);
      expect(collector).toMatchObject({
        name: "tracing",
        image: expect.stringMatching(/\/shopflow-collector@sha256:[0-9a-f]{64}$/),
        essential: false,
        command: ["--config=/etc/ecs/ecs-default-config.yaml"],
        memory: 128,
      });
      const granted = JSON.stringify(stack.statements(`${service}_task_task-role_permissions`));
      expect(granted).toContain("xray:PutTraceSegments");
      expect(granted).toContain("xray:GetSamplingRules");
    }
  },
  ["api", "worker"].flatMap((service) => [
    {
      type: "aws_ecs_task_definition",
      name: `${service}_task`,
      path: "container_definitions.1.image",
      value: "amazon/aws-otel-collector:latest",
    },
    {
      type: "aws_ecs_task_definition",
      name: `${service}_task`,
      path: "container_definitions.1.essential",
      value: true,
    },
  ]),
);

/** Path of a variable's value in the task definition. */
function variablePath(service: "api" | "worker", name: string): string {
  const variables = containersOf(exampleFixture("shopflow", "prod"), service)[0]!.environment;
  return `container_definitions.0.environment.${variables.findIndex((variable) => variable.name === name)}.value`;
}

const PERMISSIONS = ["PutTraceSegments", "PutTelemetryRecords", "GetSamplingRules", "GetSamplingTargets"];

requirement(
  "SF-O1 has an application that sends traces to the collector of its task, which may send them to X-Ray",
  (stack) => {
    for (const [service, command] of [
      ["api", "serve"],
      ["worker", "work"],
    ] as const) {
      const [application, collector] = containersOf(stack, service);
      const variables = Object.fromEntries(application!.environment.map(({ name, value }) => [name, value]));
      // The configuration in the collector's image listens on 4318 for OTLP over HTTP.
      expect(collector!.command).toEqual(["--config=/etc/ecs/ecs-default-config.yaml"]);
      expect(readEnvironment(variables, requiredParameters(command, variables)).tracing).toEqual({
        endpoint: "http://127.0.0.1:4318",
        sampledShare: 0.05,
      });
      expect(variables).toMatchObject({
        OTEL_SERVICE_NAME: `shopflow-${service}`,
        OTEL_RESOURCE_ATTRIBUTES:
          "cloud.provider=aws,cloud.platform=aws_ecs,aws.ecs.launchtype=fargate,deployment.environment.name=prod",
        OTEL_TRACES_SAMPLER: "parentbased_traceidratio",
      });
      expect(application!.dependsOn).toEqual([{ containerName: collector!.name, condition: "START" }]);
      const statements = stack.statements(`${service}_task_task-role_permissions`);
      const tracing = statements.find(({ actions }) => (actions as string[]).includes("xray:PutTraceSegments"))!;
      expect(tracing["resources"]).toEqual(["*"]);
      for (const action of PERMISSIONS) expect(tracing["actions"]).toContain(`xray:${action}`);
    }
  },
  (["api", "worker"] as const).flatMap((service) => [
    { type: "aws_iam_policy_document", name: `${service}_task_task-role_permissions`, path: "statement", value: [] },
    ...[
      ...[
        ["OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4317"],
        ["OTEL_TRACES_SAMPLER_ARG", "1"],
        ["OTEL_SERVICE_NAME", "other"],
        ["OTEL_RESOURCE_ATTRIBUTES", ""],
      ].map(([name, value]) => ({ path: variablePath(service, name!), value })),
      { path: "container_definitions.0.dependsOn", value: [] },
      { path: "container_definitions.1.name", value: "other" },
      { path: "container_definitions.1.command", value: ["--config=/etc/other.yaml"] },
    ].map((mutation) => ({ type: "aws_ecs_task_definition", name: `${service}_task`, ...mutation })),
  ]),
);

requirement(
  "SF-F1 notifies at the document's total of 1,441 US dollars and at the budget of production",
  (stack) => {
    const budget = stack.resource("aws_budgets_budget");
    expect(budget).toMatchObject({
      budget_type: "COST",
      time_unit: "MONTHLY",
      limit_amount: "2700",
      limit_unit: "USD",
      cost_filter: [{ name: "TagKeyValue", values: ["user:Environment$prod"] }],
    });
    const notifications = budget["notification"] as Record<string, unknown>[];
    const actual = notifications.filter(({ notification_type: type }) => type === "ACTUAL");
    expect(actual.map(({ threshold }) => threshold)).toEqual([1_441, 2_100, 2_700]);
    for (const notification of notifications) {
      expect(notification["subscriber_sns_topic_arns"]).toEqual([expect.stringContaining("alarm-topic")]);
    }
  },
  [
    { type: "aws_budgets_budget", path: "limit_amount", value: "3000" },
    { type: "aws_budgets_budget", path: "cost_filter", value: [] },
    ...[0, 1, 2].map((position) => ({
      type: "aws_budgets_budget",
      path: `notification.${position}.threshold`,
      value: 75,
    })),
    { type: "aws_budgets_budget", path: "notification.0.subscriber_sns_topic_arns", value: [] },
  ],
);
