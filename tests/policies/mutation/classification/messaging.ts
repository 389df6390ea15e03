import { gone, KEPT, removed, weakened, type Classification } from "../protection";

/** Topics, queues, event rules and schedules. */
export const MESSAGING: Classification = {
  aws_scheduler_schedule: {
    protects: [
      removed("target.dead_letter_config", "EVB-02"),
      removed("target.retry_policy", "EVB-02"),
      weakened("schedule_expression", "EVB-03", ["* * * * *", "rate(1 hours)", "rate(1 minutes)"]),
    ],
    neutral: { wiring: ["group_name"], behaviour: ["flexible_time_window", "schedule_expression_timezone", "state"] },
  },
  aws_scheduler_schedule_group: { protects: [], neutral: {} },
  aws_sns_topic: {
    protects: [weakened("kms_master_key_id", "SNS-01", [undefined, "alias/aws/sns"]), KEPT],
    neutral: {},
  },
  aws_sns_topic_policy: { protects: [gone("SNS-02"), removed("policy", "SNS-02")], neutral: { wiring: ["arn"] } },
  aws_sns_topic_subscription: { protects: [], neutral: { wiring: ["topic_arn"], behaviour: ["endpoint", "protocol"] } },
  aws_sqs_queue: {
    protects: [
      removed("kms_master_key_id", "SQS-01"),
      weakened("redrive_policy", "SQS-02", [undefined, '{"deadLetterTargetArn":"arn","maxReceiveCount":0}'], "EVB-02"),
      KEPT,
    ],
    neutral: {
      sizing: ["kms_data_key_reuse_period_seconds", "receive_wait_time_seconds"],
      behaviour: ["message_retention_seconds", "visibility_timeout_seconds"],
    },
  },
  aws_sqs_queue_policy: { protects: [gone("SQS-03"), removed("policy", "SQS-03")], neutral: { wiring: ["queue_url"] } },
  aws_sqs_queue_redrive_allow_policy: {
    protects: [removed("redrive_allow_policy", "SQS-02")],
    neutral: { wiring: ["queue_url"] },
  },
};
