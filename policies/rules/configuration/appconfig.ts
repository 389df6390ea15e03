import { all, forType, isSet, when } from "../../engine/checks";
import type { Rule } from "../../engine/rule";

const PROFILE = "aws_appconfig_configuration_profile";

export const APPCONFIG_RULES: readonly Rule[] = [
  {
    id: "APC-01",
    title: "Hosted configuration is encrypted with a customer managed key",
    severity: "low",
    rationale:
      "Flags show unreleased work, and configuration names systems: with a key of yours, its policy decides who reads them.",
    fix: "Set kms_key_identifier of aws_appconfig_configuration_profile and of aws_appconfig_deployment. In a Groundplan module: `key`.",
    controls: { nist: ["SC-12", "SC-28(1)"] },
    types: [PROFILE, "aws_appconfig_deployment"],
    relaxed: { dev: "off" },
    check: all(
      forType(
        PROFILE,
        when(({ values }) => values["location_uri"] === "hosted", isSet("kms_key_identifier")),
      ),
      forType("aws_appconfig_deployment", isSet("kms_key_identifier")),
    ),
  },
  {
    id: "APC-02",
    title: "Configuration is rolled back by an alarm",
    severity: "medium",
    rationale:
      "A flag reaches every reader within seconds and without a deployment of code; only an alarm stops one that breaks requests.",
    fix: "Add monitor with an alarm_arn and an alarm_role_arn to aws_appconfig_environment. In a Groundplan module: `rollbackAlarmArns`.",
    controls: { nist: ["CM-3", "SI-17"] },
    types: ["aws_appconfig_environment"],
    relaxed: { staging: "off", dev: "off" },
    check: all(
      isSet("monitor"),
      when(({ values }) => values["monitor"] !== undefined, isSet("monitor.alarm_role_arn")),
    ),
  },
];
