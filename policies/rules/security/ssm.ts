import { all, isSet, oneOf, when } from "../../engine/checks";
import type { Rule } from "../../engine/rule";

export const SSM_RULES: readonly Rule[] = [
  {
    id: "SSM-01",
    title: "Parameters with sensitive names are of type SecureString",
    severity: "high",
    rationale: "Everyone who may read parameters can read a String parameter.",
    fix: "Set type to SecureString and key_id.",
    controls: { nist: ["SC-28(1)"], checkov: ["CKV_AWS_337", "CKV2_AWS_34"] },
    types: ["aws_ssm_parameter"],
    check: when(
      ({ values }) => /password|secret(?!-arn|-name)|token|private-?key/i.test(String(values["name"])),
      all(oneOf("type", "SecureString"), isSet("key_id")),
    ),
  },
];
