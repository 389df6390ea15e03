import { fail } from "../../../engine/checks";
import type { Check, Finding } from "../../../engine/rule";
import { isUnresolved, listOf, numberOf, recordsOf, valueAt } from "../../../engine/values";

const OLD_TASK_MINUTES = 15;

export const rollsBackAutomatically: Check = ({ values }) => {
  const events = listOf(valueAt(values, "auto_rollback_configuration.events"));
  return ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"]
    .filter((event) => !events.includes(event))
    .map((event) => fail("auto_rollback_configuration.events", `must include ${event}`));
};

/** A rollback needs the old tasks to be running. */
export const retainsOldTasks: Check = ({ values }): readonly Finding[] =>
  recordsOf(values["blue_green_deployment_config"]).flatMap((config) => {
    const minutes = valueAt(config, "terminate_blue_instances_on_deployment_success.termination_wait_time_in_minutes");
    return isUnresolved(minutes) || (numberOf(minutes) ?? 0) >= OLD_TASK_MINUTES
      ? []
      : [fail("blue_green_deployment_config", `must retain the old tasks for at least ${OLD_TASK_MINUTES} minutes`)];
  });
