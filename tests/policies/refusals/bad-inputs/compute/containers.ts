import { type BadInput, refused, rejected } from "../bad-input";

const CONTAINER = { name: "api", image: "123456789012.dkr.ecr.us-east-1.amazonaws.com/api@sha256:0", essential: true };
const PORT = { portMappings: [{ containerPort: 8080, protocol: "tcp" }] };
const LOGS = {
  logConfiguration: {
    logDriver: "awslogs",
    options: { "awslogs-group": "/api", "awslogs-region": "us-east-1", "awslogs-stream-prefix": "api" },
  },
};
const TASK = {
  family: "api",
  cpu: "512",
  memory: "1024",
  network_mode: "awsvpc",
  requires_compatibilities: ["FARGATE"],
  execution_role_arn: "arn:aws:iam::123456789012:role/execution",
};
const task = (containers: readonly object[], changes: object = {}) => ({
  aws_ecs_task_definition: { api: { ...TASK, container_definitions: JSON.stringify(containers), ...changes } },
});
const SERVICE = {
  name: "api",
  cluster: "${aws_ecs_cluster.main.id}",
  task_definition: "${aws_ecs_task_definition.api.arn}",
  desired_count: 2,
  launch_type: "FARGATE",
  network_configuration: [{ subnets: ["subnet-11111111"], security_groups: ["sg-11111111"], assign_public_ip: false }],
};
const service = (changes: object) => ({
  ...task([{ ...CONTAINER, ...PORT }]),
  aws_ecs_cluster: { main: { name: "main" } },
  aws_ecs_service: { api: { ...SERVICE, ...changes } },
});
const TARGET = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/api/1111111111111111";
const CODE_DEPLOY = { deployment_controller: [{ type: "CODE_DEPLOY" }] };

export const CONTAINERS: readonly BadInput[] = [
  refused(
    "pf-ecs-fargate-container-cpu-over-task",
    "aws_ecs_task_definition.api container_definitions",
    "The sum of all container 'cpu' values cannot be greater than the",
    task([{ ...CONTAINER, cpu: 1024 }]),
  ),
  refused(
    "pf-ecs-essential-container",
    "aws_ecs_task_definition.api container_definitions",
    "Task definition doesn't have any essential container",
    task([{ ...CONTAINER, essential: false }]),
  ),
  refused(
    "pf-ecs-fargate-privileged",
    "aws_ecs_task_definition.api container_definitions[0].privileged",
    "Fargate requires that the 'privileged' setting be 'false'",
    task([{ ...CONTAINER, privileged: true }]),
  ),
  refused(
    "pf-ecs-healthcheck-interval-range",
    "aws_ecs_task_definition.api container_definitions[0].healthCheck.interval",
    "Container 'api' sets healthCheck.interval to 1",
    task([{ ...CONTAINER, healthCheck: { command: ["CMD", "true"], interval: 1 } }]),
  ),
  refused(
    "pf-ecs-fargate-execution-role-missing-awslogs",
    "aws_ecs_task_definition.api ",
    "Fargate requires task definition to have execution role ARN to",
    task([{ ...CONTAINER, ...LOGS }], { execution_role_arn: null }),
  ),
  refused(
    "pf-ecs-secrets-without-execution-role",
    "aws_ecs_task_definition.api ",
    "When you are specifying container secrets, you must also specify a",
    task(
      [{ ...CONTAINER, secrets: [{ name: "KEY", valueFrom: "arn:aws:ssm:us-east-1:123456789012:parameter/key" }] }],
      {
        execution_role_arn: null,
      },
    ),
  ),
  refused(
    "pf-ecs-awslogs-fargate-missing-stream-prefix",
    "aws_ecs_task_definition.api container_definitions[0].logConfiguration.options",
    "Fargate requires log configuration options to include",
    task([
      {
        ...CONTAINER,
        logConfiguration: { logDriver: "awslogs", options: { "awslogs-group": "/a", "awslogs-region": "us-east-1" } },
      },
    ]),
  ),
  refused(
    "pf-ecs-awsvpc-hostname",
    "aws_ecs_task_definition.api container_definitions[0].hostname",
    "hostname is not supported on container when networkMode=awsvpc",
    task([{ ...CONTAINER, hostname: "api" }]),
  ),
  rejected(
    "pf-ecs-taskdef-family",
    "aws_ecs_task_definition.api family",
    "family 'api.v1' is rejected by the service: letters, numbers, hyphen",
    task([CONTAINER], { family: "api.v1" }),
  ),
  refused(
    "pf-ecs-ulimit-soft-over-hard",
    "aws_ecs_task_definition.api container_definitions[0].ulimits",
    "Soft limit exceeds hard limit for ulimit nofile",
    task([{ ...CONTAINER, ulimits: [{ name: "nofile", softLimit: 4096, hardLimit: 1024 }] }]),
  ),
  refused(
    "E3047",
    "aws_ecs_task_definition.api cpu",
    "cpu '512' is not compatible with memory '512' for Fargate",
    task([CONTAINER], { memory: "512" }),
  ),
  refused(
    "E3053",
    "aws_ecs_task_definition.api ",
    "hostPort 80 must equal containerPort 8080 when network_mode is awsvpc",
    task([{ ...CONTAINER, portMappings: [{ containerPort: 8080, hostPort: 80 }] }]),
  ),
  refused(
    "pf-ecs-svc-min-healthy-over-max-percent",
    "aws_ecs_service.api ",
    "Both maximumPercent and minimumHealthyPercent cannot be 100 as this",
    service({ deployment_minimum_healthy_percent: 100, deployment_maximum_percent: 100 }),
  ),
  refused(
    "pf-ecs-svc-lb-container-name-missing",
    "aws_ecs_service.api load_balancer",
    "The container web does not exist in the task definition",
    service({ load_balancer: [{ container_name: "web", container_port: 8080, target_group_arn: TARGET }] }),
  ),
  refused(
    "pf-ecs-svc-lb-container-port-missing",
    "aws_ecs_service.api load_balancer",
    "The container api did not have a container port 3000 defined",
    service({ load_balancer: [{ container_name: "api", container_port: 3000, target_group_arn: TARGET }] }),
  ),
  refused(
    "pf-ecs-service-launch-type-capacity-provider",
    "aws_ecs_service.api capacity_provider_strategy",
    "Specifying both a launch type and capacity provider strategy is not",
    service({ capacity_provider_strategy: [{ capacity_provider: "FARGATE", weight: 1 }] }),
  ),
  refused(
    "pf-ecs-svc-circuit-breaker-with-code-deploy",
    "aws_ecs_service.api deployment_circuit_breaker",
    "The service combines the CODE_DEPLOY deployment controller with a",
    service({
      ...CODE_DEPLOY,
      load_balancer: [{ container_name: "api", container_port: 8080, target_group_arn: TARGET }],
      deployment_circuit_breaker: [{ enable: true, rollback: true }],
    }),
  ),
  refused(
    "pf-ecs-service-codedeploy-lb",
    "aws_ecs_service.api deployment_controller",
    "the service requires an Application Load Balancer or Network Load",
    service(CODE_DEPLOY),
  ),
  refused(
    "pf-ecs-svc-role-with-awsvpc",
    "aws_ecs_service.api iam_role",
    "You cannot specify an IAM role for services that require a service",
    service({
      iam_role: "arn:aws:iam::123456789012:role/service",
      load_balancer: [{ container_name: "api", container_port: 8080, target_group_arn: TARGET }],
    }),
  ),
];
