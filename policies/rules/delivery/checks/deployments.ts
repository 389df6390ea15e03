import { fail } from "../../../engine/checks";
import type { Check, Finding } from "../../../engine/rule";
import { isUnresolved, listOf, numberOf, recordsOf, valueAt } from "../../../engine/values";

const KEEP_BLUE_MINUTES = 15;

export const rollsBackByItself: Check = ({ values }) => {
  const events = listOf(valueAt(values, "auto_rollback_configuration.events"));
  return ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"]
    .filter((event) => !events.includes(event))
    .map((event) => fail("auto_rollback_configuration.events", `must include ${event}`));
};

/** A rollback needs the old tasks to be running. */
export const keepsBlue: Check = ({ values }): readonly Finding[] =>
  recordsOf(values["blue_green_deployment_config"]).flatMap((config) => {
    const minutes = valueAt(config, "terminate_blue_instances_on_deployment_success.termination_wait_time_in_minutes");
    return isUnresolved(minutes) || (numberOf(minutes) ?? 0) >= KEEP_BLUE_MINUTES
      ? []
      : [fail("blue_green_deployment_config", `must retain the old tasks for at least ${KEEP_BLUE_MINUTES} minutes`)];
  });
