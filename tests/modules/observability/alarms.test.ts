import { TerraformOutput } from "cdktf";
import { InputError, type MathSignal, type Signal } from "../../../modules/core";
import { Alarms, type AlarmsProps } from "../../../modules/observability";
import { synthesizeStack } from "../../../testing";
import { testRole } from "../../support/synth";

const errors: Signal = {
  id: "api-errors",
  why: "Requests fail: read the function's log.",
  namespace: "AWS/Lambda",
  metricName: "Errors",
  dimensions: { FunctionName: "shop-api" },
  statistic: "Sum",
  label: "Errors",
  threshold: 5,
  comparison: "at-or-above",
  periodSeconds: 300,
  evaluationPeriods: 2,
  missingData: "notBreaching",
};
const latency: Signal = {
  ...errors,
  id: "api-latency",
  metricName: "Duration",
  statistic: "p95",
  threshold: 2000,
  comparison: "above",
  periodSeconds: 60,
};
const heartbeat: Signal = {
  ...errors,
  id: "heartbeat",
  metricName: "Invocations",
  threshold: 1,
  comparison: "below",
  missingData: "breaching",
};
const topicArn = "arn:aws:sns:us-east-1:111122223333:shop-alarms";

const synthesizeAlarms = (differences: Partial<AlarmsProps> = {}) =>
  synthesizeStack(
    (stack) =>
      new Alarms(stack, "alarms", {
        name: "shop-staging",
        topicArn,
        signals: [errors, latency, heartbeat],
        ...differences,
      }),
  );

