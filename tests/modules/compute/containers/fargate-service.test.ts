import { Construct } from "constructs";
import { TerraformVariable } from "cdktf";
import {
  CONTAINER_DEFAULTS,
  EcsCluster,
  FARGATE_SERVICE_DEFAULTS,
  FARGATE_TASK_DEFAULTS,
  HEALTH_CHECK_DEFAULTS,
  ROLLING_DEFAULTS,
  type ContainerSettings,
  type FargateServiceProps,
} from "../../../../modules/compute/containers";
import { SecurityGroup, type AwsStack } from "../../../../modules/core";
import { GeneratedSecret } from "../../../../modules/security";
import { synthesizeStack, type TestStack } from "../../../../testing";
import { blueGreenTarget, container, createService, logKey, target } from "./services";

const synthesizeService = (differences: Partial<FargateServiceProps> = {}) =>
  synthesizeStack((stack) => createService(stack, differences));
const withContainer = (differences: Partial<ContainerSettings>) =>
  synthesizeService({ container: { ...container, ...differences } });
const containerOf = (stack: TestStack): Record<string, unknown> => {
  const { container_definitions: json } = stack.resource("aws_ecs_task_definition") as Record<string, string>;
  return (JSON.parse(json!) as Record<string, unknown>[])[0]!;
};

describe("the task of a FargateService", () => {
  test("runs one container without root, with a read-only root file system and logs that never block", () => {
    expect(containerOf(synthesizeService())).toEqual({
      name: "app",
      image: container.image,
      essential: true,
      user: "1000",
      portMappings: [],
      environment: [],
      secrets: [],
      readonlyRootFilesystem: true,
      mountPoints: [{ sourceVolume: "tmp", containerPath: "/tmp" }],
      linuxParameters: { initProcessEnabled: true },
      stopTimeout: 30,
      logConfiguration: {
        logDriver: "awslogs",
        options: {
          "awslogs-group": expect.stringContaining("aws_cloudwatch_log_group.service_task_log-group_"),
          "awslogs-region": "us-east-1",
          "awslogs-stream-prefix": "app",
          mode: "non-blocking",
          "max-buffer-size": "4m",
        },
      },
    });
  });

  test("has these settings of Fargate", () => {
    expect(synthesizeService().resource("aws_ecs_task_definition")).toMatchObject({
      family: "shop-api",
      requires_compatibilities: ["FARGATE"],
      network_mode: "awsvpc",
      cpu: "512",
      memory: "1024",
      runtime_platform: { cpu_architecture: "ARM64", operating_system_family: "LINUX" },
      volume: [{ name: "tmp" }],
    });
  });

  test("writes every setting of a container, with variables in order", () => {
    const stack = withContainer({
      port: 3000,
      command: ["node", "main.js"],
      environment: { STAGE: "prod", LEVEL: "info" },
      user: "node:node",
      rootFileSystem: "writable",
      writablePaths: ["/tmp", "/var/cache"],
      stopTimeoutSeconds: 60,
      healthCheck: { command: ["node", "health.js"], intervalSeconds: 15 },
    });
    expect(containerOf(stack)).toMatchObject({
      command: ["node", "main.js"],
      portMappings: [{ containerPort: 3000, hostPort: 3000, protocol: "tcp" }],
      environment: [
        { name: "LEVEL", value: "info" },
        { name: "STAGE", value: "prod" },
      ],
      user: "node:node",
      readonlyRootFilesystem: false,
      mountPoints: [{ sourceVolume: "tmp" }, { sourceVolume: "var-cache", containerPath: "/var/cache" }],
      stopTimeout: 60,
      healthCheck: { command: ["CMD", "node", "health.js"], interval: 15, timeout: 5, retries: 3, startPeriod: 0 },
    });
  });

  test("has two roles that ECS assumes for tasks of the account and region only", () => {
    const stack = synthesizeService();
    for (const role of ["execution-role", "task-role"]) {
      expect(stack.statements(`service_task_${role}_trust`)).toEqual([
        expect.objectContaining({
          principals: [{ type: "Service", identifiers: ["ecs-tasks.amazonaws.com"] }],
          condition: [
            { test: "StringEquals", variable: "aws:SourceAccount", values: ["111122223333"] },
            { test: "ArnLike", variable: "aws:SourceArn", values: ["arn:aws:ecs:us-east-1:111122223333:*"] },
          ],
        }),
      ]);
    }
    const statements = stack.statements("service_task_execution-role_permissions");
    expect(statements.map(({ sid }) => sid)).toEqual(["SignInToImageRegistry", "PullImages", "WriteLogs"]);
    expect(statements[1]).toMatchObject({ resources: ["arn:aws:ecr:us-east-1:111122223333:repository/shop"] });
  });

  test("may pull from every repository of the region while the image is unknown", () => {
    const stack = synthesizeStack((scope) => {
      const image = new TerraformVariable(scope, "image", { type: "string" }).stringValue;
      createService(scope, { container: { image } });
    });
    expect(stack.statements("service_task_execution-role_permissions")[1]).toMatchObject({
      resources: ["arn:aws:ecr:us-east-1:111122223333:repository/*"],
    });
  });

  test("reads secrets, or keys of them, by the execution role, and grants go to the task role", () => {
    const stack = synthesizeStack((scope) => {
      const secret = new GeneratedSecret(scope, "session", { name: "session", description: "Sessions", key: logKey });
      const service = createService(scope);
      service.readSecret("SESSION_KEY", secret);
      service.readSecret("DATABASE_USER", secret, "username");
      service.addStatement({ sid: "Read", actions: ["s3:GetObject"], resources: ["arn:aws:s3:::a/*"] });
    });
    expect(containerOf(stack)["secrets"]).toEqual([
      { name: "DATABASE_USER", valueFrom: expect.stringMatching(/\.arn\}:username::$/) },
      { name: "SESSION_KEY", valueFrom: expect.stringMatching(/\.arn\}$/) },
    ]);
    const granted = stack.statements("service_task_execution-role_permissions").map(({ actions }) => actions);
    expect(granted.flat()).toContain("secretsmanager:GetSecretValue");
    expect(stack.statements("service_task_task-role_permissions")).toEqual([expect.objectContaining({ sid: "Read" })]);
  });
});

