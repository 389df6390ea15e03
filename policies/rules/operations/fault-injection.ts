import { all, fail, isSet } from "../../engine/checks";
import type { Check, Rule } from "../../engine/rule";
import { isEmpty, recordsOf } from "../../engine/values";

const stopsByAlarm: Check = ({ values }) =>
  recordsOf(values["stop_condition"]).some(({ source, value }) => source === "aws:cloudwatch:alarm" && !isEmpty(value))
    ? []
    : [fail("stop_condition", "must be an alarm")];

const choosesByTag: Check = ({ values }) =>
  recordsOf(values["target"]).flatMap((target, index) =>
    isEmpty(target["resource_tag"]) && isEmpty(target["resource_arns"])
      ? [fail(`target[${index}]`, "must choose by tag or by ARN")]
      : [],
  );

export const FAULT_INJECTION_RULES: readonly Rule[] = [
  {
    id: "OPS-02",
    title: "Fault experiments stop by an alarm, log, and hit only what they are meant for",
    severity: "high",
    rationale: "An experiment without a stop is an outage.",
    fix: "Set stop_condition to an alarm, log_configuration, and targets by tag or ARN.",
    controls: { nist: ["CP-4"] },
    types: ["aws_fis_experiment_template"],
    check: all(stopsByAlarm, choosesByTag, isSet("log_configuration")),
  },
];
