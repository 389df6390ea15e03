import { recordsOf } from "../../engine/values";
import { all, expectAt, fail, forType, notFalse, oneOf, when } from "../../engine/checks";
import type { Check, Rule } from "../../engine/rule";
import { regionOf } from "../checks/regions";

const DETECTION = [
  "S3_DATA_EVENTS",
  "RDS_LOGIN_EVENTS",
  "LAMBDA_NETWORK_LOGS",
  "EBS_MALWARE_PROTECTION",
  "RUNTIME_MONITORING",
];

const hasAllFeatures: Check = (detector, { graph }) => {
  const on = graph
    .referrers(detector, "aws_guardduty_detector_feature")
    .filter(({ values }) => values["status"] === "ENABLED")
    .map(({ values }) => String(values["name"]));
  return DETECTION.filter((feature) => !on.includes(feature)).map((feature) =>
    fail("", `needs the feature ${feature}`),
  );
};

const managesEcsAgents = (configurations: unknown): boolean =>
  recordsOf(configurations).some(({ name, status }) => name === "ECS_FARGATE_AGENT_MANAGEMENT" && status === "ENABLED");

const isOnlyOne: Check = (detector, { graph }) =>
  graph
    .inStack(detector.stack, detector.type)
    .some((one) => one !== detector && regionOf(one, graph) === regionOf(detector, graph))
    ? [fail("", "must be the only detector in its region")]
    : [];

export const GUARDDUTY_RULES: readonly Rule[] = [
  {
    id: "GD-01",
    title: "GuardDuty is enabled with all protection features",
    severity: "high",
    rationale: "Each feature detects threats that the others cannot see. An account has one detector per region.",
    awsError: "BadRequestException: The request is rejected because a detector already exists for the current account",
    fix: "Keep one aws_guardduty_detector per region with enable true, and add one aws_guardduty_detector_feature with status ENABLED for S3, RDS, Lambda, malware and runtime monitoring, the last with ECS_FARGATE_AGENT_MANAGEMENT enabled in additional_configuration.",
    controls: {
      fsbp: [
        "GuardDuty.1",
        "GuardDuty.6",
        "GuardDuty.8",
        "GuardDuty.9",
        "GuardDuty.10",
        "GuardDuty.11",
        "GuardDuty.12",
      ],
      nist: ["CA-7"],
      checkov: ["CKV_AWS_238", "CKV2_AWS_3"],
    },
    types: ["aws_guardduty_detector", "aws_guardduty_detector_feature"],
    check: all(
      forType(
        "aws_guardduty_detector",
        all(
          notFalse("enable"),
          isOnlyOne,
          when((_resource, { profile }) => profile !== "dev", hasAllFeatures),
        ),
      ),
      forType("aws_guardduty_detector_feature", oneOf("status", "ENABLED")),
      when(
        ({ values }) => values["name"] === "RUNTIME_MONITORING",
        expectAt("additional_configuration", "must enable ECS_FARGATE_AGENT_MANAGEMENT", managesEcsAgents),
      ),
    ),
  },
];
