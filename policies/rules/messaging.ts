import { all, atLeast, fail, forType, isSet, oneOf, when } from "../engine/checks";
import type { Rule } from "../engine/rule";
import { isEmpty, isUnresolved, listOf, select, valueAt } from "../engine/values";
import { deniesPlainHttp, eachStatement, publicStatement, someStatement } from "../iam/questions";

export const MESSAGING_RULES: readonly Rule[] = [
  {
    id: "SNS-01",
    title: "Topics are encrypted with a key of your own",
    severity: "medium",
    rationale: "CloudWatch, Budgets and EventBridge cannot publish to a topic under the key alias/aws/sns.",
    fix: "Set kms_master_key_id to a key whose policy lets the publishers use it.",
    controls: {
      fsbp: ["SNS.1"],
      nist: ["SC-28(1)"],
      checkov: ["CKV_AWS_26"],
      trivy: ["AVD-AWS-0095", "AVD-AWS-0136"],
      nag: ["SNSEncryptedKMS"],
    },
    types: ["aws_sns_topic"],
    check: all(isSet("kms_master_key_id"), ({ values }) =>
      values["kms_master_key_id"] === "alias/aws/sns" ? [fail("kms_master_key_id", "must not be alias/aws/sns")] : [],
    ),
  },
  {
    id: "SNS-02",
    title: "Topics take messages from known publishers, over TLS",
    severity: "high",
    rationale: "An open topic carries anybody's message into your alarms.",
    fix: "Pin services by aws:SourceAccount and deny aws:SecureTransport false.",
    controls: { fsbp: ["SNS.4"], nist: ["AC-3", "SC-8"], checkov: ["CKV_AWS_169", "CKV_AWS_385"], nag: ["SNS3"] },
    types: ["aws_sns_topic_policy"],
    check: all(
      eachStatement("policy", publicStatement),
      someStatement("policy", "must deny everyone when aws:SecureTransport is false", deniesPlainHttp),
    ),
  },
  {
    id: "SNS-03",
    title: "Subscriptions of machines keep what they could not deliver",
    severity: "low",
    rationale: "What a subscriber refuses is lost without a queue for it.",
    fix: "Set redrive_policy, except for people's mail and phones.",
    controls: { fsbp: ["SNS.2"], nag: ["SNSRedrivePolicy"], nist: ["SI-2a"] },
    types: ["aws_sns_topic_subscription"],
    relaxed: { dev: "off" },
    check: when(
      ({ values }) => !["email", "email-json", "sms"].includes(String(values["protocol"])),
      isSet("redrive_policy"),
    ),
  },
  {
    id: "SQS-01",
    title: "Queues are encrypted",
    severity: "medium",
    rationale: "Messages at rest are data at rest.",
    fix: "Set kms_master_key_id, or sqs_managed_sse_enabled outside production.",
    controls: {
      fsbp: ["SQS.1"],
      nist: ["SC-28(1)"],
      checkov: ["CKV_AWS_27", "CKV2_AWS_73"],
      trivy: ["AVD-AWS-0096", "AVD-AWS-0135"],
      nag: ["SQS2"],
    },
    types: ["aws_sqs_queue"],
    check: ({ values }, { profile }) =>
      !isEmpty(values["kms_master_key_id"]) || (profile !== "prod" && values["sqs_managed_sse_enabled"] === true)
        ? []
        : [fail("kms_master_key_id", "must be set")],
  },
  {
    id: "SQS-02",
    title: "Queues put aside what cannot be processed",
    severity: "medium",
    rationale: "One bad message otherwise comes back until it expires.",
    fix: "Set redrive_policy with a maxReceiveCount from 1 to 10; a dead letter queue keeps messages longest, and says who may use it.",
    controls: { nist: ["SI-2a"], nag: ["SQS3", "SQSRedrivePolicy"] },
    types: ["aws_sqs_queue", "aws_sqs_queue_redrive_policy", "aws_sqs_queue_redrive_allow_policy"],
    check: all(
      when(
        (queue, { graph }) =>
          queue.type === "aws_sqs_queue" &&
          !graph
            .referrers(queue)
            .some(
              ({ type }) =>
                /^aws_sqs_queue(?:_redrive_allow_policy)?$|lambda_function|sns_topic_sub|event_target|schedule$/.test(
                  type,
                ) && type !== "aws_lambda_event_source_mapping",
            ),
        isSet("redrive_policy"),
      ),
      forType("aws_sqs_queue_redrive_allow_policy", isSet("redrive_allow_policy")),
    ),
  },
  {
    id: "SQS-03",
    title: "Queues take messages from known senders, over TLS",
    severity: "high",
    rationale: "An open queue is somebody else's way into the application.",
    fix: "Pin services by aws:SourceArn and deny aws:SecureTransport false.",
    controls: {
      fsbp: ["SQS.3"],
      nist: ["AC-3", "SC-8"],
      checkov: ["CKV_AWS_72", "CKV_AWS_168", "CKV_AWS_387"],
      trivy: ["AVD-AWS-0097"],
      nag: ["SQS4"],
    },
    types: ["aws_sqs_queue_policy"],
    check: all(
      eachStatement("policy", publicStatement),
      someStatement("policy", "must deny everyone when aws:SecureTransport is false", deniesPlainHttp),
    ),
  },
  {
    id: "EVB-02",
    title: "Targets and schedules keep events they could not deliver",
    severity: "medium",
    rationale: "A failed delivery is otherwise silent.",
    fix: "Set dead_letter_config.",
    controls: { nist: ["SI-2a"], checkov: ["CKV_AWS_297"], nag: ["EventBusDLQ"] },
    types: ["aws_cloudwatch_event_target", "aws_scheduler_schedule"],
    check: all(
      forType("aws_cloudwatch_event_target", isSet("dead_letter_config")),
      forType("aws_scheduler_schedule", isSet("target.dead_letter_config")),
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
  {
    id: "COG-01",
    title: "User pools demand long passwords and offer a second factor",
    severity: "medium",
    rationale: "Short passwords are guessed.",
    fix: "Set password_policy.minimum_length to 12 or more and mfa_configuration OPTIONAL or ON.",
    controls: { fsbp: ["Cognito.3", "Cognito.5"], nist: ["IA-5(1)(c)"], nag: ["COG1", "COG2"] },
    types: ["aws_cognito_user_pool"],
    check: all(atLeast("password_policy.minimum_length", 12), oneOf("mfa_configuration", "OPTIONAL", "ON")),
  },
  {
    id: "COG-02",
    title: "User pools are protected from deletion",
    severity: "high",
    rationale: "A deleted pool takes every account with it.",
    fix: "Set deletion_protection ACTIVE.",
    controls: { fsbp: ["Cognito.1", "Cognito.6"], nist: ["CM-3a"], nag: ["COG8"] },
    types: ["aws_cognito_user_pool"],
    relaxed: { dev: "off" },
    check: oneOf("deletion_protection", "ACTIVE"),
  },
  {
    id: "COG-04",
    title: "User pool clients hide who exists, revoke tokens and use no password or implicit flow",
    severity: "medium",
    rationale: "Passwords belong to the sign-in page; tokens in URLs leak.",
    fix: "Use the code and SRP flows, prevent_user_existence_errors ENABLED, enable_token_revocation and https callbacks.",
    controls: { nist: ["IA-5(1)(c)"] },
    types: ["aws_cognito_user_pool_client", "aws_cognito_user_pool_domain", "aws_cognito_resource_server"],
    check: forType("aws_cognito_user_pool_client", ({ values }) => {
      const flows = listOf(values["explicit_auth_flows"]);
      const insecure = listOf(values["callback_urls"]).filter(
        (url) => typeof url === "string" && /^http:\/\/(?!localhost[:/])/.test(url),
      );
      return [
        ...(listOf(values["allowed_oauth_flows"]).includes("implicit")
          ? [fail("allowed_oauth_flows", "must not have implicit")]
          : []),
        ...(flows.some((flow) => /USER_PASSWORD_AUTH/.test(String(flow)))
          ? [fail("explicit_auth_flows", "must not have the password flow")]
          : []),
        ...(valueAt(values, "prevent_user_existence_errors") === "ENABLED"
          ? []
          : [fail("prevent_user_existence_errors", "must be ENABLED")]),
        ...insecure.map(() => fail("callback_urls", "must be https")),
      ];
    }),
  },
];

function isSchedule(text: string): boolean {
  if (
    /^rate\((?:1 (?:minute|hour|day)|(?:[2-9]|[1-9]\d+) (?:minutes|hours|days))\)$/.test(text) ||
    /^at\(.+\)$/.test(text)
  )
    return true;
  const fields = /^cron\((.+)\)$/.exec(text)?.[1]?.trim().split(/\s+/) ?? [];
  return fields.length === 6 && (fields[2] === "?") !== (fields[4] === "?");
}
