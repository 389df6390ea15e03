import { all, atLeast, isTrue, needs, notFalse, notTrue, when } from "../../engine/checks";
import type { Rule } from "../../engine/rule";
import { isEmpty } from "../../engine/values";
import { eachStatement, unknownCallerProblem } from "../../iam/questions";

export const KMS_RULES: readonly Rule[] = [
  {
    id: "KMS-01",
    title: "Keys rotate and have a deletion window",
    severity: "high",
    rationale: "Everything that a deleted key encrypted is lost.",
    fix: "Set enable_key_rotation to true, and deletion_window_in_days to 30. In a Groundplan module: `deletionWindowDays`.",
    controls: {
      fsbp: ["KMS.4"],
      cis: ["3.6"],
      nist: ["SC-12"],
      checkov: ["CKV_AWS_7", "CKV_AWS_227"],
      trivy: ["AVD-AWS-0065"],
      nag: ["KMS5"],
    },
    types: ["aws_kms_key"],
    parameters: { days: 30 },
    relaxed: { staging: { days: 7 }, dev: { days: 7 } },
    check: all(
      when(
        ({ values }) => [undefined, "SYMMETRIC_DEFAULT"].includes(values["customer_master_key_spec"] as string),
        isTrue("enable_key_rotation"),
      ),
      when(({ values }) => values["deletion_window_in_days"] !== undefined, atLeast("deletion_window_in_days", "days")),
      notFalse("is_enabled"),
    ),
  },
  {
    id: "KMS-02",
    title: "Key policies name who can use the key",
    severity: "critical",
    rationale:
      "A public key policy makes encryption worthless; a service without a source condition uses the key for any account.",
    fix: "Set policy; delegate to IAM through the account root, and restrict services with aws:SourceAccount, aws:SourceArn or the ARN in kms:EncryptionContext.",
    controls: { fsbp: ["KMS.5"], nist: ["AC-3", "SC-12"], checkov: ["CKV_AWS_33", "CKV2_AWS_64"] },
    types: ["aws_kms_key", "aws_kms_key_policy", "aws_kms_replica_key", "aws_kms_external_key"],
    check: all(
      when(({ values }) => isEmpty(values["policy"]), needs("aws_kms_key_policy", "needs a key policy: set policy")),
      eachStatement("policy", unknownCallerProblem),
      notTrue("bypass_policy_lockout_safety_check"),
    ),
  },
];
