import { all, expectAt, isSet, isTrue, when } from "../../engine/checks";
import type { Rule } from "../../engine/rule";
import { booleanOf } from "../../engine/values";
import { startsWithOneGroup } from "./checks/blue-green-listeners";
import { retainsOldTasks, rollsBackAutomatically } from "./checks/deployments";

export const CODEDEPLOY_RULES: readonly Rule[] = [
  {
    id: "CI-02",
    title: "Deployments are gradual and roll back automatically",
    severity: "medium",
    rationale: "A deployment that shifts all traffic at once exposes every customer to its faults.",
    fix: "Set auto_rollback_configuration with DEPLOYMENT_FAILURE and DEPLOYMENT_STOP_ON_ALARM, alarm_configuration, termination_wait_time_in_minutes to at least 15, and deployment_config_name to a canary or linear configuration.",
    controls: { nist: ["CM-3a", "SI-2a"] },
    types: ["aws_codedeploy_deployment_group"],
    relaxed: { dev: "off" },
    check: all(
      isTrue("auto_rollback_configuration.enabled"),
      rollsBackAutomatically,
      isSet("alarm_configuration.alarms"),
      expectAt("alarm_configuration.enabled", "must not be false", (value) => booleanOf(value) !== false),
      retainsOldTasks,
      when(
        (_group, { profile }) => profile === "prod",
        expectAt("deployment_config_name", "must not be AllAtOnce", (value) => !/AllAtOnce$/.test(String(value))),
      ),
    ),
  },
  {
    id: "CI-03",
    title: "Production and test listener of a deployment group forward to the same target group",
    severity: "high",
    rationale:
      "The live target group must be behind both listeners; otherwise the first deployment fails, and later ones exchange the wrong tasks.",
    fix: "Set default_action of both listeners to forward to the target group of the service, without weights, and ignore its changes.",
    awsError:
      "The ELB could not be updated due to the following error: Primary taskset target group must be behind listener",
    controls: { nist: ["CM-3a"] },
    types: ["aws_codedeploy_deployment_group"],
    check: startsWithOneGroup,
  },
];
