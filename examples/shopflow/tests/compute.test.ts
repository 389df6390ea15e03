import { containerOf } from "./containers";
import { requirement } from "./requirement";

const LISTENER = "aws_lb_listener";
const TASK = { type: "aws_ecs_task_definition", name: "api_task" } as const;
const API = { type: "aws_ecs_service", name: "api_service" } as const;

requirement(
  "SF-C1 accepts HTTPS from CloudFront's prefix list only, with the secret header, on a public load balancer",
  (stack) => {
    expect(stack.resource("aws_lb")).toMatchObject({ internal: false, load_balancer_type: "application" });
    const admitted = Object.entries(stack.resources("aws_vpc_security_group_ingress_rule"))
      .filter(([name]) => name.startsWith("load-balancer_"))
      .map(([, rule]) => [rule["prefix_list_id"], rule["ip_protocol"], rule["from_port"], rule["to_port"]]);
    expect(admitted).toEqual([["pl-3b927c52", "tcp", 443, 443]]);
    expect(stack.resource(LISTENER, "https-listener")).toMatchObject({
      port: 443,
      protocol: "HTTPS",
      ssl_policy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
      certificate_arn: expect.stringContaining("origin-certificate"),
      default_action: [{ type: "fixed-response", fixed_response: { status_code: "403" } }],
    });
    const secret = expect.stringContaining("aws_secretsmanager_secret_version.origin-secret") as string;
    expect(stack.resource("aws_lb_listener_rule")["condition"]).toEqual(
      expect.arrayContaining([{ http_header: { http_header_name: "x-origin-secret", values: [secret] } }]),
    );
    const origins = stack.resource("aws_cloudfront_distribution")["origin"] as { custom_header?: object[] }[];
    expect(origins[1]!.custom_header).toEqual([{ name: "x-origin-secret", value: secret }]);
  },
  [
    { type: "aws_lb", path: "internal", value: true },
    {
      type: "aws_vpc_security_group_ingress_rule",
      name: "load-balancer_https",
      path: "prefix_list_id",
      value: "pl-12345678",
    },
    { type: "aws_vpc_security_group_ingress_rule", name: "load-balancer_https", path: "to_port", value: 8443 },
    { type: LISTENER, name: "https-listener", path: "default_action.0.type", value: "forward" },
    { type: LISTENER, name: "https-listener", path: "ssl_policy", value: "ELBSecurityPolicy-2016-08" },
    { type: "aws_lb_listener_rule", path: "condition", value: [] },
    { type: "aws_cloudfront_distribution", path: "origin.1.custom_header", value: [] },
  ],
);

requirement(
  "SF-C1 runs the Fargate service shopflow-api with 512 CPU units and 1024 MiB on port 3000",
  (stack) => {
    expect(stack.resource("aws_ecs_service", "api_service")).toMatchObject({
      name: "shopflow-api",
      launch_type: "FARGATE",
      load_balancer: [{ container_name: "app", container_port: 3000 }],
    });
    expect(stack.resource("aws_ecs_task_definition", "api_task")).toMatchObject({
      family: "shopflow-api",
      network_mode: "awsvpc",
      requires_compatibilities: ["FARGATE"],
      cpu: "512",
      memory: "1024",
    });
    expect(containerOf(stack, "api")).toMatchObject({
      image: expect.stringMatching(/^123456789012\.dkr\.ecr\.us-east-1\.amazonaws\.com\/shopflow@sha256:[0-9a-f]{64}$/),
      command: ["serve"],
      portMappings: [{ containerPort: 3000, protocol: "tcp" }],
      environment: expect.arrayContaining([
        { name: "NODE_ENV", value: "production" },
        { name: "PORT", value: "3000" },
      ]),
    });
    for (const color of ["blue", "green"]) {
      expect(stack.resource("aws_lb_target_group", `api_${color}`)).toMatchObject({
        port: 3000,
        target_type: "ip",
        health_check: { path: "/health", matcher: "200" },
      });
    }
  },
  [
    { ...API, path: "name", value: "other" },
    { ...API, path: "launch_type", value: "EC2" },
    { ...API, path: "load_balancer.0.container_port", value: 80 },
    { ...TASK, path: "family", value: "other" },
    { ...TASK, path: "cpu", value: "256" },
    { ...TASK, path: "memory", value: "2048" },
    { ...TASK, path: "network_mode", value: "bridge" },
    { ...TASK, path: "container_definitions.0.image", value: "shopflow/api:latest" },
    { ...TASK, path: "container_definitions.0.command", value: ["work"] },
    { ...TASK, path: "container_definitions.0.portMappings.0.containerPort", value: 80 },
    { type: "aws_lb_target_group", name: "api_green", path: "port", value: 80 },
    { type: "aws_lb_target_group", name: "api_blue", path: "health_check.path", value: "/" },
  ],
);