describe("Alarms", () => {
  test("names the alarm of each signal", () => {
    const stack = synthesizeStack((scope) => {
      const { alarmNames } = new Alarms(scope, "alarms", { name: "shop", topicArn, signals: [errors, latency] });
      expect(Object.keys(alarmNames)).toEqual(["api-errors", "api-latency"]);
      new TerraformOutput(scope, "name", { value: alarmNames["api-latency"] });
    });
    const { value } = stack.config.output!["name"] as { value: string };
    expect(value).toMatch(/^\$\{aws_cloudwatch_metric_alarm\.alarms_api-latency_\w+\.alarm_name\}$/);
  });

  test("R-O1 creates one alarm per signal that notifies the topic of beginning and end", () => {
    const alarm = synthesizeAlarms().resource("aws_cloudwatch_metric_alarm", "api-errors");
    expect(alarm).toMatchObject({
      alarm_name: "shop-staging-api-errors",
      alarm_description: "Requests fail: read the function's log.",
      namespace: "AWS/Lambda",
      metric_name: "Errors",
      dimensions: { FunctionName: "shop-api" },
      statistic: "Sum",
      comparison_operator: "GreaterThanOrEqualToThreshold",
      threshold: 5,
      period: 300,
      evaluation_periods: 2,
      treat_missing_data: "notBreaching",
      actions_enabled: true,
      alarm_actions: [topicArn],
      ok_actions: [topicArn],
    });
    expect(alarm).not.toHaveProperty("extended_statistic");
  });

  test("R-O1 evaluates percentiles as extended statistics", () => {
    const alarm = synthesizeAlarms().resource("aws_cloudwatch_metric_alarm", "api-latency");
    expect(alarm).toMatchObject({ extended_statistic: "p95", comparison_operator: "GreaterThanThreshold" });
    expect(alarm).not.toHaveProperty("statistic");
  });

  test("treats missing data as breaching on request", () => {
    expect(synthesizeAlarms().resource("aws_cloudwatch_metric_alarm", "heartbeat")).toMatchObject({
      comparison_operator: "LessThanThreshold",
      treat_missing_data: "breaching",
    });
  });

  test("R-O1 prefers the threshold of the setting to that of the signal, zero included", () => {
    const stack = synthesizeAlarms({ thresholds: { "api-errors": 0 } });
    expect(stack.resource("aws_cloudwatch_metric_alarm", "api-errors")).toMatchObject({ threshold: 0 });
    expect(stack.resource("aws_cloudwatch_metric_alarm", "api-latency")).toMatchObject({ threshold: 2000 });
  });

  test("lists its alarms in the order of the signals", () => {
    const stack = synthesizeStack((scope) => {
      const { alarmArns } = new Alarms(scope, "alarms", { name: "shop", topicArn, signals: [heartbeat, errors] });
      testRole(scope).addStatement({ sid: "Read", actions: ["cloudwatch:DescribeAlarms"], resources: alarmArns });
    });
    expect(stack.statements("role_permissions")).toEqual([
      expect.objectContaining({
        resources: [expect.stringMatching(/heartbeat.*\.arn/), expect.stringMatching(/api-errors.*\.arn/)],
      }),
    ]);
  });

  test("refuses a threshold for an unknown signal with the list of known ones", () => {
    expect(() => synthesizeAlarms({ thresholds: { "api-error": 3 } })).toThrow(
      /thresholds.api-error: got 3; allowed: api-errors, api-latency, heartbeat/,
    );
    expect(() => synthesizeAlarms({ signals: [], thresholds: { "api-error": 3 } })).toThrow(/there are no signals/);
  });

  test("refuses thresholds that are no finite number", () => {
    const invalid = () =>
      synthesizeAlarms({ signals: [{ ...errors, threshold: Infinity }], thresholds: { "api-errors": Number.NaN } });
    expect(invalid).toThrow(/signals.api-errors.threshold: got null; allowed: a finite number/);
    expect(invalid).toThrow(/thresholds.api-errors: got null; allowed: a finite number/);
  });

  test("evaluates signals of another region there, with that region's provider", () => {
    const edge: Signal = { ...errors, region: "us-east-1" };
    const synthesize = (region: "us-east-1" | "us-west-2") => () =>
      synthesizeStack((stack) => {
        const regional = stack.providerIn(region);
        new Alarms(stack, "alarms", { name: "shop", topicArn, signals: [edge], regional });
      });
    expect(synthesize("us-east-1")().resource("aws_cloudwatch_metric_alarm")).toMatchObject({ provider: "aws" });
    expect(synthesize("us-west-2")).toThrow(/signals.api-errors.region: got "us-east-1"; allowed: us-west-2/);
  });

  test("refuses a repeated id", () => {
    expect(() => synthesizeAlarms({ signals: [errors, errors] })).toThrow(
      /signals: got "api-errors"; allowed: ids that/,
    );
  });

  test("reports every invalid signal at once", () => {
    const signals = [
      { ...errors, id: "Api", statistic: "p101", periodSeconds: 45, evaluationPeriods: 0, why: "" },
      { ...errors, id: "long", periodSeconds: 300, evaluationPeriods: 300 },
      { ...errors, id: "longer", periodSeconds: 3600, evaluationPeriods: 200 },
      { ...errors, id: "never", periodSeconds: 0 },
    ];
    const invalid = () => synthesizeAlarms({ name: "shöp", signals });
    expect(invalid).toThrow(InputError);
    expect(invalid).toThrow(/name: got "shöp-Api"; allowed: an alarm name/);
    expect(invalid).toThrow(/signals.Api.id: got "Api"; allowed: kebab-case/);
    expect(invalid).toThrow(/signals.Api.why: got ""/);
    expect(invalid).toThrow(/signals.Api.statistic: got "p101"/);
    expect(invalid).toThrow(/signals.Api.periodSeconds: got 45; allowed: 10, 20, 30 or a multiple of 60/);
    expect(invalid).toThrow(/signals.Api.evaluationPeriods: got 0/);
    expect(invalid).toThrow(/signals.long.evaluationPeriods: got 300; allowed: periods of 86400 seconds together/);
    expect(invalid).toThrow(/signals.longer.evaluationPeriods: got 200; allowed: periods of 604800 seconds together/);
    expect(invalid).toThrow(/signals.never.periodSeconds: got 0/);
  });

  test.each([10, 20, 30, 60, 3600])("accepts a period of %d seconds", (periodSeconds) => {
    expect(
      synthesizeAlarms({ signals: [{ ...errors, periodSeconds }] }).resource("aws_cloudwatch_metric_alarm"),
    ).toMatchObject({ period: periodSeconds });
  });

  test("has these addresses", () => {
    expect(synthesizeAlarms().addresses).toMatchInlineSnapshot(`
     [
       "aws_cloudwatch_metric_alarm.alarms_api-errors_641026E7",
       "aws_cloudwatch_metric_alarm.alarms_api-latency_6D6E0CBC",
       "aws_cloudwatch_metric_alarm.alarms_heartbeat_867EB8D7",
     ]
    `);
  });
});