describe("FargateService", () => {
  test("rolls back by a circuit breaker and has no public address", () => {
    const stack = synthesizeService();
    expect(stack.resource("aws_ecs_service")).toMatchObject({
      name: "shop-api",
      launch_type: "FARGATE",
      platform_version: "LATEST",
      desired_count: 2,
      deployment_controller: { type: "ECS" },
      deployment_circuit_breaker: { enable: true, rollback: true },
      deployment_minimum_healthy_percent: 100,
      deployment_maximum_percent: 200,
      availability_zone_rebalancing: "ENABLED",
      wait_for_steady_state: true,
      enable_execute_command: false,
      propagate_tags: "SERVICE",
      enable_ecs_managed_tags: true,
      network_configuration: { subnets: ["subnet-0a", "subnet-0b"], assign_public_ip: false },
      depends_on: expect.arrayContaining([expect.stringContaining("aws_ecs_cluster_capacity_providers.")]),
    });
    for (const absent of ["lifecycle", "load_balancer", "health_check_grace_period_seconds", "alarms"]) {
      expect(stack.resource("aws_ecs_service")).not.toHaveProperty(absent);
    }
    expect(stack.resource("aws_ecs_task_definition")).not.toHaveProperty("skip_destroy");
  });

  test("registers its tasks in a target group, whose load balancer reaches their port", () => {
    const stack = synthesizeStack((scope) => {
      const deployment = { controller: "rolling", target: target(scope), alarmNames: ["shop-5xx"] } as const;
      createService(scope, { container: { ...container, port: 3000 }, deployment });
    });
    expect(stack.resource("aws_ecs_service")).toMatchObject({
      load_balancer: [{ target_group_arn: target.arn, container_name: "app", container_port: 3000 }],
      health_check_grace_period_seconds: 60,
      alarms: { alarm_names: ["shop-5xx"], enable: true, rollback: true },
    });
    expect(stack.resource("aws_vpc_security_group_ingress_rule")).toMatchObject({
      referenced_security_group_id: "sg-0b",
      from_port: 3000,
      to_port: 3000,
    });
  });

  test("leaves to CodeDeploy what UpdateService refuses, and retains old revisions", () => {
    const stack = synthesizeStack((scope) => {
      const deployment = { controller: "code-deploy", target: blueGreenTarget(scope) } as const;
      createService(scope, { container: { ...container, port: 3000 }, deployment, healthCheckGraceSeconds: 30 });
    });
    const service = stack.resource("aws_ecs_service");
    expect(service).toMatchObject({
      deployment_controller: { type: "CODE_DEPLOY" },
      load_balancer: [{ target_group_arn: target.arn, container_port: 3000 }],
      health_check_grace_period_seconds: 30,
      availability_zone_rebalancing: "DISABLED",
      wait_for_steady_state: false,
      lifecycle: {
        ignore_changes: [
          "task_definition",
          "load_balancer",
          "desired_count",
          "network_configuration",
          "platform_version",
        ],
      },
    });
    expect(service).not.toHaveProperty("deployment_circuit_breaker");
    expect(stack.resource("aws_ecs_task_definition")).toMatchObject({ skip_destroy: true });
  });

  test("leaves later task definitions to a pipeline, and retains old revisions", () => {
    const stack = synthesizeService({ deployment: { controller: "rolling", deployedBy: "pipeline" } });
    expect(stack.resource("aws_ecs_service")).toMatchObject({
      deployment_circuit_breaker: { enable: true, rollback: true },
      lifecycle: { ignore_changes: ["task_definition"] },
    });
    expect(stack.resource("aws_ecs_task_definition")).toMatchObject({ skip_destroy: true });
    const byTerraform = synthesizeService({ deployment: { controller: "rolling", deployedBy: "terraform" } });
    expect(byTerraform.config).toEqual(synthesizeService().config);
  });

  test("counts failed deployments of ECS by a rule", () => {
    const rule = synthesizeService().resource("aws_cloudwatch_event_rule");
    expect(rule["name"]).toBe("shop-api-failed");
    expect(JSON.parse(String(rule["event_pattern"]))).toEqual({
      source: ["aws.ecs"],
      "detail-type": ["ECS Deployment State Change"],
      resources: [expect.stringMatching(/^arn:aws:ecs:us-east-1:111122223333:service\/\$\{.*\}\/shop-api$/)],
      detail: { eventName: ["SERVICE_DEPLOYMENT_FAILED"] },
    });
    const byCodeDeploy = synthesizeStack((scope) => {
      const deployment = { controller: "code-deploy", target: blueGreenTarget(scope) } as const;
      createService(scope, { container: { ...container, port: 3000 }, deployment });
    });
    expect(byCodeDeploy.resources("aws_cloudwatch_event_rule")).toEqual({});
  });

  test("allows ECS Exec with a writable root file system", () => {
    const stack = synthesizeService({ exec: "enabled", container: { ...container, rootFileSystem: "writable" } });
    expect(stack.resource("aws_ecs_service")).toMatchObject({ enable_execute_command: true });
    expect(stack.statements("service_task_task-role_permissions")).toHaveLength(3);
  });

  test("opens ports to peers, and starts after other constructs but not after its own followers", () => {
    const stack = synthesizeStack((scope) => {
      const group = { name: "job", description: "Job", vpcId: "vpc-0a1b", peerName: "job" };
      const job = new SecurityGroup(scope, "job", group);
      const service = createService(scope);
      service.allowFrom(job, 8080);
      service.startAfter(job);
      const follower = Object.assign(new Construct(scope, "follower"), { precedents: [service] });
      expect(() => service.startAfter(follower)).toThrow(
        /service: startAfter: got "test\/follower"; allowed: constructs that do not wait for this service/,
      );
    });
    expect(stack.resource("aws_vpc_security_group_ingress_rule")).toMatchObject({ from_port: 8080 });
    expect(stack.resource("aws_ecs_service")).toMatchObject({
      depends_on: expect.arrayContaining([expect.stringMatching(/^aws_security_group\.job_/)]),
    });
  });

  test("runs in a cluster that exists already", () => {
    const stack = synthesizeStack((scope) => {
      createService(scope, { cluster: EcsCluster.fromName(scope, "legacy", "legacy") });
    });
    expect(stack.resource("aws_ecs_service")).toMatchObject({
      cluster: "arn:aws:ecs:us-east-1:111122223333:cluster/legacy",
    });
  });

  test("signals load, missing tasks and failed deployments, and has graphs", () => {
    synthesizeStack((scope: AwsStack<"us-east-1">) => {
      const { signals, graphs } = createService(scope);
      expect(signals).toMatchObject([
        { id: "service-cpu", metricName: "CPUUtilization", threshold: 80, missingData: "notBreaching" },
        { id: "service-memory", metricName: "MemoryUtilization", threshold: 85, missingData: "notBreaching" },
        { id: "service-tasks", namespace: "ECS/ContainerInsights", threshold: 1, missingData: "breaching" },
        {
          id: "service-failed-deployments",
          namespace: "AWS/Events",
          metricName: "MatchedEvents",
          dimensions: { RuleName: "shop-api-failed" },
          threshold: 1,
          missingData: "notBreaching",
        },
      ]);
      expect(signals[0]!.dimensions).toMatchObject({ ServiceName: "shop-api" });
      expect(graphs.map(({ title }) => title)).toEqual(["Service load (%)", "Service tasks"]);
    });
  });

  test("has these defaults", () => {
    expect(FARGATE_SERVICE_DEFAULTS).toEqual({ desiredTasks: 2, exec: "disabled" });
    expect(FARGATE_TASK_DEFAULTS).toEqual({ architecture: "ARM64", logRetentionDays: 90 });
    expect(ROLLING_DEFAULTS).toEqual({ deployedBy: "terraform", minimumHealthyPercent: 100, maximumPercent: 200 });
    expect(HEALTH_CHECK_DEFAULTS).toMatchObject({ intervalSeconds: 30, timeoutSeconds: 5, retries: 3 });
    expect(CONTAINER_DEFAULTS).toMatchObject({ rootFileSystem: "read-only", user: "1000" });
  });
});
