import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";
import { Validation, checkName, type Signal } from "../core";

export interface AlarmsProps {
  /** Prefix of every alarm's name: `<name>-<signal id>`, at most 255 characters together. */
  readonly name: string;
  /** The topic that is told when an alarm fires and when it is over. */
  readonly topicArn: string;
  /** What to watch, as the modules list it in their `signals`. One alarm each. */
  readonly signals: readonly Signal[];
  /** Thresholds by signal id, in the unit of the metric, in place of the signal's own. @default every signal's own */
  readonly thresholds?: Readonly<Record<string, number>>;
}

const OPERATORS = {
  above: "GreaterThanThreshold",
  "at-or-above": "GreaterThanOrEqualToThreshold",
  below: "LessThanThreshold",
} as const;

const PLAIN_STATISTICS = ["SampleCount", "Average", "Sum", "Minimum", "Maximum"];
const STATISTICS = /^(?:SampleCount|Average|Sum|Minimum|Maximum|(?:p|tm|wm|tc|ts)(?:\d{1,2}(?:\.\d{1,2})?|100))$/;
const DAY_SECONDS = 86_400;
const HOUR_SECONDS = 3_600;

/**
 * Turns signals into CloudWatch alarms.
 *
 * The modules say what is worth watching and from which value; here it is only decided who hears of it and where an environment
 * differs. An unknown id in `thresholds` is refused, because a setting that changes nothing would be taken for one that does.
 */
export class Alarms extends Construct {
  /** In the order of the signals; for the alarm list of a `Dashboard`. */
  readonly alarmArns: readonly string[];

  /** @throws InputError when an id is duplicate or unknown, or CloudWatch would refuse a name, period or statistic. */
  constructor(scope: Construct, id: string, props: AlarmsProps) {
    validate(scope, id, props);
    super(scope, id);
    this.alarmArns = props.signals.map((signal) => this.createAlarm(signal, props).arn);
  }

  private createAlarm(signal: Signal, { name, topicArn, thresholds }: AlarmsProps): CloudwatchMetricAlarm {
    return new CloudwatchMetricAlarm(this, signal.id, {
      alarmName: `${name}-${signal.id}`,
      alarmDescription: signal.why,
      namespace: signal.namespace,
      metricName: signal.metricName,
      dimensions: { ...signal.dimensions },
      ...statisticOf(signal),
      comparisonOperator: OPERATORS[signal.comparison],
      threshold: thresholds?.[signal.id] ?? signal.threshold,
      period: signal.periodSeconds,
      evaluationPeriods: signal.evaluationPeriods,
      treatMissingData: signal.missingData,
      actionsEnabled: true,
      alarmActions: [topicArn],
      okActions: [topicArn],
    });
  }
}

function statisticOf({ statistic }: Signal): { statistic: string } | { extendedStatistic: string } {
  return PLAIN_STATISTICS.includes(statistic) ? { statistic } : { extendedStatistic: statistic };
}

function validate(scope: Construct, id: string, { name, signals, thresholds = {} }: AlarmsProps): void {
  const validation = new Validation(scope, id);
  const ids = signals.map((signal) => signal.id);
  signals.forEach((signal, index) => {
    checkName(validation, "alarm name", `${name}-${signal.id}`);
    validation.check(
      !ids.slice(0, index).includes(signal.id),
      "signals",
      signal.id,
      "ids that differ",
      "give the signals ids of their own, or list the signal once",
    );
    checkSignal(validation, signal);
  });
  Object.entries(thresholds).forEach(([signalId, threshold]) =>
    validation.check(
      ids.includes(signalId),
      `thresholds.${signalId}`,
      threshold,
      ids.join(", ") || "no thresholds, since there are no signals",
      "use the id of a signal in the list, or remove the threshold",
    ),
  );
  validation.throwIfInvalid();
}

/** Limits of `PutMetricAlarm`. */
function checkSignal(validation: Validation, { id, why, statistic, periodSeconds, evaluationPeriods }: Signal): void {
  const property = (name: string): string => `signals.${id}.${name}`;
  const longestSeconds = periodSeconds < HOUR_SECONDS ? DAY_SECONDS : 7 * DAY_SECONDS;
  validation
    .matches(property("id"), id, /^[a-z][a-z0-9-]*$/, "kebab-case", "rename the signal")
    .check(why.length > 0 && why.length <= 1024, property("why"), why, "1 to 1024 characters", "say what it means")
    .matches(property("statistic"), statistic, STATISTICS, "a CloudWatch statistic such as Sum or p95", "correct it")
    .check(
      () => [10, 20, 30].includes(periodSeconds) || (periodSeconds > 0 && periodSeconds % 60 === 0),
      property("periodSeconds"),
      periodSeconds,
      "10, 20, 30 or a multiple of 60",
      "choose a period that CloudWatch aggregates by",
    )
    .integer(property("evaluationPeriods"), evaluationPeriods, 1, 604_800, "evaluate one period at least")
    .check(
      () => periodSeconds * evaluationPeriods <= longestSeconds,
      property("evaluationPeriods"),
      evaluationPeriods,
      `periods of ${longestSeconds} seconds together`,
      "shorten the period or evaluate fewer of them",
    );
}