requirement(
  "SF-C1 writes logs to /ecs/shopflow-api and reads the credentials of the database from Secrets Manager",
  (stack) => {
    expect(stack.resource("aws_cloudwatch_log_group", "api_task_log-group")["name"]).toBe("/ecs/shopflow-api");
    const { logConfiguration, environment } = containerOf(stack, "api");
    expect(logConfiguration).toMatchObject({
      logDriver: "awslogs",
      options: {
        "awslogs-group": expect.stringContaining("api_task_log-group"),
        "awslogs-region": "us-east-1",
      },
    });
    const variable = (name: string) => environment.find((one) => one.name === name)?.value;
    expect(variable("DATABASE_CREDENTIALS_ARN")).toMatch(/aws_secretsmanager_secret\.database-secret_\w+\.arn/);
    expect(variable("DATABASE_ENDPOINT")).toContain("aws_db_instance.database_instance");
    expect(
      environment.filter(({ name, value }) => /PASSWORD|DATABASE_URL/.test(name) || /:\/\/\w+:/.test(value)),
    ).toEqual([]);
    const granted = JSON.stringify(stack.statements("api_task_task-role_permissions"));
    expect(granted).toContain("secretsmanager:GetSecretValue");
    expect(granted).toMatch(/aws_secretsmanager_secret\.database-secret_/);
  },
  [
    { type: "aws_cloudwatch_log_group", name: "api_task_log-group", path: "name", value: "/ecs/other" },
    { ...TASK, path: "container_definitions.0.logConfiguration.logDriver", value: "none" },
    {
      ...TASK,
      path: "container_definitions.0.environment",
      value: [{ name: "DATABASE_URL", value: "postgres://user:password@host/shopflow" }],
    },
  ],
);

requirement(
  "SF-C3 has a queue with a dead-letter queue, from which a Fargate worker of the same image takes messages",
  (stack) => {
    expect(stack.resource("aws_sqs_queue", "queue_dead-letters")["name"]).toBe("shopflow-orders-dead-letters");
    const queue = stack.resource("aws_sqs_queue", /^queue_[0-9A-F]{8}$/);
    expect(queue["name"]).toBe("shopflow-orders");
    expect(JSON.stringify(queue["redrive_policy"])).toMatch(/maxReceiveCount\D+5/);
    expect(stack.resource("aws_ecs_service", "worker_service")).toMatchObject({
      name: "shopflow-worker",
      launch_type: "FARGATE",
      deployment_circuit_breaker: { enable: true, rollback: true },
    });
    expect(stack.resource("aws_ecs_service", "worker_service")).not.toHaveProperty("load_balancer");
    const worker = containerOf(stack, "worker");
    expect(worker).toMatchObject({ command: ["work"], stopTimeout: 120, portMappings: [] });
    expect(worker.image).toBe(containerOf(stack, "api").image);
    const actions = stack.statements("worker_task_task-role_permissions").flatMap((one) => one["actions"] as string[]);
    expect(actions).toEqual(expect.arrayContaining(["sqs:SendMessage", "sqs:ReceiveMessage", "sqs:DeleteMessage"]));
  },
  [
    { type: "aws_sqs_queue", name: "queue_dead-letters", path: "name", value: "other" },
    { type: "aws_ecs_service", name: "worker_service", path: "name", value: "other" },
    { type: "aws_ecs_service", name: "worker_service", path: "deployment_circuit_breaker.rollback", value: false },
    {
      type: "aws_ecs_task_definition",
      name: "worker_task",
      path: "container_definitions.0.command",
      value: ["serve"],
    },
    {
      type: "aws_ecs_task_definition",
      name: "worker_task",
      path: "container_definitions.0.image",
      value: "shopflow/worker:latest",
    },
  ],
);

requirement(
  "SF-C3 scales the worker from 2 to 10 tasks by the messages that wait for each",
  (stack) => {
    expect(stack.resource("aws_appautoscaling_target", "worker-scaling")).toMatchObject({
      resource_id: expect.stringMatching(/^service\/.*\/.*worker.*/),
      min_capacity: 2,
      max_capacity: 10,
    });
    const { target_tracking_scaling_policy_configuration: tracking } = stack.resource(
      "aws_appautoscaling_policy",
      "worker-scaling",
    );
    expect(tracking).toMatchObject({ target_value: 100 });
    const metrics = JSON.stringify(tracking);
    expect(metrics).toContain("ApproximateNumberOfMessagesVisible");
    expect(metrics).toContain("messages / IF(tasks > 0, tasks, 1)");
  },
  [
    { type: "aws_appautoscaling_target", name: "worker-scaling", path: "min_capacity", value: 1 },
    { type: "aws_appautoscaling_target", name: "worker-scaling", path: "max_capacity", value: 20 },
    {
      type: "aws_appautoscaling_policy",
      name: "worker-scaling",
      path: "target_tracking_scaling_policy_configuration.target_value",
      value: 1,
    },
    {
      type: "aws_appautoscaling_policy",
      name: "worker-scaling",
      path: "target_tracking_scaling_policy_configuration.customized_metric_specification",
    },
  ],
);
