import { TerraformVariable } from "cdktf";
import {
  SCALING_STEPS_DEFAULTS,
  SERVICE_SCALING_DEFAULTS,
  ServiceScaling,
  type ServiceScalingProps,
} from "../../../../modules/compute/containers";
import type { AwsStack } from "../../../../modules/core";
import { synthesizeStack } from "../../../../testing";
import { blueGreenTarget, container, createService } from "./services";

type Differences = Partial<ServiceScalingProps>;

const loadBalancer = { loadBalancerArnSuffix: "app/shop/1" };
const requests = { perTarget: 500, targetGroup: { ...loadBalancer, targetGroupArnSuffix: "targetgroup/shop/2" } };
const queue = { queueName: "orders" };

const createScaling = (stack: AwsStack, differences: Differences = {}) =>
  new ServiceScaling(stack, "scaling", {
    name: "shop-api",
    service: differences.service ?? createService(stack),
    minTasks: 2,
    maxTasks: 10,
    ...differences,
  });
const synthesizeScaling = (differences: Differences) => synthesizeStack((stack) => createScaling(stack, differences));
const deployedByCodeDeploy = (stack: AwsStack) =>
  createService(stack, {
    container: { ...container, port: 3000 },
    deployment: { controller: "code-deploy", target: blueGreenTarget(stack) },
  });

