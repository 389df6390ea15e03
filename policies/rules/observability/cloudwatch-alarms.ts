import { all, fail, forType, isSet, notFalse } from "../../engine/checks";
import type { Check, Rule } from "../../engine/rule";
import { numberOf, valueAt } from "../../engine/values";
import { regionOf } from "../checks/regions";
import { alarmsOnCisEvents } from "./checks/account-activity";

const TRAIL = "aws_cloudtrail";
const FILTER = "aws_cloudwatch_log_metric_filter";

/** Requires an alarm on the metric of a filter. */
const isWatched: Check = (filter, { graph }) => {
  const name = valueAt(filter.values, "metric_transformation.name");
  const alarms = graph.inStack(filter.stack, "aws_cloudwatch_metric_alarm");
  return alarms.some(({ values }) => values["metric_name"] === name) ||
    graph.referrers(filter, "aws_cloudwatch_metric_alarm").length > 0
    ? []
    : [fail("metric_transformation.name", "needs an alarm")];
};

const watchesBillingInUsEast1: Check = (alarm, { graph }) => {
  const region = regionOf(alarm, graph);
  return alarm.values["namespace"] === "AWS/Billing" && region !== undefined && region !== "us-east-1"
    ? [fail("namespace", `alarms on AWS/Billing must be in us-east-1, is in ${region}`)]
    : [];
};

export const CLOUDWATCH_ALARMS_RULES: readonly Rule[] = [
  {
    id: "ALM-01",
    title: "Alarms have an action and define missing data",
    severity: "medium",
    rationale: "An alarm without an action notifies nobody. Billing metrics exist in us-east-1 only.",
    fix: "Set alarm_actions and treat_missing_data, and datapoints_to_alarm to at most evaluation_periods; use a provider in us-east-1 for AWS/Billing.",
    awsError: "INSUFFICIENT_DATA, forever, for a billing alarm elsewhere",
    controls: {
      fsbp: ["CloudWatch.15", "CloudWatch.17"],
      nist: ["AU-14", "CA-7"],
      checkov: ["CKV_AWS_319"],
      nag: ["CloudWatchAlarmAction"],
    },
    types: ["aws_cloudwatch_metric_alarm"],
    check: all(
      isSet("alarm_actions"),
      isSet("treat_missing_data"),
      notFalse("actions_enabled"),
      watchesBillingInUsEast1,
      ({ values }) => {
        const [datapoints, periods] = [numberOf(values["datapoints_to_alarm"]), numberOf(values["evaluation_periods"])];
        return datapoints !== undefined && periods !== undefined && datapoints > periods
          ? [fail("datapoints_to_alarm", "must not exceed evaluation_periods")]
          : [];
      },
    ),
  },
  {
    id: "ALM-02",
    title: "Account activity listed in CIS 4.x raises an alarm",
    severity: "low",
    rationale: "A trail without alarms explains damage but does not prevent it.",
    fix: "Add aws_cloudwatch_log_metric_filter with an alarm for each event of CIS 4.1 to 4.15 to the log group of the trail.",
    controls: {
      cis: Array.from({ length: 15 }, (_event, index) => `4.${index + 1}`),
      nist: ["AU-14", "CA-7"],
      trivy: [...Array.from({ length: 14 }, (_event, index) => `AVD-AWS-0${147 + index}`), "AVD-AWS-0174"],
    },
    types: [TRAIL, FILTER],
    relaxed: { dev: "off" },
    check: all(forType(TRAIL, alarmsOnCisEvents), forType(FILTER, isWatched)),
  },
];
