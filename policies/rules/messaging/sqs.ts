import { all, fail, forType, isSet, when } from "../../engine/checks";
import type { Rule } from "../../engine/rule";
import { isEmpty } from "../../engine/values";
import { queueRedrives, redriveHolds } from "./checks/redrive-policies";
import { guardsItsDoor, hasPolicy } from "./checks/resource-policies";

export const SQS_RULES: readonly Rule[] = [
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
