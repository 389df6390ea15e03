import { all, forType, isSet, when } from "../../engine/checks";
import type { Rule } from "../../engine/rule";
import { hasPolicy, restrictsCallers } from "./checks/resource-policies";
import { publishersCanUseKey } from "./checks/service-keys";

export const SNS_RULES: readonly Rule[] = [
  {
    id: "SNS-01",
    title: "Topics are encrypted with a customer managed key that their publishers can use",
    severity: "medium",
    rationale: "CloudWatch, Budgets and EventBridge cannot publish to a topic that is encrypted with alias/aws/sns.",
    fix: "Set kms_master_key_id to a key whose policy allows kms:Decrypt and kms:GenerateDataKey* to the publishing services.",
    awsError: "CloudWatch Alarms does not have authorization to access the SNS topic encryption key",
    controls: {
      fsbp: ["SNS.1"],
      nist: ["SC-28(1)"],
      checkov: ["CKV_AWS_26"],
      trivy: ["AVD-AWS-0095", "AVD-AWS-0136"],
      nag: ["SNSEncryptedKMS"],
    },
    types: ["aws_sns_topic"],
    check: all(isSet("kms_master_key_id"), publishersCanUseKey),
  },
  {
    id: "SNS-02",
    title: "Topics accept messages from known publishers only, over TLS",
    severity: "high",
    rationale: "Anyone can publish to an open topic, including to your alarms.",
    fix: "Restrict services with aws:SourceAccount, and deny requests when aws:SecureTransport is false.",
    controls: { fsbp: ["SNS.4"], nist: ["AC-3", "SC-8"], checkov: ["CKV_AWS_169"], nag: ["SNS3"] },
    types: ["aws_sns_topic", "aws_sns_topic_policy"],
    check: all(
      forType("aws_sns_topic", hasPolicy("aws_sns_topic_policy")),
      forType("aws_sns_topic_policy", restrictsCallers),
    ),
  },
  {
    id: "SNS-03",
    title: "Subscriptions have a dead-letter queue",
    severity: "low",
    rationale: "A message that a subscriber rejects is lost without a dead-letter queue.",
    fix: "Set redrive_policy, except for email and SMS subscriptions.",
    controls: { nag: ["SNSRedrivePolicy"], nist: ["SI-2a"] },
    types: ["aws_sns_topic_subscription"],
    relaxed: { dev: "off" },
    check: when(
      ({ values }) => !["email", "email-json", "sms"].includes(String(values["protocol"])),
      isSet("redrive_policy"),
    ),
  },
];