describe("ServiceScaling", () => {
  test("scales the tasks of a service, whose number Terraform ignores from then on", () => {
    const stack = synthesizeScaling({ track: { cpuPercent: 70 } });
    expect(stack.resource("aws_appautoscaling_target")).toMatchObject({
      resource_id: expect.stringMatching(/^service\/\$\{aws_ecs_cluster\..*\.name\}\/\$\{aws_ecs_service\..*\.name\}$/),
      scalable_dimension: "ecs:service:DesiredCount",
      service_namespace: "ecs",
      min_capacity: 2,
      max_capacity: 10,
    });
    expect(stack.resource("aws_ecs_service")).toMatchObject({ lifecycle: { ignore_changes: ["desired_count"] } });
  });

  test("tracks each metric by a policy of its own", () => {
    const stack = synthesizeScaling({ track: { cpuPercent: 70, memoryPercent: 80, requests }, cooldownSeconds: 60 });
    const tracking = (predefined_metric_type: string, target_value: number, more = {}) =>
      expect.objectContaining({
        policy_type: "TargetTrackingScaling",
        target_tracking_scaling_policy_configuration: {
          predefined_metric_specification: { predefined_metric_type, ...more },
          target_value,
          scale_in_cooldown: 60,
          scale_out_cooldown: 60,
        },
      });
    const label = { resource_label: "app/shop/1/targetgroup/shop/2" };
    expect(Object.values(stack.resources("aws_appautoscaling_policy"))).toEqual([
      tracking("ECSServiceAverageCPUUtilization", 70),
      tracking("ECSServiceAverageMemoryUtilization", 80),
      tracking("ALBRequestCountPerTarget", 500, label),
    ]);
  });

  test("tracks the messages that wait for each task, also when none runs", () => {
    const stack = synthesizeScaling({ backlog: { queue, messagesPerTask: 100 } });
    const { target_tracking_scaling_policy_configuration: configuration } = stack.resource(
      "aws_appautoscaling_policy",
    ) as Record<string, unknown>;
    expect(configuration).toMatchObject({
      target_value: 100,
      customized_metric_specification: {
        metrics: [
          { id: "messages", return_data: false },
          { id: "tasks", return_data: false },
          { id: "backlog", expression: "messages / IF(tasks > 0, tasks, 1)", return_data: true },
        ],
      },
    });
  });

  test("adds tasks when one metric is high, and removes tasks when every metric is low", () => {
    const stack = synthesizeScaling({
      steps: {
        cpuPercent: { high: 70, low: 30 },
        memoryPercent: { high: 80, low: 40 },
        requestsPerTask: { high: 1000, low: 300, loadBalancer },
      },
    });
    const policies = Object.values(stack.resources("aws_appautoscaling_policy"));
    expect(policies.map((policy) => policy["step_scaling_policy_configuration"])).toMatchObject([
      { step_adjustment: [{ metric_interval_upper_bound: "0", scaling_adjustment: -1 }] },
      { step_adjustment: [{ metric_interval_lower_bound: "0", scaling_adjustment: 2 }], cooldown: 300 },
    ]);
    const alarms = Object.values(stack.resources("aws_cloudwatch_metric_alarm"));
    expect(alarms.map((alarm) => [alarm["alarm_name"], alarm["threshold"], alarm["evaluation_periods"]])).toEqual([
      ["shop-api-high-cpu", 70, 2],
      ["shop-api-high-memory", 80, 2],
      ["shop-api-high-requests", 1000, 2],
      ["shop-api-low", 1, 5],
    ]);
    expect(alarms[3]).toMatchObject({
      comparison_operator: "LessThanThreshold",
      metric_query: expect.arrayContaining([
        expect.objectContaining({ expression: "FILL(requests, 0) / IF(tasks > 0, tasks, 1)", return_data: false }),
        expect.objectContaining({
          expression: "IF(cpu >= 30, 1, 0) + IF(memory >= 40, 1, 0) + IF(perTask >= 300, 1, 0)",
          return_data: true,
        }),
      ]),
      alarm_actions: [expect.stringContaining("aws_appautoscaling_policy.scaling_scale-in_")],
    });
  });

  test("has no steps without a metric", () => {
    const stack = synthesizeScaling({ track: { cpuPercent: 70 }, steps: { addTasks: 3 } });
    expect(Object.keys(stack.resources("aws_appautoscaling_policy"))).toHaveLength(1);
    expect(stack.resources("aws_cloudwatch_metric_alarm")).toEqual({});
  });

  test("has these defaults", () => {
    expect(SERVICE_SCALING_DEFAULTS).toEqual({ cooldownSeconds: 300 });
    expect(SCALING_STEPS_DEFAULTS).toEqual({ addTasks: 2, removeTasks: 1, outMinutes: 2, inMinutes: 5 });
  });

  test("accepts limits that are unknown until plan", () => {
    const define = (stack: AwsStack) => {
      const tasks = new TerraformVariable(stack, "tasks", { type: "number" }).numberValue;
      const steps = { cpuPercent: { high: tasks, low: 30 } };
      createScaling(stack, { minTasks: tasks, maxTasks: tasks, steps });
    };
    expect(() => synthesizeStack(define)).not.toThrow();
  });

  const steps = { cpuPercent: { high: 70, low: 30 } };
  test.each<[string, Differences, RegExp]>([
    ["no metric", {}, /scaling: track: got nothing; allowed: a metric to track, steps, or the backlog/],
    ["no metric in steps", { steps: { addTasks: 1 } }, /track: got nothing/],
    ["fewer than no task", { minTasks: -1, track: { cpuPercent: 70 } }, /minTasks: got -1; allowed: .* 0 to 5000/],
    ["a maximum below the minimum", { minTasks: 2, maxTasks: 1 }, /maxTasks: got 1; allowed: a whole number from 2/],
    ["a desired number below the limits", { minTasks: 3, maxTasks: 4 }, /service.desiredTasks: got 2; allowed: 3 to 4/],
    ["a desired number above the limits", { minTasks: 1, maxTasks: 1 }, /service.desiredTasks: got 2; allowed: 1 to 1/],
    ["a share above 100", { track: { cpuPercent: 150 } }, /track.cpuPercent: got 150; allowed: a number from 1 to 100/],
    ["a share of 0", { track: { memoryPercent: 0 } }, /track.memoryPercent: got 0/],
    ["no request", { track: { requests: { ...requests, perTarget: 0 } } }, /track.requests.perTarget: got 0/],
    [
      "steps without a gap",
      { steps: { cpuPercent: { high: 70, low: 70 } } },
      /steps.cpuPercent.low: got 70; allowed: 0/,
    ],
    ["a negative threshold", { steps: { memoryPercent: { high: 70, low: -1 } } }, /steps.memoryPercent.low: got -1/],
    ["a step of nothing", { steps: { ...steps, addTasks: 0 } }, /steps.addTasks: got 0/],
    [
      "two policies on CPU",
      { track: { cpuPercent: 70 }, steps },
      /steps.cpuPercent: got 70; allowed: no metric of track/,
    ],
    ["no message", { backlog: { queue, messagesPerTask: 0 } }, /backlog.messagesPerTask: got 0/],
    ["a long cooldown", { cooldownSeconds: 3601, steps }, /cooldownSeconds: got 3601/],
    ["a name with a space", { name: "my shop", steps }, /name: got "my shop"/],
  ])("refuses %s", (_, differences, message) => {
    expect(() => synthesizeScaling(differences)).toThrow(message);
  });

  test("refuses request tracking with CodeDeploy, and accepts steps on requests", () => {
    const scaled = (differences: Differences) => () =>
      synthesizeStack((stack) => createScaling(stack, { service: deployedByCodeDeploy(stack), ...differences }));
    expect(scaled({ track: { requests } })).toThrow(
      /track.requests: got 500; allowed: nothing for a service that CodeDeploy deploys; use steps.requestsPerTask/,
    );
    expect(scaled({ steps: { requestsPerTask: { high: 1000, low: 300, loadBalancer } } })).not.toThrow();
  });
});
