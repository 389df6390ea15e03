import { fail } from "../../engine/checks";
import type { Check } from "../../engine/rule";
import { isEmpty, isUnresolved, listOf, recordsOf } from "../../engine/values";
import { alarmRuleProblem, withoutReferences } from "./alarm-rules";
import { ifPresent } from "./conditions";
import { GUIDES, type OwnRefusal } from "./own-refusal";

const BUDGETS = `${GUIDES}/aws-cost-management/latest/APIReference`;
const MOST_TOPICS = 1;
const SUBSCRIBERS = ["subscriber_email_addresses", "subscriber_sns_topic_arns"];

/** A rule that is a reference or a call as a whole is unknown; references within a text are names. */
const hasValidRule: Check = ({ values }) => {
  const rule = withoutReferences(String(values["alarm_rule"]));
  const isExpression = isUnresolved(rule) || !/[A-Z]/.test(rule);
  const problem = isExpression ? undefined : alarmRuleProblem(rule);
  return problem === undefined ? [] : [fail("alarm_rule", problem)];
};

const hasSubscribers: Check = ({ values }) =>
  recordsOf(values["notification"]).flatMap((notification, index) => {
    const path = `notification[${index}]`;
    const topics = listOf(notification["subscriber_sns_topic_arns"]);
    if (topics.length > MOST_TOPICS)
      return [fail(`${path}.subscriber_sns_topic_arns`, `must be at most one topic, got ${topics.length}`)];
    const isSilent = SUBSCRIBERS.every((name) => isEmpty(notification[name]));
    return isSilent ? [fail(`${path}.subscriber_email_addresses`, "must be set, or a topic")] : [];
  });

export const OBSERVABILITY: readonly OwnRefusal[] = [
  {
    id: "gp-cloudwatch-composite-rule",
    title: "Rules of composite alarms are expressions of alarm states",
    fix: 'Write alarm_rule like ALARM("a") AND NOT (ALARM("b") OR OK("c")).',
    documentation: `${GUIDES}/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html`,
    types: ["aws_cloudwatch_composite_alarm"],
    check: hasValidRule,
  },
  {
    id: "gp-cloudtrail-log-group",
    title: "Trails name all streams of their log group",
    fix: "Append :* to the ARN of the log group.",
    documentation: `${GUIDES}/awscloudtrail/latest/APIReference/API_CreateTrail.html`,
    types: ["aws_cloudtrail"],
    check: ({ values }) => {
      const arn = String(values["cloud_watch_logs_group_arn"] ?? "");
      const isWithoutStreams = /^\$\{(?:module\.[^}]*\.)?aws_cloudwatch_log_group\.[\w-]+\.arn\}$|^arn:[^$*]+$/.test(
        arn,
      );
      return isWithoutStreams ? [fail("cloud_watch_logs_group_arn", "must end with :*")] : [];
    },
  },
  {
    id: "gp-budgets-limit-amount",
    title: "Limits of budgets are numbers",
    fix: "Set limit_amount to a number without unit, such as 100.",
    documentation: `${BUDGETS}/API_budgets_Spend.html`,
    types: ["aws_budgets_budget"],
    check: ifPresent("limit_amount", "must be a number", (value) => /^\d*\.?\d+$/.test(String(value))),
  },
  {
    id: "gp-budgets-name",
    title: "Names of budgets contain neither colons nor backslashes",
    fix: "Rename the budget.",
    documentation: `${BUDGETS}/API_budgets_Budget.html`,
    types: ["aws_budgets_budget"],
    check: ifPresent("name", "must not contain : or \\", (value) => /^[^:\\]+$/.test(String(value))),
  },
  {
    id: "gp-budgets-subscribers",
    title: "Notifications of budgets have subscribers, and at most one topic",
    fix: "Set subscriber_email_addresses, or one topic in subscriber_sns_topic_arns.",
    documentation: `${BUDGETS}/API_budgets_CreateNotification.html`,
    types: ["aws_budgets_budget"],
    check: hasSubscribers,
  },
];
