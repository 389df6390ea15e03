import { all, fail, forType, isSet, needs, when } from "../engine/checks";
import type { Check, Rule } from "../engine/rule";
import { isEmpty } from "../engine/values";
import { deniesPlainHttp, eachStatement, someStatement, strangerStatement } from "../iam/questions";
import { queueRedrives, redriveHolds } from "./redrive";
import { publishersUseTheKey } from "./topic-key";

const guardsItsDoor = all(
  eachStatement("policy", strangerStatement),
  someStatement("policy", "must deny everyone when aws:SecureTransport is false", deniesPlainHttp),
);

/** The policy stands inside the resource or beside it. */
const hasPolicy =
  (type: string): Check =>
  (resource, context) =>
    (isEmpty(resource.values["policy"]) ? needs(type, "needs a policy that denies plain HTTP") : guardsItsDoor)(
      resource,
      context,
    );

export const MESSAGING_RULES: readonly Rule[] = [
  {
    id: "SNS-01",
    title: "Topics are encrypted with a key of your own",
    severity: "medium",
    rationale: "CloudWatch, Budgets and EventBridge cannot publish to a topic under the key alias/aws/sns.",
    fix: "Set kms_master_key_id to a key whose policy lets the publishers use kms:Decrypt and kms:GenerateDataKey*.",
    awsError: "CloudWatch Alarms does not have authorization to access the SNS topic encryption key",
    controls: {
      fsbp: ["SNS.1"],
      nist: ["SC-28(1)"],
      checkov: ["CKV_AWS_26"],
      trivy: ["AVD-AWS-0095", "AVD-AWS-0136"],
      nag: ["SNSEncryptedKMS"],
    },
    types: ["aws_sns_topic"],
    check: all(
      isSet("kms_master_key_id"),
      ({ values }) =>
        values["kms_master_key_id"] === "alias/aws/sns" ? [fail("kms_master_key_id", "must not be alias/aws/sns")] : [],
      publishersUseTheKey,
    ),
  },
  {
    id: "SNS-02",
    title: "Topics take messages from known publishers, over TLS",
    severity: "high",
    rationale: "An open topic carries anybody's message into your alarms.",
    fix: "Pin services by aws:SourceAccount and deny aws:SecureTransport false.",
    controls: { fsbp: ["SNS.4"], nist: ["AC-3", "SC-8"], checkov: ["CKV_AWS_169", "CKV_AWS_385"], nag: ["SNS3"] },
    types: ["aws_sns_topic", "aws_sns_topic_policy"],
    check: all(
      forType("aws_sns_topic", hasPolicy("aws_sns_topic_policy")),
      forType("aws_sns_topic_policy", guardsItsDoor),
    ),
  },
  {
    id: "SNS-03",
    title: "Subscriptions of machines keep what they could not deliver",
    severity: "low",
    rationale: "What a subscriber refuses is lost without a queue for it.",
    fix: "Set redrive_policy, except for people's mail and phones.",
    controls: { nag: ["SNSRedrivePolicy"], nist: ["SI-2a"] },
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
    rationale:
      "One bad message otherwise comes back until it expires; one that was put aside keeps the age that it had.",
    fix: "Set redrive_policy with a maxReceiveCount from 3 to 10, and keep messages longer in the dead letter queue than in its source.",
    controls: { nist: ["SI-2a"], nag: ["SQS3", "SQSRedrivePolicy"] },
    types: ["aws_sqs_queue", "aws_sqs_queue_redrive_policy", "aws_sqs_queue_redrive_allow_policy"],
    check: all(
      forType("aws_sqs_queue", queueRedrives),
      when(
        ({ type, values }) => type === "aws_sqs_queue_redrive_policy" || !isEmpty(values["redrive_policy"]),
        redriveHolds,
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
    types: ["aws_sqs_queue", "aws_sqs_queue_policy"],
    check: all(
      forType("aws_sqs_queue", hasPolicy("aws_sqs_queue_policy")),
      forType("aws_sqs_queue_policy", guardsItsDoor),
    ),
  },
];
