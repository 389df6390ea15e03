import { all, expectAt, isSet, isTrue, when } from "../../engine/checks";
import type { Rule } from "../../engine/rule";
import { booleanOf } from "../../engine/values";
import { keepsBlue, rollsBackByItself } from "./checks/deployments";

export const CODEDEPLOY_RULES: readonly Rule[] = [
  {
    id: "CI-02",
    title: "Deployments go in steps, and back by themselves",
    severity: "medium",
    rationale: "Whoever moves all traffic at once finds out from all customers at once.",
    fix: "Set auto_rollback_configuration for failures and alarms, alarm_configuration, a termination wait of 15 minutes, and a canary or linear deployment_config_name.",
    controls: { nist: ["CM-3a", "SI-2a"] },
    types: ["aws_codedeploy_deployment_group"],
    relaxed: { dev: "off" },
    check: all(
      isTrue("auto_rollback_configuration.enabled"),
      rollsBackByItself,
      isSet("alarm_configuration.alarms"),
      expectAt("alarm_configuration.enabled", "must not be false", (value) => booleanOf(value) !== false),
      keepsBlue,
      when(
        (_group, { profile }) => profile === "prod",
        expectAt("deployment_config_name", "must not be AllAtOnce", (value) => !/AllAtOnce$/.test(String(value))),
      ),
    ),
  },
];
