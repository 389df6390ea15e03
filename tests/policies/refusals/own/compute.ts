import { own, type OwnCase } from "./own-case";

const PLAIN = { load_balancer_arn: "${aws_lb.api.arn}", port: 80, protocol: "HTTP" };
const BALANCER = { name: "api", load_balancer_type: "application", subnets: ["subnet-0a", "subnet-0b"] };
const redirect = (values: object) => ({ type: "redirect", redirect: [{ status_code: "HTTP_301", ...values }] });
const listener = (values: object) => ({
  aws_lb: { api: BALANCER },
  aws_lb_listener: { api: { ...PLAIN, default_action: [redirect(values)] } },
});
const rule = (values: object) => ({
  ...listener({ protocol: "HTTPS", port: "443" }),
  aws_lb_listener_rule: {
    old: {
      listener_arn: "${aws_lb_listener.api.arn}",
      priority: 1,
      condition: [{ path_pattern: { values: ["/old"] } }],
      action: [redirect(values)],
    },
  },
});
const GROUP = { name: "api", port: 80, protocol: "HTTP", target_type: "ip", vpc_id: "vpc-0a" };
const group = (changes: object) => ({ aws_lb_target_group: { api: { ...GROUP, ...changes } } });
const logsTo = (sse_algorithm: string, balancer: object = {}) => ({
  aws_s3_bucket: { logs: { bucket: "shop-logs" } },
  aws_s3_bucket_server_side_encryption_configuration: {
    logs: {
      bucket: "${aws_s3_bucket.logs.id}",
      rule: [{ apply_server_side_encryption_by_default: { sse_algorithm } }],
    },
  },
  aws_lb: {
    api: { ...BALANCER, ...balancer, access_logs: { bucket: "${aws_s3_bucket.logs.id}", enabled: true } },
  },
});
const CONTAINERS = [{ name: "api", image: "api", essential: true, portMappings: [{ containerPort: 80 }] }];
const service = (changes: object, target: object = {}) => ({
  ...group(target),
  aws_ecs_task_definition: {
    api: {
      family: "api",
      network_mode: "awsvpc",
      requires_compatibilities: ["FARGATE"],
      cpu: "256",
      memory: "512",
      container_definitions: JSON.stringify(CONTAINERS),
    },
  },
  aws_ecs_service: {
    api: {
      name: "api",
      task_definition: "${aws_ecs_task_definition.api.arn}",
      launch_type: "FARGATE",
      network_configuration: { subnets: ["subnet-0a"] },
      load_balancer: [
        { target_group_arn: "${aws_lb_target_group.api.arn}", container_name: "api", container_port: 80 },
      ],
      ...changes,
    },
  },
});
const DIMENSION = {
  resource_id: "service/shop/api",
  scalable_dimension: "ecs:service:DesiredCount",
  service_namespace: "ecs",
};
const target = (min_capacity: number) => ({
  aws_appautoscaling_target: { api: { ...DIMENSION, min_capacity, max_capacity: 4 } },
});
const evening = (min_capacity: number) => ({
  aws_appautoscaling_scheduled_action: {
    evening: {
      ...DIMENSION,
      name: "evening",
      schedule: "cron(0 20 * * ? *)",
      scalable_target_action: { min_capacity, max_capacity: 2 },
    },
  },
});
const policy = (values: object) => ({
  aws_appautoscaling_policy: { api: { ...DIMENSION, name: "api", ...values } },
});
const steps = (...bounds: readonly (readonly [lower: number | undefined, upper: number | undefined])[]) =>
  policy({
    policy_type: "StepScaling",
    step_scaling_policy_configuration: {
      adjustment_type: "ChangeInCapacity",
      step_adjustment: bounds.map(([lower, upper]) => ({
        metric_interval_lower_bound: lower,
        metric_interval_upper_bound: upper,
        scaling_adjustment: 1,
      })),
    },
  });
const tracking = (metric: object) =>
  policy({
    policy_type: "TargetTrackingScaling",
    target_tracking_scaling_policy_configuration: { target_value: 60, predefined_metric_specification: metric },
  });

