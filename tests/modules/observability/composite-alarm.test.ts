import { InputError, type Signal } from "../../../modules/core";
import { Alarms, CompositeAlarm, type CompositeAlarmProps } from "../../../modules/observability";
import { synthesizeStack } from "../../../testing";

const topicArn = "arn:aws:sns:us-east-1:111122223333:critical";
const alarmNames = { "api-errors": "shop-api-errors", "api-latency": "shop-api-latency", deploying: "shop-deploying" };
const props: CompositeAlarmProps = {
  name: "shop-checkout",
  why: "Customers cannot pay",
  alarms: [{ alarmNames }],
  anyOf: ["api-errors", "api-latency"],
  topicArn,
};
const TYPE = "aws_cloudwatch_composite_alarm";

const synthesizeAlarm = (differences: Partial<CompositeAlarmProps> = {}) =>
  synthesizeStack((stack) => new CompositeAlarm(stack, "checkout", { ...props, ...differences }));

const problemsOf = (differences: object): string[] => {
  try {
    synthesizeAlarm(differences);
  } catch (error) {
    return (error as InputError).problems.map(({ property }) => property);
  }
  return [];
};

describe("CompositeAlarm", () => {
  test("notifies once while any of its alarms fires", () => {
    expect(synthesizeAlarm().resource(TYPE)).toMatchObject({
      alarm_name: "shop-checkout",
      alarm_description: "Customers cannot pay",
      alarm_rule: 'ALARM("shop-api-errors") OR ALARM("shop-api-latency")',
      actions_enabled: true,
      alarm_actions: [topicArn],
      ok_actions: [topicArn],
    });
    expect(synthesizeAlarm().resource(TYPE)).not.toHaveProperty("actions_suppressor");
  });

  test("fires while all of its alarms do", () => {
    const rule = synthesizeAlarm({ anyOf: undefined, allOf: ["api-errors", "api-latency"] }).resource(TYPE)[
      "alarm_rule"
    ];
    expect(rule).toBe('ALARM("shop-api-errors") AND ALARM("shop-api-latency")');
  });

  test("is muted by another alarm", () => {
    const suppressor = (settings: object) =>
      synthesizeAlarm({ suppressor: { signalId: "deploying", ...settings } }).resource(TYPE)["actions_suppressor"];
    expect(suppressor({})).toEqual({ alarm: "shop-deploying", wait_period: 120, extension_period: 120 });
    expect(suppressor({ waitSeconds: 0, extensionSeconds: 60 })).toMatchObject({
      wait_period: 0,
      extension_period: 60,
    });
  });

  test("references the alarms of the stack, so that they exist before it and after it", () => {
    const stack = synthesizeStack((scope) => {
      const signal: Signal = {
        id: "errors",
        why: "Requests fail",
        namespace: "AWS/Lambda",
        metricName: "Errors",
        dimensions: {},
        statistic: "Sum",
        label: "Errors",
        threshold: 5,
        comparison: "above",
        periodSeconds: 60,
        evaluationPeriods: 1,
        missingData: "notBreaching",
      };
      const alarms = new Alarms(scope, "alarms", { name: "shop", topicArn, signals: [signal] });
      const { alarmName, alarmArn } = new CompositeAlarm(scope, "checkout", {
        ...props,
        alarms: [alarms],
        anyOf: ["errors"],
      });
      expect([alarmName, alarmArn]).toEqual([expect.any(String), expect.any(String)]);
    });
    expect(stack.resource(TYPE)["alarm_rule"]).toMatch(
      /^ALARM\("\$\{aws_cloudwatch_metric_alarm\.alarms_errors_\w+\.alarm_name\}"\)$/,
    );
  });

  test.each<[string, object, string[]]>([
    ["an unknown alarm", { anyOf: ["api-error"] }, ["anyOf"]],
    ["an alarm twice", { anyOf: ["api-errors", "api-errors"] }, ["anyOf"]],
    ["no alarm", { anyOf: [] }, ["anyOf"]],
    ["neither condition", { anyOf: undefined }, ["anyOf"]],
    ["both conditions", { allOf: ["api-errors"] }, ["anyOf"]],
    ["an unknown suppressor", { suppressor: { signalId: "maintenance" } }, ["suppressor.signalId"]],
    [
      "a suppressor of two hours",
      { suppressor: { signalId: "deploying", waitSeconds: 7200 } },
      ["suppressor.waitSeconds"],
    ],
    ["a topic of another region", { topicArn: "arn:aws:sns:us-west-2:111122223333:critical" }, ["topicArn"]],
    ["an empty reason", { why: "" }, ["why"]],
    ["a name with accents", { name: "é" }, ["name"]],
  ])("refuses %s", (_what, differences, properties) => {
    expect(problemsOf(differences)).toEqual(properties);
  });
});
