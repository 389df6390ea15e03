import Big from "big.js";
import { numberOf, recordsOf, valueAt, type Resource } from "../../../policies";
import { derived, fixed, notPriced, used } from "./charges";
import type { Pricer } from "./component";
import { monthlyRuns } from "./schedule-runs";

/** An alarm on a band watches the metric and both borders of the band. */
const METRICS_OF_A_BAND = 3;
const HIGH_RESOLUTION_BELOW_SECONDS = 60;

const alarm: Pricer = ({ values }) => {
  const queries = recordsOf(values["metric_query"]);
  const metrics = queries.flatMap(({ metric }) => recordsOf(metric));
  const band = queries.some(({ expression }) => String(expression).startsWith("ANOMALY_DETECTION_BAND"));
  const count = band ? METRICS_OF_A_BAND : Math.max(metrics.length, 1);
  const periods = [values, ...metrics].map(({ period }) => numberOf(period)).filter((one) => one !== undefined);
  const fast = periods.some((period) => period < HIGH_RESOLUTION_BELOW_SECONDS);
  const reason = count > 1 ? `${count} metrics` : undefined;
  return [fixed("alarm", fast ? "cloudwatch.alarm.high-resolution" : "cloudwatch.alarm", count, reason)];
};

const compositeAlarm: Pricer = () => [fixed("composite alarm", "cloudwatch.alarm.composite", 1)];

const dashboard: Pricer = () => [fixed("dashboard", "cloudwatch.dashboard", 1)];

const logGroup: Pricer = (group, context) =>
  group.values["log_group_class"] === "DELIVERY"
    ? [notPriced("logs", "no price for groups of class DELIVERY")]
    : used(group, context, [
        { component: "ingestion", price: ingestionPrice(group), parameters: ["monthly_data_ingested_gb"] },
        { component: "storage", price: "logs.storage", parameters: ["storage_gb"] },
      ]);

function ingestionPrice({ values }: Resource): string {
  return values["log_group_class"] === "INFREQUENT_ACCESS" ? "logs.ingestion.infrequent" : "logs.ingestion";
}

const metricFilter: Pricer = ({ values }) =>
  recordsOf(values["metric_transformation"]).some(({ dimensions }) => dimensions !== undefined)
    ? [notPriced("metrics", "one for each value of its dimensions")]
    : [derived("metric", "cloudwatch.metric", 1, "charged while the filter finds events")];

const canary: Pricer = ({ values }) => {
  const runs = monthlyRuns(valueAt(values, "schedule.expression"));
  if (runs === undefined) return [notPriced("runs", "the schedule is unknown")];
  return [derived("runs", "cloudwatch.canary", new Big(runs), String(valueAt(values, "schedule.expression")))];
};

const logDelivery: Pricer = (delivery, { graph }) => {
  const [destination] = graph
    .targetsAt(delivery, "delivery_destination_arn")
    .filter(({ type }) => type === "aws_cloudwatch_log_delivery_destination");
  const target = String(valueAt(destination?.values, "delivery_destination_configuration.destination_resource_arn"));
  const inLogs = destination !== undefined && /log_group|:logs:/.test(target);
  return [
    inLogs
      ? { kind: "free", component: "resource", reason: "charged at its log group" }
      : notPriced("delivered logs", "no verified price for deliveries outside of CloudWatch Logs"),
  ];
};

export const OBSERVABILITY: Readonly<Record<string, Pricer>> = {
  aws_cloudwatch_composite_alarm: compositeAlarm,
  aws_cloudwatch_dashboard: dashboard,
  aws_cloudwatch_log_delivery: logDelivery,
  aws_cloudwatch_log_group: logGroup,
  aws_cloudwatch_log_metric_filter: metricFilter,
  aws_cloudwatch_metric_alarm: alarm,
  aws_synthetics_canary: canary,
};