export const OWN_COMPUTE: readonly OwnCase[] = [
  ...own(
    "elbv2-redirect-loop",
    "aws_lb_listener.api default_action[0].redirect",
    [
      "leads to the protocol, port, host and path of the request itself",
      listener({ port: "80", protocol: "HTTP" }),
      listener({ port: "443", protocol: "HTTPS" }),
    ],
    ["of the request itself", listener({ port: "80", query: "x=1" }), listener({ port: "80", path: "/new" })],
  ),
  ...own("elbv2-redirect-loop", "aws_lb_listener_rule.old action[0].redirect", [
    "of the request itself",
    rule({ port: "80" }),
    rule({ port: "80", host: "www.example.com" }),
  ]),
  ...own(
    "elbv2-matcher-order",
    "aws_lb_target_group.api health_check.matcher",
    [
      "must have ranges that ascend",
      group({ health_check: { matcher: "299-200" } }),
      group({ health_check: { matcher: "200-299" } }),
    ],
    [
      "must have ranges",
      group({ health_check: { matcher: "200,399-302" } }),
      group({ health_check: { matcher: "200,302" } }),
    ],
  ),
  ...own(
    "elbv2-slow-start-algorithm",
    "aws_lb_target_group.api slow_start",
    [
      "slow_start must not be set with weighted_random",
      group({ slow_start: 30, load_balancing_algorithm_type: "weighted_random" }),
      group({ slow_start: 30, load_balancing_algorithm_type: "round_robin" }),
    ],
    [
      "with least_outstanding_requests",
      group({ slow_start: 30, load_balancing_algorithm_type: "least_outstanding_requests" }),
      group({ slow_start: 0, load_balancing_algorithm_type: "least_outstanding_requests" }),
    ],
  ),
  ...own(
    "elbv2-access-logs-encryption",
    "aws_lb.api access_logs.bucket",
    ["is aws_s3_bucket.logs, which encrypts with a key of KMS", logsTo("aws:kms"), logsTo("AES256")],
    ["a key of KMS", logsTo("aws:kms:dsse"), logsTo("aws:kms", { load_balancer_type: "network" })],
  ),
  ...own(
    "ecs-target-type",
    "aws_ecs_service.api load_balancer.target_group_arn",
    [
      "is aws_lb_target_group.api with target_type instance",
      service({}, { target_type: "instance" }),
      service({}, { target_type: "ip" }),
    ],
    [
      "with target_type instance",
      service({ launch_type: "EC2" }, { target_type: "instance" }),
      service({ launch_type: "EC2", network_configuration: undefined }, { target_type: "instance" }),
    ],
    ["with target_type instance", service({}, { target_type: undefined }), service({}, {})],
  ),
  ...own("ecs-rebalancing-percent", "aws_ecs_service.api availability_zone_rebalancing", [
    "must not be ENABLED with a deployment_maximum_percent of 100",
    service({
      availability_zone_rebalancing: "ENABLED",
      deployment_maximum_percent: 100,
      deployment_minimum_healthy_percent: 50,
    }),
    service({ availability_zone_rebalancing: "ENABLED" }),
  ]),
  ...own("autoscaling-capacity-order", "aws_appautoscaling_target.api max_capacity", [
    "max_capacity is 4, below min_capacity 5",
    target(5),
    target(4),
  ]),
  ...own(
    "autoscaling-capacity-order",
    "aws_appautoscaling_scheduled_action.evening scalable_target_action.max_capacity",
    ["max_capacity is 2, below min_capacity 3", evening(3), evening(2)],
  ),
  ...own(
    "autoscaling-policy-configuration",
    "aws_appautoscaling_policy.api target_tracking_scaling_policy_configuration",
    [
      "must be set with TargetTrackingScaling",
      policy({ policy_type: "TargetTrackingScaling" }),
      tracking({ predefined_metric_type: "ECSServiceAverageCPUUtilization" }),
    ],
  ),
  ...own("autoscaling-policy-configuration", "aws_appautoscaling_policy.api step_scaling_policy_configuration", [
    "must be set with StepScaling",
    policy({}),
    policy({ policy_type: "PredictiveScaling" }),
  ]),
  ...own(
    "autoscaling-resource-label",
    "aws_appautoscaling_policy.api target_tracking_scaling_policy_configuration.predefined_metric_specification.resource_label",
    [
      "resource_label must be set with ALBRequestCountPerTarget",
      tracking({ predefined_metric_type: "ALBRequestCountPerTarget" }),
      tracking({
        predefined_metric_type: "ALBRequestCountPerTarget",
        resource_label: "app/api/1/targetgroup/api/${aws_lb_target_group.api.arn_suffix}",
      }),
    ],
  ),
  ...own(
    "autoscaling-steps",
    "aws_appautoscaling_policy.api step_scaling_policy_configuration.step_adjustment",
    ["has no step from 10 to 20", steps([20, undefined], [0, 10]), steps([10, undefined], [0, 10])],
    ["has steps that overlap at 20", steps([0, 30], [20, undefined]), steps([undefined, 20], [20, undefined])],
  ),
];
