import { each, physicalName, satisfying, unique, type Rule } from "../../core";

/** Accepts the names of 1 to 10 alarms, which judge a deployment. */
export function deploymentAlarms(): readonly Rule<readonly string[]>[] {
  return [
    satisfying<readonly string[]>(
      ({ length }) => length >= 1 && length <= 10,
      "1 to 10 names",
      "name the alarms that judge a deployment",
    ),
    unique(),
    each(physicalName("alarm name", "alarmNames")),
  ];
}
