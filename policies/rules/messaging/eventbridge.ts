import { all, expectAt, fail, forType, isSet, when } from "../../engine/checks";
import type { Resource } from "../../engine/resource";
import type { Rule } from "../../engine/rule";
import { isEmpty, isUnresolved, select, valueAt } from "../../engine/values";
import { eachStatement, strangerStatement } from "../../iam/questions";
import { isSchedule } from "../checks/schedules";

const hasInput = ({ values }: Resource): boolean => {
  const input = valueAt(values, "target.input");
  return !isEmpty(input) && input !== "{}";
};

export const EVENTBRIDGE_RULES: readonly Rule[] = [
  {
    id: "EVB-01",
    title: "Event buses take events from known accounts",
    severity: "high",
    rationale: "An open bus lets any account start what listens to it.",
    fix: "Name the accounts, or pin the statement by aws:PrincipalOrgID.",
    controls: { fsbp: ["EventBridge.3"], nist: ["AC-3"], nag: ["EVB1"] },
    types: ["aws_cloudwatch_event_bus_policy", "aws_cloudwatch_event_permission"],
    check: all(
      forType("aws_cloudwatch_event_bus_policy", all(isSet("policy"), eachStatement("policy", strangerStatement))),
      when(
        ({ type, values }) => type === "aws_cloudwatch_event_permission" && isEmpty(values["condition"]),
        expectAt("principal", "must name an account", (value) => value !== "*"),
      ),
    ),
  },
  {
    id: "EVB-02",
    title: "Targets and schedules say how often they try, and keep events they could not deliver",
    severity: "medium",
    rationale:
      "A failed delivery is otherwise silent, and tried again for a day. What a schedule passes on is data at rest.",
    fix: "Set dead_letter_config and retry_policy, and kms_key_arn of a schedule that passes an input.",
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
    title: "Schedules have six fields and one of the two day fields open",
    severity: "medium",
    rationale: "AWS refuses the cron of other systems.",
    fix: "Write cron(minute hour day month weekday year) with ? for one of the days, or rate(n units).",
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
            ? [fail(place, `is not a schedule: ${value}`)]
            : [],
        ),
      ),
  },
];
