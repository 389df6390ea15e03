import {
  all,
  atLeast,
  expectAt,
  fail,
  forType,
  isSet,
  isTrue,
  needs,
  notFalse,
  oneOf,
  unknown,
} from "../engine/checks";
import type { Check, Rule, Values } from "../engine/rule";
import { isEmpty, isUnresolved, numberOf, recordsOf, valueAt } from "../engine/values";
import { hearsOfEvents } from "./account-alarms";

const TRAIL = "aws_cloudtrail";
const RECORDER = "aws_config_configuration_recorder";
const FILTER = "aws_cloudwatch_log_metric_filter";
const BUDGET = "aws_budgets_budget";

/** A metric that nothing watches tells nobody. */
const isWatched: Check = (filter, { graph }) => {
  const name = valueAt(filter.values, "metric_transformation.name");
  const alarms = graph.inStack(filter.stack, "aws_cloudwatch_metric_alarm");
  return alarms.some(({ values }) => values["metric_name"] === name) ||
    graph.referrers(filter, "aws_cloudwatch_metric_alarm").length > 0
    ? []
    : [fail("metric_transformation.name", "needs an alarm")];
};

/** Where the account is audited, all of its guards stand. */
const hasGuards: Check = ({ stack }, { graph }) =>
  Object.entries({
    [RECORDER]: "AWS Config",
    aws_securityhub_account: "Security Hub",
    aws_accessanalyzer_analyzer: "an access analyzer",
  })
    .filter(([type]) => graph.inStack(stack, type).length === 0)
    .map(([type, name]) => fail("", `needs ${name} (${type}) beside it`));

const reaches = (notification: Values): boolean =>
  ["subscriber_email_addresses", "subscriber_sns_topic_arns"].some((key) => !isEmpty(notification[key]));

const tells = (kind: string, limit: string): Check => {
  return ({ values }, { parameters }) => {
    const percent = parameters[limit]!;
    if (percent === 0) return [];
    if (isUnresolved(values["notification"])) return [unknown("notification")];
    const told = recordsOf(values["notification"]).some(
      (one) =>
        one["notification_type"] === kind &&
        one["threshold_type"] === "PERCENTAGE" &&
        (numberOf(one["threshold"]) ?? Infinity) <= percent &&
        reaches(one),
    );
    return told ? [] : [fail("notification", `must tell somebody at ${percent} % ${kind}`)];
  };
};

export const ACCOUNT_RULES: readonly Rule[] = [
  {
    id: "ALM-02",
    title: "What nobody should do in an account rings",
    severity: "low",
    rationale: "A trail that nobody reads explains the damage and does not prevent it.",
    fix: "Add a metric filter with an alarm for each event of CIS 4.1 to 4.15 to the log group of the trail.",
    controls: {
      cis: Array.from({ length: 15 }, (_event, index) => `4.${index + 1}`),
      nist: ["AU-14", "CA-7"],
      trivy: [...Array.from({ length: 14 }, (_event, index) => `AVD-AWS-0${147 + index}`), "AVD-AWS-0174"],
    },
    types: [TRAIL, FILTER],
    relaxed: { dev: "off" },
    check: all(forType(TRAIL, hearsOfEvents), forType(FILTER, isWatched)),
  },
  {
    id: "ACC-01",
    title: "An audited account records, judges and analyses what it has",
    severity: "medium",
    rationale: "A trail shows calls; Config shows what came of them, and the analyzer who else may come in.",
    fix: "Beside the trail, add a recorder of all types that runs, a Security Hub account and an access analyzer.",
    controls: {
      fsbp: ["Config.1"],
      cis: ["1.20", "3.3", "4.16"],
      nist: ["CA-7", "CM-3a"],
      checkov: ["CKV2_AWS_45", "CKV2_AWS_48"],
      trivy: ["AVD-AWS-0175"],
    },
    types: [
      TRAIL,
      RECORDER,
      "aws_config_configuration_recorder_status",
      "aws_accessanalyzer_analyzer",
      "aws_securityhub_account",
    ],
    relaxed: { dev: "off" },
    check: all(
      forType(TRAIL, hasGuards),
      forType(
        RECORDER,
        all(
          notFalse("recording_group.all_supported"),
          needs("aws_config_configuration_recorder_status", "needs a status that runs it"),
        ),
      ),
      forType("aws_config_configuration_recorder_status", isTrue("is_enabled")),
      forType("aws_accessanalyzer_analyzer", isSet("analyzer_name")),
      forType(
        "aws_securityhub_account",
        expectAt("enable_default_standards", "must not be false", (value) => value !== false),
      ),
    ),
  },
  {
    id: "OPS-01",
    title: "Budgets and anomalies of cost tell somebody before the money is gone",
    severity: "medium",
    rationale: "A loop that invokes itself is found on the bill, unless somebody is told on the first day.",
    fix: "Notify at 80 % ACTUAL and 100 % FORECASTED with subscribers; give each anomaly monitor a subscription.",
    controls: { nist: ["AU-14"] },
    types: [BUDGET, "aws_ce_anomaly_monitor", "aws_ce_anomaly_subscription"],
    parameters: { actualPercent: 80, forecastPercent: 100 },
    relaxed: { dev: { actualPercent: 100, forecastPercent: 0 } },
    check: all(
      forType(
        BUDGET,
        all(atLeast("limit_amount", 0), tells("ACTUAL", "actualPercent"), tells("FORECASTED", "forecastPercent")),
      ),
      forType("aws_ce_anomaly_monitor", needs("aws_ce_anomaly_subscription", "needs a subscription")),
      forType(
        "aws_ce_anomaly_subscription",
        all(isSet("subscriber.address"), oneOf("frequency", "IMMEDIATE", "DAILY", "WEEKLY")),
      ),
    ),
  },
];
