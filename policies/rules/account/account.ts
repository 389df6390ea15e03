import { all, fail, forType, isSet, isTrue, needs, notFalse, when } from "../../engine/checks";
import type { Resource } from "../../engine/resource";
import type { Check, Context, Rule } from "../../engine/rule";

const TRAIL = "aws_cloudtrail";
const RECORDER = "aws_config_configuration_recorder";

const STATUS = "aws_config_configuration_recorder_status";

/** A status names its recorder, whose name is `default` unless it is set. */
const isNamedByStatus = ({ stack, values }: Resource, { graph }: Context): boolean =>
  graph.inStack(stack, STATUS).some((status) => status.values["name"] === (values["name"] ?? "default"));

/** Requires the other audit services in the stack of a trail. */
const hasAuditServices: Check = ({ stack }, { graph }) =>
  Object.entries({
    [RECORDER]: "AWS Config",
    aws_securityhub_account: "Security Hub",
    aws_accessanalyzer_analyzer: "IAM Access Analyzer",
  })
    .filter(([type]) => graph.inStack(stack, type).length === 0)
    .map(([type, name]) => fail("", `the stack of a trail needs ${name} (${type})`));

export const ACCOUNT_RULES: readonly Rule[] = [
  {
    id: "ACC-01",
    title: "Accounts with a trail have AWS Config, Security Hub and IAM Access Analyzer",
    severity: "medium",
    rationale:
      "A trail records API calls; AWS Config records the resulting configuration, and Access Analyzer finds external access.",
    fix: "Add aws_config_configuration_recorder with recording_group.all_supported true and a recorder status with is_enabled true, aws_securityhub_account, and aws_accessanalyzer_analyzer to the stack of the trail.",
    controls: {
      fsbp: ["Config.1"],
      cis: ["1.20", "3.3", "4.16"],
      nist: ["CA-7", "CM-3a"],
      checkov: ["CKV2_AWS_45"],
      trivy: ["AVD-AWS-0175"],
    },
    types: [TRAIL, RECORDER, STATUS, "aws_accessanalyzer_analyzer", "aws_securityhub_account"],
    relaxed: { dev: "off" },
    check: all(
      forType(TRAIL, hasAuditServices),
      forType(
        RECORDER,
        all(
          notFalse("recording_group.all_supported"),
          when((recorder, context) => !isNamedByStatus(recorder, context), needs(STATUS, "needs a recorder status")),
        ),
      ),
      forType(STATUS, isTrue("is_enabled")),
      forType("aws_accessanalyzer_analyzer", isSet("analyzer_name")),
      forType("aws_securityhub_account", notFalse("enable_default_standards")),
    ),
  },
];
