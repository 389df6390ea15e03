import { type BadInput, refused } from "../bad-input";

const TOPIC = "arn:aws:sns:us-east-1:123456789012:alarms";
const alarm = (changes: object) => ({
  aws_cloudwatch_metric_alarm: {
    errors: {
      alarm_name: "errors",
      namespace: "AWS/Lambda",
      metric_name: "Errors",
      statistic: "Sum",
      period: 60,
      evaluation_periods: 1,
      threshold: 1,
      comparison_operator: "GreaterThanThreshold",
      ...changes,
    },
  },
});
const MATH = { namespace: null, metric_name: null, statistic: null, period: null };
const METRIC = { namespace: "AWS/Lambda", metric_name: "Errors", period: 60, stat: "Sum" };
const query = (...metric_query: object[]) => alarm({ ...MATH, metric_query });
const composite = (values: object) => ({
  aws_cloudwatch_composite_alarm: { shop: { alarm_name: "shop", alarm_rule: "ALARM(errors)", ...values } },
});

export const ALARMS: readonly BadInput[] = [
  refused(
    "pf-cloudwatch-alarm-evaluation-window",
    "aws_cloudwatch_metric_alarm.errors evaluation_periods",
    "period 3600 x evaluation_periods 200 spans 720000 seconds",
    alarm({ period: 3600, evaluation_periods: 200 }),
  ),
  refused(
    "pf-cloudwatch-datapoints-evaluation",
    "aws_cloudwatch_metric_alarm.errors datapoints_to_alarm",
    "datapoints_to_alarm (3) exceeds evaluation_periods (2)",
    alarm({ datapoints_to_alarm: 3, evaluation_periods: 2 }),
  ),
  refused(
    "pf-cloudwatch-alarm-action-vendor",
    "aws_cloudwatch_metric_alarm.errors alarm_actions",
    "Alarm action ARN names the service 's3'",
    alarm({ alarm_actions: ["arn:aws:s3:::alarms"] }),
  ),
  refused(
    "pf-cloudwatch-alarm-actions-max",
    "aws_cloudwatch_metric_alarm.errors alarm_actions",
    "alarm_actions has 6 entries",
    alarm({ alarm_actions: ["a", "b", "c", "d", "e", "f"].map((name) => `${TOPIC}-${name}`) }),
  ),
  refused(
    "pf-cloudwatch-alarm-low-sample-percentile",
    "aws_cloudwatch_metric_alarm.errors evaluate_low_sample_count_percentiles",
    "evaluate_low_sample_count_percentiles is set alongside statistic",
    alarm({ evaluate_low_sample_count_percentiles: "ignore" }),
  ),
  refused(
    "pf-cloudwatch-metric-namespace-ascii",
    "aws_cloudwatch_metric_alarm.errors namespace",
    "namespace 'Ladén' contains non-ASCII characters",
    alarm({ namespace: "Ladén" }),
  ),
  refused(
    "pf-cloudwatch-metric-query-returndata",
    "aws_cloudwatch_metric_alarm.errors metric_query",
    "2 of the metric queries return data (return_data defaults to true)",
    query({ id: "a", return_data: true, metric: [METRIC] }, { id: "b", return_data: true, expression: "a * 2" }),
  ),
  refused(
    "pf-cloudwatch-alarm-search-expression",
    "aws_cloudwatch_metric_alarm.errors ",
    "A SEARCH() expression cannot back an alarm",
    query({ id: "a", return_data: true, expression: "SEARCH('{AWS/Lambda,FunctionName} Errors', 'Sum')" }),
  ),
  refused(
    "pf-cloudwatch-alarm-threshold",
    "aws_cloudwatch_metric_alarm.errors ",
    "comparison_operator 'GreaterThanThreshold' needs a static Threshold",
    alarm({ threshold: null }),
  ),
  refused(
    "pf-cloudwatch-composite-alarm-rule-syntax",
    "aws_cloudwatch_composite_alarm.shop alarm_rule",
    "alarm_rule 'errors' does not start with a valid token",
    composite({ alarm_rule: "errors" }),
  ),
  refused(
    "pf-cloudwatch-composite-self-reference",
    "aws_cloudwatch_composite_alarm.shop alarm_rule",
    "The alarm_rule references the composite alarm's own name 'shop'",
    composite({ alarm_rule: "ALARM(shop)" }),
  ),
];
