import type { TestStack } from "groundplan/testing";
import { requirement } from "./requirement";

/** The only container of the task definition. */
function container(stack: TestStack): Record<string, unknown> {
  const containers = JSON.parse(String(stack.resource("aws_ecs_task_definition")["container_definitions"])) as object[];
  expect(containers).toHaveLength(1);
  return containers[0] as Record<string, unknown>;
}

requirement(
  "AW-C1 runs 2 to 10 tasks of 512 CPU units and 1024 MiB on port 8000",
  (stack) => {
    expect(stack.resource("aws_ecs_cluster")["name"]).toBe("awsomeshop-cluster");
    expect(stack.resource("aws_ecs_cluster_capacity_providers")["capacity_providers"]).toEqual(["FARGATE"]);
    expect(stack.resource("aws_ecs_service")).toMatchObject({
      name: "awsomeshop-core-service",
      launch_type: "FARGATE",
      platform_version: "LATEST",
      desired_count: 2,
      load_balancer: [{ container_name: "app", container_port: 8000 }],
    });
    expect(stack.resource("aws_appautoscaling_target")).toMatchObject({ min_capacity: 2, max_capacity: 10 });
    expect(stack.resource("aws_ecs_task_definition")).toMatchObject({
      cpu: "512",
      memory: "1024",
      network_mode: "awsvpc",
      requires_compatibilities: ["FARGATE"],
      runtime_platform: { cpu_architecture: "X86_64" },
    });
    expect(container(stack)).toMatchObject({
      image: expect.stringMatching(
        /^123456789012\.dkr\.ecr\.us-east-2\.amazonaws\.com\/awsomeshop@sha256:[0-9a-f]{64}$/,
      ),
      portMappings: [{ containerPort: 8000, hostPort: 8000 }],
      readonlyRootFilesystem: true,
      environment: expect.arrayContaining([
        { name: "AWS_REGION", value: "us-east-2" },
        { name: "LOG_LEVEL", value: "INFO" },
      ]),
    });
  },
  [
    { type: "aws_ecs_cluster", path: "name", value: "other" },
    { type: "aws_ecs_cluster_capacity_providers", path: "capacity_providers", value: ["FARGATE_SPOT"] },
    { type: "aws_ecs_service", path: "name", value: "other" },
    { type: "aws_ecs_service", path: "desired_count", value: 1 },
    { type: "aws_ecs_service", path: "load_balancer.0.container_port", value: 80 },
    { type: "aws_appautoscaling_target", path: "min_capacity", value: 1 },
    { type: "aws_appautoscaling_target", path: "max_capacity", value: 11 },
    { type: "aws_ecs_task_definition", path: "cpu", value: "256" },
    { type: "aws_ecs_task_definition", path: "memory", value: "2048" },
    { type: "aws_ecs_task_definition", path: "container_definitions.0.portMappings.0.containerPort", value: 80 },
    { type: "aws_ecs_task_definition", path: "container_definitions.0.image", value: "awsomeshop:latest" },
    { type: "aws_ecs_task_definition", path: "container_definitions.0.readonlyRootFilesystem", value: false },
  ],
);

requirement(
  "AW-C1 deploys with 50 to 200 % of the tasks and rolls back by circuit breaker",
  (stack) => {
    expect(stack.resource("aws_ecs_service")).toMatchObject({
      deployment_minimum_healthy_percent: 50,
      deployment_maximum_percent: 200,
      deployment_circuit_breaker: { enable: true, rollback: true },
      wait_for_steady_state: true,
    });
  },
  [
    { type: "aws_ecs_service", path: "deployment_minimum_healthy_percent", value: 100 },
    { type: "aws_ecs_service", path: "deployment_maximum_percent", value: 150 },
    { type: "aws_ecs_service", path: "deployment_circuit_breaker.enable", value: false },
    { type: "aws_ecs_service", path: "deployment_circuit_breaker.rollback", value: false },
  ],
);

requirement(
  "AW-C1 redirects HTTP to HTTPS and forwards to healthy tasks on port 8000",
  (stack) => {
    expect(stack.resource("aws_lb")).toMatchObject({ internal: false, load_balancer_type: "application" });
    expect(stack.resource("aws_lb_listener", "http-listener")).toMatchObject({
      port: 80,
      protocol: "HTTP",
      default_action: [{ type: "redirect", redirect: { port: "443", protocol: "HTTPS", status_code: "HTTP_301" } }],
    });
    expect(stack.resource("aws_lb_listener", "https-listener")).toMatchObject({
      port: 443,
      protocol: "HTTPS",
      certificate_arn: expect.stringContaining("aws_acm_certificate_validation.certificate"),
    });
    expect(stack.resource("aws_lb_listener_rule")["action"]).toMatchObject([{ type: "forward" }]);
    expect(stack.resource("aws_lb_target_group")).toMatchObject({
      port: 8000,
      protocol: "HTTP",
      target_type: "ip",
      health_check: { path: "/health", matcher: "200" },
    });
  },
  [
    { type: "aws_lb", path: "internal", value: true },
    { type: "aws_lb_listener", name: "http-listener" },
    { type: "aws_lb_listener", name: "http-listener", path: "default_action.0.redirect.protocol", value: "HTTP" },
    { type: "aws_lb_listener", name: "https-listener", path: "port", value: 8443 },
    { type: "aws_lb_target_group", path: "port", value: 80 },
    { type: "aws_lb_target_group", path: "health_check.path", value: "/" },
  ],
);

