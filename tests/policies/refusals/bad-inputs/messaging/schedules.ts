import { type BadInput, refused } from "../bad-input";

const ACCOUNT = "us-east-1:123456789012";
const QUEUE = `arn:aws:sqs:${ACCOUNT}:orders`;
const FUNCTION = `arn:aws:lambda:${ACCOUNT}:function:shop`;
const ROLE = "arn:aws:iam::123456789012:role/shop";
const schedule = (values: object, targetValues: object = {}) => ({
  aws_scheduler_schedule: {
    nightly: {
      name: "nightly",
      schedule_expression: "rate(1 hour)",
      flexible_time_window: [{ mode: "OFF" }],
      target: [{ arn: FUNCTION, role_arn: ROLE, ...targetValues }],
      ...values,
    },
  },
});

export const SCHEDULES: readonly BadInput[] = [
  refused(
    "pf-scheduler-flexible-window",
    "aws_scheduler_schedule.nightly flexible_time_window",
    "flexible_time_window.mode is FLEXIBLE but maximum_window_in_minutes",
    schedule({ flexible_time_window: [{ mode: "FLEXIBLE" }] }),
  ),
  refused(
    "pf-scheduler-flexible-time-window",
    "aws_scheduler_schedule.nightly flexible_time_window.maximum_window_in_minutes",
    "flexible_time_window mode is OFF, so a window length is meaningless",
    schedule({ flexible_time_window: [{ mode: "OFF", maximum_window_in_minutes: 10 }] }),
  ),
  refused(
    "pf-scheduler-schedule-expression",
    "aws_scheduler_schedule.nightly schedule_expression",
    "cron() requires '?' in exactly one of day-of-month and day-of-week",
    schedule({ schedule_expression: "cron(0 12 * * *)" }),
  ),
  refused(
    "pf-scheduler-rate-positive",
    "aws_scheduler_schedule.nightly schedule_expression",
    "The rate value in 'rate(0 hours)' is not positive",
    schedule({ schedule_expression: "rate(0 hours)" }),
  ),
  refused(
    "pf-scheduler-start-end-order",
    "aws_scheduler_schedule.nightly end_date",
    "start_date 2030-02-01T00:00:00Z is not before end_date",
    schedule({ start_date: "2030-02-01T00:00:00Z", end_date: "2030-01-01T00:00:00Z" }),
  ),
  refused(
    "pf-scheduler-target-input-json",
    "aws_scheduler_schedule.nightly target.input",
    "target input is not valid JSON",
    schedule({}, { input: "{order}" }),
  ),
  refused(
    "pf-scheduler-target-region",
    "aws_scheduler_schedule.nightly target.arn",
    "The target is in 'eu-west-1' but the schedule deploys to 'us-east-1'",
    schedule({}, { arn: FUNCTION.replace("us-east-1", "eu-west-1") }),
  ),
  refused(
    "pf-scheduler-target-parameters",
    "aws_scheduler_schedule.nightly target",
    "A FIFO queue target needs sqs_parameters.message_group_id",
    schedule({}, { arn: `${QUEUE}.fifo` }),
  ),
  refused(
    "pf-scheduler-universal-target",
    "aws_scheduler_schedule.nightly target.arn",
    "'listBuckets' is a read-only API, which a schedule cannot call",
    schedule({}, { arn: "arn:aws:scheduler:::aws-sdk:s3:listBuckets", input: "{}" }),
  ),
  refused(
    "pf-scheduler-group-name-default",
    "aws_scheduler_schedule_group.shop name",
    "'default' is the account's built-in schedule group",
    { aws_scheduler_schedule_group: { shop: { name: "default" } } },
  ),
];
