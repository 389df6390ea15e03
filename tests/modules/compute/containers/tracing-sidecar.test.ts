import {
  OTLP_HTTP_ENDPOINT,
  TRACING_SIDECAR_DEFAULTS,
  type FargateServiceProps,
  type TracingSidecar,
} from "../../../../modules/compute/containers";
import { synthesizeStack, type TestStack } from "../../../../testing";
import { createService } from "./services";

const image = `111122223333.dkr.ecr.us-east-1.amazonaws.com/collector@sha256:${"1".repeat(64)}`;
const synthesizeTracing = (differences: Partial<TracingSidecar> = {}, props: Partial<FargateServiceProps> = {}) =>
  synthesizeStack((stack) => createService(stack, { ...props, tracing: { collector: "adot", image, ...differences } }));
const containersOf = (stack: TestStack): readonly Record<string, unknown>[] => {
  const { container_definitions: json } = stack.resource("aws_ecs_task_definition") as Record<string, string>;
  return JSON.parse(json!) as Record<string, unknown>[];
};

describe("the tracing sidecar of a task", () => {
  test("runs ADOT beside the application, which continues without it", () => {
    const [app, tracing, ...others] = containersOf(synthesizeTracing());
    expect(others).toEqual([]);
    expect(app).toMatchObject({ name: "app", essential: true });
    expect(tracing).toEqual({
      name: "tracing",
      image,
      essential: false,
      command: ["--config=/etc/ecs/ecs-default-config.yaml"],
      user: "1000",
      memory: 128,
      readonlyRootFilesystem: true,
      logConfiguration: {
        logDriver: "awslogs",
        options: expect.objectContaining({ "awslogs-stream-prefix": "tracing", mode: "non-blocking" }),
      },
    });
    expect(TRACING_SIDECAR_DEFAULTS).toEqual({ memoryMib: 128, user: "1000" });
  });

  test("starts before the application and stops after it, which sends its last traces when it stops", () => {
    const [app, tracing] = containersOf(synthesizeTracing());
    expect(app!["dependsOn"]).toEqual([{ containerName: tracing!["name"], condition: "START" }]);
    expect(tracing).not.toHaveProperty("dependsOn");
  });

  test("receives OTLP over HTTP on the port of ADOT's configuration", () => {
    expect(OTLP_HTTP_ENDPOINT).toBe("http://127.0.0.1:4318");
  });

  test("runs the X-Ray daemon with the command of its image", () => {
    const stack = synthesizeTracing({ collector: "xray-daemon", memoryMib: 256, user: "xray" });
    expect(containersOf(stack)[1]).not.toHaveProperty("command");
    expect(containersOf(stack)[1]).toMatchObject({ memory: 256, user: "xray" });
  });

  test("lets the task role send traces, and the execution role pull both images", () => {
    const stack = synthesizeTracing();
    expect(stack.statements("service_task_task-role_permissions")).toEqual([
      {
        sid: "SendTraces",
        effect: "Allow",
        actions: [
          "xray:GetSamplingRules",
          "xray:GetSamplingStatisticSummaries",
          "xray:GetSamplingTargets",
          "xray:PutTelemetryRecords",
          "xray:PutTraceSegments",
        ],
        resources: ["*"],
      },
    ]);
    expect(stack.statements("service_task_execution-role_permissions")[1]).toMatchObject({
      resources: [
        "arn:aws:ecr:us-east-1:111122223333:repository/shop",
        "arn:aws:ecr:us-east-1:111122223333:repository/collector",
      ],
    });
  });

  test("is absent unless a task has one", () => {
    const stack = synthesizeStack((scope) => createService(scope));
    expect(containersOf(stack).map(({ name }) => name)).toEqual(["app"]);
    expect(containersOf(stack)[0]).not.toHaveProperty("dependsOn");
    expect(JSON.stringify(stack.config)).not.toContain("xray:");
  });

  test.each<[string, Partial<TracingSidecar>, RegExp]>([
    ["another collector", { collector: "jaeger" as "adot" }, /tracing.collector: got "jaeger"; allowed: adot, xray-d/],
    ["an image of public ECR", { image: "public.ecr.aws/xray/aws-xray-daemon:3" }, /tracing.image: .*sha256:<digest>/],
    ["the user root", { user: "root" }, /tracing.user: got "root"/],
    ["more than half of the memory", { memoryMib: 513 }, /tracing.memoryMib: got 513; allowed: .*64 to 512/],
  ])("refuses %s", (_, differences, message) => {
    expect(() => synthesizeTracing(differences)).toThrow(message);
  });

  test("has at most 4 GiB of a large task", () => {
    const size = { cpu: 4096, memoryMib: 16_384 } as const;
    expect(() => synthesizeTracing({ memoryMib: 4_097 }, { size })).toThrow(/tracing.memoryMib: .*64 to 4096/);
    expect(() => synthesizeTracing({ memoryMib: 4_096 }, { size })).not.toThrow();
  });

  test("has no limit of the task while its size is unknown until plan", () => {
    const size = { cpu: 512, memoryMib: "${var.memory}" } as unknown as FargateServiceProps["size"];
    expect(() => synthesizeTracing({ memoryMib: 600 }, { size })).not.toThrow(/tracing/);
  });
});