requirement(
  "AW-C2 tracks memory at 80 % with cooldowns of 300 s",
  (stack) => {
    expect(stack.resource("aws_appautoscaling_policy", "track-memory")).toMatchObject({
      policy_type: "TargetTrackingScaling",
      target_tracking_scaling_policy_configuration: {
        predefined_metric_specification: { predefined_metric_type: "ECSServiceAverageMemoryUtilization" },
        target_value: 80,
        scale_in_cooldown: 300,
        scale_out_cooldown: 300,
      },
    });
  },
  ["target_value", "scale_in_cooldown", "scale_out_cooldown"].map((name) => ({
    type: "aws_appautoscaling_policy",
    name: "track-memory",
    path: `target_tracking_scaling_policy_configuration.${name}`,
    value: 60,
  })),
);

requirement(
  "AW-C2 adds a task after two minutes above 70 % CPU and removes one after five below 30 %",
  (stack) => {
    const steps = (name: string) =>
      stack.resource("aws_appautoscaling_policy", name)["step_scaling_policy_configuration"];
    expect(steps("scale-out")).toMatchObject({
      adjustment_type: "ChangeInCapacity",
      cooldown: 300,
      step_adjustment: [{ metric_interval_lower_bound: "0", scaling_adjustment: 1 }],
    });
    expect(steps("scale-in")).toMatchObject({
      cooldown: 300,
      step_adjustment: [{ metric_interval_upper_bound: "0", scaling_adjustment: -1 }],
    });
    expect(stack.resource("aws_cloudwatch_metric_alarm", "scaling_high-cpu")).toMatchObject({
      comparison_operator: "GreaterThanThreshold",
      threshold: 70,
      evaluation_periods: 2,
      alarm_actions: [expect.stringContaining("scaling_scale-out")],
    });
    const low = stack.resource("aws_cloudwatch_metric_alarm", "scaling_low");
    expect(low).toMatchObject({ evaluation_periods: 5, alarm_actions: [expect.stringContaining("scaling_scale-in")] });
    expect(JSON.stringify(low["metric_query"])).toContain("IF(cpu >= 30, 1, 0)");
  },
  [
    {
      type: "aws_appautoscaling_policy",
      name: "scale-out",
      path: "step_scaling_policy_configuration.step_adjustment.0.scaling_adjustment",
      value: 2,
    },
    {
      type: "aws_appautoscaling_policy",
      name: "scale-in",
      path: "step_scaling_policy_configuration.step_adjustment.0.scaling_adjustment",
      value: -2,
    },
    {
      type: "aws_appautoscaling_policy",
      name: "scale-out",
      path: "step_scaling_policy_configuration.cooldown",
      value: 60,
    },
    { type: "aws_cloudwatch_metric_alarm", name: "high-cpu", path: "threshold", value: 75 },
    { type: "aws_cloudwatch_metric_alarm", name: "high-cpu", path: "evaluation_periods", value: 3 },
    { type: "aws_cloudwatch_metric_alarm", name: "scaling_low", path: "evaluation_periods", value: 4 },
    { type: "aws_cloudwatch_metric_alarm", name: "scaling_low", path: "metric_query", value: [] },
  ],
);

requirement(
  "AW-C2 has one policy for each metric",
  (stack) => {
    const policies = Object.values(stack.resources("aws_appautoscaling_policy"));
    const tracked = policies.flatMap((policy) => {
      const { predefined_metric_specification: metric } = (policy["target_tracking_scaling_policy_configuration"] ??
        {}) as { predefined_metric_specification?: { predefined_metric_type: string } };
      return metric ? [metric.predefined_metric_type] : [];
    });
    expect(tracked).toEqual(["ECSServiceAverageMemoryUtilization"]);
    expect(policies).toHaveLength(3);
  },
  [
    {
      type: "aws_appautoscaling_policy",
      name: "track-memory",
      path: "target_tracking_scaling_policy_configuration.predefined_metric_specification.predefined_metric_type",
      value: "ECSServiceAverageCPUUtilization",
    },
    { type: "aws_appautoscaling_policy", name: "scale-in" },
  ],
);
