import type { Construct } from "constructs";
import {
  AwsStack,
  Validation,
  requireProps,
  eachNamed,
  fields,
  integer,
  isKnown,
  matching,
  physicalName,
  providerOfRegion,
  satisfying,
  topicArn,
  type AlarmCondition,
  type MathSignal,
  type Metric,
  type Rule,
  type Signal,
  type Violation,
} from "../core";
import type { AlarmsProps } from "./alarms-props";
import { expressionRules } from "./expression-rules";

const STATISTICS = /^(?:SampleCount|Average|Sum|Minimum|Maximum|(?:p|tm|wm|tc|ts)(?:\d{1,2}(?:\.\d{1,2})?|100))$/;
const DAY_SECONDS = 86_400;
const HOUR_SECONDS = 3_600;
const MAX_EVALUATION_PERIODS = 604_800;

/** Limits of `PutMetricAlarm`, distinct signal ids, and thresholds of known signals. */
export function validateAlarms(scope: Construct, id: string, props: AlarmsProps): void {
  requireProps(scope, id, props, { name: "string", topicArn: "string", signals: "list" });
  const { signals } = props;
  const region = props.regional?.region ?? AwsStack.of(scope).region;
  const alarmNames: Rule<string> = (name) =>
    signals.flatMap(({ id: signalId }) => physicalName("alarm name")(`${name}-${signalId}`));
  new Validation(scope, id)
    .props(props, {
      regional: providerOfRegion(),
      name: alarmNames,
      signals: [distinctIds, eachNamed<Signal | MathSignal>(({ id: signalId }) => signalId, SIGNAL), ofRegion(region)],
      topicArn: topicArn(region, "pass topicArn of a topic, which alarms require in their own region"),
      thresholds: thresholdsOf(signals),
    })
    .throwIfInvalid();
}

const FINITE = satisfying<number>(Number.isFinite, "a finite number", "set the threshold in the unit of the metric");

const METRIC: Rule<Metric> = fields(() => ({
  statistic: matching(STATISTICS, "a CloudWatch statistic such as Sum or p95", "correct it"),
}));

const CONDITION: Rule<AlarmCondition> = fields(({ periodSeconds }) => {
  const longestSeconds = periodSeconds < HOUR_SECONDS ? DAY_SECONDS : 7 * DAY_SECONDS;
  return {
    id: matching(/^[a-z][a-z0-9-]*$/, "kebab-case", "rename the signal"),
    why: satisfying(({ length }) => length > 0 && length <= 1024, "1 to 1024 characters", "describe the alarm"),
    threshold: FINITE,
    periodSeconds: satisfying(
      (period) => [10, 20, 30].includes(period) || (period > 0 && period % 60 === 0),
      "10, 20, 30 or a multiple of 60",
      "choose a period that CloudWatch aggregates by",
    ),
    evaluationPeriods: [
      integer(1, MAX_EVALUATION_PERIODS, "evaluate at least one period"),
      satisfying(
        (periods) => periodSeconds * periods <= longestSeconds,
        `periods of ${longestSeconds} seconds together`,
        "shorten the period or evaluate fewer of them",
      ),
    ],
  };
});

const SIGNAL: Rule<Signal | MathSignal> = (signal) => [
  ...CONDITION(signal),
  ...("expression" in signal ? expressionRules(METRIC).flatMap((rule) => rule(signal)) : METRIC(signal)),
];

function metricsOf(signal: Signal | MathSignal): readonly Metric[] {
  return "expression" in signal ? Object.values(signal.metrics) : [signal];
}

/** CloudWatch evaluates metrics of an alarm's own region only. */
function ofRegion(region: string): Rule<readonly (Signal | MathSignal)[]> {
  const isElsewhere = (other: string | undefined): boolean =>
    other !== undefined && isKnown(region) && other !== region;
  const fix = "create Alarms with the regional provider and a topic of that region for it";
  return (signals) =>
    signals
      .flatMap((signal) => metricsOf(signal).map((metric) => ({ id: signal.id, value: metric.region })))
      .filter(({ value }) => isElsewhere(value))
      .map(({ id, value }) => ({ below: `.${id}.region`, value, allowed: region, fix }));
}

const distinctIds: Rule<readonly (Signal | MathSignal)[]> = (signals) => {
  const ids = signals.map(({ id }) => id);
  const repeated = ids.filter((id, position) => ids.indexOf(id) !== position);
  return repeated.map((value) => ({ value, allowed: "ids that differ", fix: "rename the signal, or list it once" }));
};

function thresholdsOf(signals: readonly (Signal | MathSignal)[]): Rule<Readonly<Record<string, number>>> {
  const ids = signals.map(({ id }) => id);
  const allowed = ids.join(", ") || "no thresholds, since there are no signals";
  const fix = "use the id of a signal in the list, or remove the threshold";
  return (thresholds) =>
    Object.entries(thresholds).flatMap(([id, value]): Violation[] => {
      const violations = ids.includes(id) ? FINITE(value) : [{ value, allowed, fix }];
      return violations.map((violation) => ({ ...violation, below: `.${id}` }));
    });
}