describe("Alarms on expressions", () => {
  const hosts = (group: string) => ({
    namespace: "AWS/ApplicationELB",
    metricName: "HealthyHostCount",
    dimensions: { LoadBalancer: "app/shop/1", TargetGroup: group },
    statistic: "Minimum",
    label: group,
  });
  const healthyHosts: MathSignal = {
    id: "healthy-hosts",
    why: "Neither target group has a healthy host",
    expression: "FILL(blue, 0) + FILL(green, 0)",
    metrics: { blue: hosts("blue"), green: hosts("green") },
    label: "Healthy hosts",
    threshold: 1,
    comparison: "below",
    periodSeconds: 60,
    evaluationPeriods: 2,
    missingData: "breaching",
  };

  test("the expression alone returns data, and reads metrics of the alarm's period", () => {
    const alarm = synthesizeAlarms({ signals: [healthyHosts], thresholds: { "healthy-hosts": 2 } }).resource(
      "aws_cloudwatch_metric_alarm",
    );
    const metric = { metric_name: "HealthyHostCount", namespace: "AWS/ApplicationELB", period: 60, stat: "Minimum" };
    const dimensions = (group: string) => ({ LoadBalancer: "app/shop/1", TargetGroup: group });
    expect(alarm).toMatchObject({
      alarm_name: "shop-staging-healthy-hosts",
      threshold: 2,
      comparison_operator: "LessThanThreshold",
      evaluation_periods: 2,
      treat_missing_data: "breaching",
      metric_query: [
        { id: "result", expression: "FILL(blue, 0) + FILL(green, 0)", label: "Healthy hosts", return_data: true },
        { id: "blue", metric: { ...metric, dimensions: dimensions("blue") } },
        { id: "green", metric: { ...metric, dimensions: dimensions("green") } },
      ],
    });
    for (const argument of ["namespace", "metric_name", "statistic", "period", "dimensions"]) {
      expect(alarm).not.toHaveProperty(argument);
    }
  });

  const many = Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`m${index}`, hosts("blue")]));
  const invalid: readonly (readonly [what: string, differences: Partial<MathSignal>, message: RegExp])[] = [
    ["a metric that it does not read", { expression: "FILL(blue, 0)" }, /expression: .*use green in the expression/],
    ["a search", { expression: "SEARCH('a', 'Sum') + blue + green" }, /expression: .*characters without SEARCH/],
    ["no metrics", { metrics: {}, expression: "1" }, /metrics: got 0; allowed: 1 to 10 metrics/],
    ["eleven metrics", { metrics: many, expression: Object.keys(many).join("+") }, /metrics: got 11; allowed: 1 to 10/],
    ["a name in capitals", { metrics: { Blue: hosts("blue") }, expression: "Blue" }, /metrics: got "Blue"/],
    ["a metric called result", { metrics: { result: hosts("a") }, expression: "result" }, /metrics: got "result"/],
    [
      "an unknown statistic",
      { metrics: { blue: { ...hosts("a"), statistic: "Median" } }, expression: "blue" },
      /signals.healthy-hosts.metrics.blue.statistic: got "Median"/,
    ],
    [
      "a metric of another region",
      { metrics: { blue: { ...hosts("a"), region: "us-west-2" } }, expression: "blue" },
      /signals.healthy-hosts.region: got "us-west-2"; allowed: us-east-1/,
    ],
    ["a period of 45 seconds", { periodSeconds: 45 }, /periodSeconds: got 45/],
  ];
  test.each(invalid)("refuse %s", (_what, differences, message) => {
    expect(() => synthesizeAlarms({ signals: [{ ...healthyHosts, ...differences }] })).toThrow(message);
  });
});
