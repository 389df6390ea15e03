import { exampleFixture } from "../../../tests/support/synthesized";
import { requirement } from "./requirement";
import { scalingOf, simulate, type Load, type Scaling } from "./scaling-simulation";

const ALARM = "aws_cloudwatch_metric_alarm";
const POLICY = "aws_appautoscaling_policy";

requirement(
  "SF-C2 adds two tasks above 70 % CPU, 80 % memory or 1000 requests a minute for each task, and removes one",
  (stack) => {
    const { high, low, ...limits } = scalingOf(stack);
    expect(limits).toEqual({ min: 2, max: 20, desired: 4, add: 2, remove: 1, cooldownMinutes: 5 });
    expect(
      high.map(({ expression, comparison, threshold, periods }) => [expression, comparison, threshold, periods]),
    ).toEqual([
      ["cpu", "GreaterThanThreshold", 70, 2],
      ["memory", "GreaterThanThreshold", 80, 2],
      ["perTask", "GreaterThanThreshold", 1000, 2],
    ]);
    expect(low).toEqual({
      expression: "IF(cpu >= 50, 1, 0) + IF(memory >= 60, 1, 0) + IF(perTask >= 700, 1, 0)",
      comparison: "LessThanThreshold",
      threshold: 1,
      periods: 5,
    });
    const requests = JSON.stringify(stack.resource(ALARM, "api-scaling_high-requests_")["metric_query"]);
    expect(requests).toContain("FILL(requests, 0) / IF(tasks > 0, tasks, 1)");
    expect(requests).toContain('"metric_name":"RequestCount"');
  },
  [
    { type: "aws_appautoscaling_target", name: "api-scaling", path: "min_capacity", value: 1 },
    { type: "aws_appautoscaling_target", name: "api-scaling", path: "max_capacity", value: 10 },
    { type: "aws_ecs_service", name: "api_service", path: "desired_count", value: 2 },
    ...["scale-out", "scale-in"].flatMap((name) =>
      ["cooldown", "step_adjustment.0.scaling_adjustment"].map((path) => ({
        type: POLICY,
        name: `api-scaling_${name}`,
        path: `step_scaling_policy_configuration.${path}`,
        value: 3,
      })),
    ),
    ...["high-cpu", "high-memory", "high-requests", "low"].flatMap((name) => [
      { type: ALARM, name: `api-scaling_${name}_`, path: "threshold", value: 99 },
      { type: ALARM, name: `api-scaling_${name}_`, path: "evaluation_periods", value: 9 },
      { type: ALARM, name: `api-scaling_${name}_`, path: "alarm_actions", value: ["other"] },
    ]),
  ],
);

/** The document's scaling diagram: tasks and CPU of each load. */
const DIAGRAM = { tasks: [2, 2, 3, 4, 6, 8, 10, 10], cpuPercent: [20, 40, 50, 60, 70, 75, 80, 85] };

/** CPU that a number of tasks needs for the work that the diagram's tasks do; memory and requests stay low. */
const loads: readonly Load[] = DIAGRAM.tasks.map((tasks, position) => {
  const work = tasks * DIAGRAM.cpuPercent[position]!;
  return (running) => ({ cpu: Math.min(100, work / running), memory: 40, perTask: 100 });
});

describe("the scaling diagram of the document", () => {
  const scaling = scalingOf(exampleFixture("shopflow", "prod"));
  const simulated = (differences: Partial<Scaling> = {}) => simulate({ ...scaling, ...differences }, loads);

  test("SF-C2 alarms and steps yield its tasks for loads 1 to 5; above, decision 0105 records why they add more", () => {
    expect(simulated()).toEqual([2, 2, 3, 4, 6, 10, 12, 14]);
    expect(simulated().slice(0, 5)).toEqual(DIAGRAM.tasks.slice(0, 5));
    // The diagram keeps 8 and 10 tasks above 70 % CPU, where its own policy adds two.
    expect(DIAGRAM.cpuPercent.slice(5).every((percent) => percent > 70)).toBe(true);
  });

  /** Removal below another percentage of CPU. */
  const removedBelow = (percent: number): Partial<Scaling> => ({
    low: { ...scaling.low, expression: scaling.low.expression.replace("cpu >= 50", `cpu >= ${percent}`) },
  });

  test.each<[string, Partial<Scaling>, readonly number[]]>([
    ["steps of one task", { add: 1 }, [2, 2, 3, 4, 6, 9, 12, 13]],
    ["no removal", { remove: 0 }, [4, 4, 4, 4, 6, 10, 12, 14]],
    ["a minimum of 3", { min: 3 }, [3, 3, 3, 4, 6, 10, 12, 14]],
    ["a maximum of 10", { max: 10 }, [2, 2, 3, 4, 6, 10, 10, 10]],
    ["removal below 30 %", removedBelow(30), [2, 2, 4, 4, 6, 10, 12, 14]],
    ["removal below 40 %", removedBelow(40), [2, 2, 3, 5, 7, 9, 13, 13]],
  ])("SF-C2 its tasks are others with %s", (_, differences, tasks) => {
    expect(simulated(differences)).toEqual(tasks);
  });

  test("SF-C2 memory or requests alone add tasks up to the maximum, and keep them", () => {
    const metrics = { cpu: 10, memory: 40, perTask: 100 };
    const busy = { memory: { ...metrics, memory: 85 }, requests: { ...metrics, perTask: 1_200 } };
    for (const load of Object.values(busy)) expect(simulate(scaling, [() => load, () => load])).toEqual([20, 20]);
    expect(simulate(scaling, [() => metrics])).toEqual([2]);
    const neither = { ...metrics, memory: 70 };
    expect(simulate(scaling, [() => neither])).toEqual([4]);
  });
});
