import { runInNewContext } from "node:vm";
import type { Metric } from "../../../modules/core";
import { Alarms, CompositeAlarm, objectiveSignals, type ServiceObjective } from "../../../modules/observability";
import { synthesizeStack } from "../../../testing";

const metric = (metricName: string): Metric => ({
  namespace: "AWS/ApiGateway",
  metricName,
  dimensions: { ApiName: "shop" },
  statistic: "Sum",
  label: metricName,
});
const objective: ServiceObjective = {
  id: "api",
  promise: "Requests succeed",
  bad: metric("5XXError"),
  total: metric("Count"),
  targetPercent: 99.95,
};

describe("objectiveSignals", () => {
  test("compare the failed share with 14.4 and 6 times the budget, each in a long and a short window", () => {
    const { signals } = objectiveSignals(objective);
    expect(signals.map(({ id, threshold, periodSeconds }) => [id, threshold, periodSeconds])).toEqual([
      ["api-fast-hour", 0.72, 3600],
      ["api-fast-5-minutes", 0.72, 300],
      ["api-slow-6-hours", 0.3, 21_600],
      ["api-slow-30-minutes", 0.3, 1800],
    ]);
    expect(signals[0]).toMatchObject({
      expression: "100 * FILL(bad, 0) / total",
      metrics: { bad: { metricName: "5XXError" }, total: { metricName: "Count" } },
      comparison: "above",
      missingData: "notBreaching",
    });
  });

  test("become alarms of CloudWatch and one composite alarm for each rate", () => {
    const topicArn = "arn:aws:sns:us-east-1:111122223333:critical";
    const stack = synthesizeStack((scope) => {
      const { signals, burns } = objectiveSignals(objective);
      const alarms = new Alarms(scope, "alarms", { name: "shop", topicArn, signals });
      const { promise: why } = objective;
      Object.entries(burns).forEach(
        ([speed, allOf]) => new CompositeAlarm(scope, speed, { name: speed, why, alarms: [alarms], allOf, topicArn }),
      );
    });
    expect(stack.resource("aws_cloudwatch_composite_alarm", /^slow/)["alarm_rule"]).toMatch(
      /^ALARM\(".*slow-6-hours.*"\) AND ALARM\(".*slow-30-minutes.*"\)$/,
    );
    expect(Object.keys(stack.resources("aws_cloudwatch_metric_alarm"))).toHaveLength(4);
  });

  test("draw all and failed events, and the rest of the budget of four weeks", () => {
    expect(objectiveSignals(objective).graphs).toEqual([
      { title: "Requests succeed (99.95 %)", metrics: [objective.total, objective.bad] },
      {
        title: "Error budget: Requests succeed",
        metrics: [objective.bad, objective.total],
        result: {
          expression: "100 * (1 - RUNNING_SUM(FILL(m1, 0)) / (RUNNING_SUM(FILL(m2, 0)) * 0.0005))",
          label: "Left of 28 days (%)",
          days: 28,
        },
      },
    ]);
  });

  test.each([
    [1_000_000, 0, 100],
    [1_000_000, 250, 50],
    [1_000_000, 500, 0],
    [1_000_000, 750, -50],
  ])("of %i requests and %i failures leave %i %% of the budget", (total, bad, left) => {
    const { result } = objectiveSignals(objective).graphs[1]!;
    const sums = result!.expression
      .replace("RUNNING_SUM(FILL(m1, 0))", String(bad))
      .replace("RUNNING_SUM(FILL(m2, 0))", String(total));
    // Only digits and operators are left of the expression.
    expect(sums).toMatch(/^[\d\s.*/()-]+$/);
    expect(Number(runInNewContext(sums))).toBeCloseTo(left);
  });

  test.each([100, 0, 100.5, Number.NaN])("refuse a target of %p percent, which leaves no budget", (targetPercent) => {
    expect(() => objectiveSignals({ ...objective, targetPercent })).toThrow(
      /api: targetPercent: got .*; allowed: above 0 and below 100 percent/,
    );
  });
});
