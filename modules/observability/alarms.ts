import {
  CloudwatchMetricAlarm,
  type CloudwatchMetricAlarmConfig,
} from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";
import { useProviderOf, withDefaults, type MathSignal, type Signal } from "../core";
import { ALARMS_DEFAULTS, type AlarmsProps } from "./alarms-props";
import { validateAlarms } from "./alarms-validation";

const OPERATORS = {
  above: "GreaterThanThreshold",
  "at-or-above": "GreaterThanOrEqualToThreshold",
  below: "LessThanThreshold",
} as const;

/** Id of the expression, which no metric may have. */
const RESULT = "result";
const PLAIN_STATISTICS = ["SampleCount", "Average", "Sum", "Minimum", "Maximum"];

/**
 * CloudWatch alarms, one for each signal or expression.
 *
 * Modules decide which metrics are worth an alarm and their default thresholds; this class connects them to a topic
 * and applies the thresholds of an environment. An unknown id in `thresholds` is refused, because it would have no
 * effect.
 */
export class Alarms extends Construct {
  /** ARNs in the order of the signals; for the alarm list of a `Dashboard`. */
  readonly alarmArns: readonly string[];
  /** Names by signal id; for the alarms that roll a deployment back. */
  readonly alarmNames: Readonly<Record<string, string>>;

  /**
   * @throws InputError when an id is repeated or unknown, a signal is of another region, or CloudWatch would refuse a
   * name, period or statistic.
   */
  constructor(scope: Construct, id: string, props: AlarmsProps) {
    validateAlarms(scope, id, props);
    super(scope, id);
    useProviderOf(this, props.regional);
    const alarms = props.signals.map((signal) => [signal.id, this.createAlarm(signal, props)] as const);
    this.alarmArns = alarms.map(([, { arn }]) => arn);
    this.alarmNames = Object.fromEntries(alarms.map(([signalId, { alarmName }]) => [signalId, alarmName]));
  }

  private createAlarm(signal: Signal | MathSignal, props: AlarmsProps): CloudwatchMetricAlarm {
    const { name, topicArn, thresholds } = withDefaults(props, ALARMS_DEFAULTS);
    return new CloudwatchMetricAlarm(this, signal.id, {
      alarmName: `${name}-${signal.id}`,
      alarmDescription: signal.why,
      ...("expression" in signal ? queriesOf(signal) : metricOf(signal)),
      comparisonOperator: OPERATORS[signal.comparison],
      threshold: thresholds[signal.id] ?? signal.threshold,
      evaluationPeriods: signal.evaluationPeriods,
      treatMissingData: signal.missingData,
      actionsEnabled: true,
      alarmActions: [topicArn],
      okActions: [topicArn],
    });
  }
}

function metricOf(signal: Signal): Partial<CloudwatchMetricAlarmConfig> {
  const { namespace, metricName, dimensions, periodSeconds } = signal;
  return { namespace, metricName, dimensions: { ...dimensions }, ...statisticOf(signal), period: periodSeconds };
}

/** The expression, which alone returns data, and the metrics that it reads. */
function queriesOf({
  expression,
  metrics,
  label,
  periodSeconds: period,
}: MathSignal): Partial<CloudwatchMetricAlarmConfig> {
  const sources = Object.entries(metrics).map(([id, { namespace, metricName, dimensions, statistic: stat }]) => ({
    id,
    metric: { namespace, metricName, dimensions: { ...dimensions }, stat, period },
  }));
  return { metricQuery: [{ id: RESULT, expression, label, returnData: true }, ...sources] };
}

function statisticOf({ statistic }: Signal): { statistic: string } | { extendedStatistic: string } {
  return PLAIN_STATISTICS.includes(statistic) ? { statistic } : { extendedStatistic: statistic };
}
