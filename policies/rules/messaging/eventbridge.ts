import { all, expectAt, fail, forType, isSet, when } from "../../engine/checks";
import type { Resource } from "../../engine/resource";
import type { Rule } from "../../engine/rule";
import { isEmpty, isUnresolved, select, valueAt } from "../../engine/values";
import { eachStatement, unknownCallerProblem } from "../../iam/questions";
import { isSchedule } from "../checks/schedules";

const hasInput = ({ values }: Resource): boolean => {
  const input = valueAt(values, "target.input");
  return !isEmpty(input) && input !== "{}";
};

export const EVENTBRIDGE_RULES: readonly Rule[] = [
  {
    id: "EVB-01",
    title: "Event buses accept events from known accounts only",
    severity: "high",
    rationale: "An open event bus lets any account start its targets.",
    fix: "Name the accounts, or add a condition on aws:PrincipalOrgID.",
    controls: { nist: ["AC-3"], nag: ["EVB1"] },
    types: ["aws_cloudwatch_event_bus_policy", "aws_cloudwatch_event_permission"],
    check: all(
      forType("aws_cloudwatch_event_bus_policy", all(isSet("policy"), eachStatement("policy", unknownCallerProblem))),
      when(
        ({ type, values }) => type === "aws_cloudwatch_event_permission" && isEmpty(values["condition"]),
        expectAt("principal", "must be an account ID", (value) => value !== "*"),
      ),
    ),
  },
  {
    id: "EVB-02",
    title: "Event targets and schedules set a retry policy and a dead-letter queue",
    severity: "medium",
    rationale:
      "Without them, a failed delivery is retried for a day and then dropped silently. The input of a schedule is data at rest.",
    fix: "Set dead_letter_config and retry_policy, and kms_key_arn on a schedule with an input.",
    controls: { nist: ["SI-2a"], checkov: ["CKV_AWS_297"], nag: ["EventBusDLQ"] },
    types: ["aws_cloudwatch_event_target", "aws_scheduler_schedule"],
    check: all(
      forType("aws_cloudwatch_event_target", all(isSet("dead_letter_config"), isSet("retry_policy"))),
      forType("aws_scheduler_schedule", all(isSet("target.dead_letter_config"), isSet("target.retry_policy"))),
      when(
        (schedule, { profile }) =>
          schedule.type === "aws_scheduler_schedule" && profile !== "dev" && hasInput(schedule),
        isSet("kms_key_arn"),
      ),
    ),
  },
  {
    id: "EVB-03",
    title: "Schedules use valid AWS schedule expressions",
    severity: "medium",
    rationale: "AWS rejects the cron syntax of other systems.",
    fix: "Set schedule_expression (schedule in a backup rule) to cron(minute hour day-of-month month day-of-week year) with ? for one of the two days, or to rate(value unit).",
    awsError: "ValidationException: Invalid Schedule Expression",
    controls: { nist: ["CP-9"] },
    types: [
      "aws_scheduler_schedule",
      "aws_cloudwatch_event_rule",
      "aws_backup_plan",
      "aws_backup_restore_testing_plan",
    ],
    check: ({ values }) =>
      ["schedule_expression", "rule.schedule"].flatMap((path) =>
        select(values, path).flatMap(({ path: place, value }) =>
          typeof value === "string" && !isUnresolved(value) && !isSchedule(value)
            ? [fail(place, `is not a valid schedule expression: ${value}`)]
            : [],
        ),
      ),
  },
  {
    id: "EVB-04",
    title: "API destinations use HTTPS",
    severity: "high",
    rationale: "The events and the credentials of the connection would travel in clear text.",
    fix: "Set invocation_endpoint to an https:// URL.",
    controls: { nist: ["SC-8"] },
    types: ["aws_cloudwatch_event_api_destination"],
    check: expectAt("invocation_endpoint", "must begin with https://", (value) => /^https:\/\//i.test(String(value))),
  },
];
