import { all, flag, forType, isSet, when } from "../../engine/checks";
import type { Rule } from "../../engine/rule";
import { isEmpty } from "../../engine/values";
import { hasRedrivePolicy, isValidRedrivePolicy } from "./checks/redrive-policies";
import { hasPolicy, restrictsCallers } from "./checks/resource-policies";
import { sendersCanUseKey } from "./checks/service-keys";

export const SQS_RULES: readonly Rule[] = [
  {
    id: "SQS-01",
    title: "Queues are encrypted",
    severity: "medium",
    rationale: "Queued messages are data at rest.",
    fix: "Set kms_master_key_id; sqs_managed_sse_enabled suffices outside prod.",
    controls: {
      fsbp: ["SQS.1"],
      nist: ["SC-28(1)"],
      checkov: ["CKV_AWS_27", "CKV2_AWS_73"],
      trivy: ["AVD-AWS-0096", "AVD-AWS-0135"],
      nag: ["SQS2"],
    },
    types: ["aws_sqs_queue"],
    check: when(
      (queue, { profile }) => profile === "prod" || !flag(queue, "sqs_managed_sse_enabled"),
      isSet("kms_master_key_id"),
    ),
  },
  {
    id: "SQS-02",
    title: "Queues have a dead-letter queue with a longer retention",
    severity: "medium",
    rationale: "A failing message is redelivered until it expires. In the dead-letter queue it keeps its original age.",
    fix: "Set redrive_policy with maxReceiveCount from 3 to 10, and message_retention_seconds of the dead-letter queue above that of its source.",
    controls: { nist: ["SI-2a"], nag: ["SQS3", "SQSRedrivePolicy"] },
    types: ["aws_sqs_queue", "aws_sqs_queue_redrive_policy", "aws_sqs_queue_redrive_allow_policy"],
    check: all(
      forType("aws_sqs_queue", hasRedrivePolicy),
      when(
        ({ type, values }) => type === "aws_sqs_queue_redrive_policy" || !isEmpty(values["redrive_policy"]),
        isValidRedrivePolicy,
      ),
      forType("aws_sqs_queue_redrive_allow_policy", isSet("redrive_allow_policy")),
    ),
  },
  {
    id: "SQS-03",
    title: "Queues accept messages from known senders only, over TLS",
    severity: "high",
    rationale: "Anyone can send messages to an open queue and so to the application.",
    fix: "Restrict services with aws:SourceArn, and deny requests when aws:SecureTransport is false.",
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
      forType("aws_sqs_queue_policy", restrictsCallers),
    ),
  },
  {
    id: "SQS-04",
    title: "Keys of queues admit the services that send to the queue",
    severity: "high",
    rationale: "A topic or an event rule drops messages that it cannot encrypt for the queue, and reports nothing.",
    fix: "Allow kms:Decrypt and kms:GenerateDataKey* to sns.amazonaws.com or events.amazonaws.com in the key policy, with aws:SourceAccount or aws:SourceArn; an EncryptionKey admits them by itself.",
    awsError: "KMS.AccessDeniedException in NumberOfNotificationsFailed",
    controls: { nist: ["SI-2a"] },
    types: ["aws_sqs_queue"],
    check: sendersCanUseKey,
  },
];
