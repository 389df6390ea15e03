import { all, atLeast, fail, forType, isSet, needs, oneOf, unknown } from "../../engine/checks";
import type { Values } from "../../engine/resource";
import type { Check, Rule } from "../../engine/rule";
import { isEmpty, isUnresolved, numberOf, recordsOf } from "../../engine/values";

const PERCENTAGE = "PERCENTAGE";
const BUDGET = "aws_budgets_budget";

const reaches = (notification: Values): boolean =>
  ["subscriber_email_addresses", "subscriber_sns_topic_arns"].some((key) => !isEmpty(notification[key]));

/** The threshold as a percentage of the limit; an amount where the type says so. */
function percentOf({ threshold, threshold_type: type }: Values, limit: number): number {
  const value = numberOf(threshold) ?? Infinity;
  return type === PERCENTAGE ? value : (100 * value) / limit;
}

const notifiesAt = (kind: string, parameter: string): Check => {
  return ({ values }, { parameters }) => {
    const percent = parameters[parameter]!;
    if (percent === 0) return [];
    const notifications = recordsOf(values["notification"]).filter((one) => one["notification_type"] === kind);
    const undecided =
      notifications.some((one) => one["threshold_type"] !== PERCENTAGE) && isUnresolved(values["limit_amount"]);
    if (undecided || isUnresolved(values["notification"])) return [unknown("notification")];
    const limit = numberOf(values["limit_amount"]) ?? NaN;
    const notifies = notifications.some((one) => percentOf(one, limit) <= percent && reaches(one));
    return notifies ? [] : [fail("notification", `needs a notification with subscribers at ${percent} % ${kind}`)];
  };
};

export const BUDGETS_RULES: readonly Rule[] = [
  {
    id: "OPS-01",
    title: "Budgets and cost anomalies notify somebody early",
    severity: "medium",
    rationale: "Without a notification, a function that invokes itself is noticed on the bill.",
    fix: "Add notifications at 80 % ACTUAL and 100 % FORECASTED with subscribers to aws_budgets_budget, and aws_ce_anomaly_subscription to each anomaly monitor. In a Groundplan module: `thresholdsUsd`, `forecast`.",
    controls: { nist: ["AU-14"] },
    types: [BUDGET, "aws_ce_anomaly_monitor", "aws_ce_anomaly_subscription"],
    parameters: { actualPercent: 80, forecastPercent: 100 },
    relaxed: { dev: { actualPercent: 100, forecastPercent: 0 } },
    check: all(
      forType(
        BUDGET,
        all(
          atLeast("limit_amount", 0),
          notifiesAt("ACTUAL", "actualPercent"),
          notifiesAt("FORECASTED", "forecastPercent"),
        ),
      ),
      forType("aws_ce_anomaly_monitor", needs("aws_ce_anomaly_subscription", "needs a subscription")),
      forType(
        "aws_ce_anomaly_subscription",
        all(isSet("subscriber.address"), oneOf("frequency", "IMMEDIATE", "DAILY", "WEEKLY")),
      ),
    ),
  },
];
