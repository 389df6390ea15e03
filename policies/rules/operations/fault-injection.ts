import { all, fail, isSet } from "../../engine/checks";
import type { Check, Rule } from "../../engine/rule";
import { isEmpty, recordsOf } from "../../engine/values";

const hasStopAlarm: Check = ({ values }) =>
  recordsOf(values["stop_condition"]).some(({ source, value }) => source === "aws:cloudwatch:alarm" && !isEmpty(value))
    ? []
    : [fail("stop_condition", "must be an alarm")];

const limitsTargets: Check = ({ values }) =>
  recordsOf(values["target"]).flatMap((target, index) =>
    isEmpty(target["resource_tag"]) && isEmpty(target["resource_arns"])
      ? [fail(`target[${index}]`, "must select targets by tag or by ARN")]
      : [],
  );

export const FAULT_INJECTION_RULES: readonly Rule[] = [
  {
    id: "OPS-02",
    title: "Fault injection experiments have a stop alarm, a log and limited targets",
    severity: "high",
    rationale: "An experiment that cannot stop is an outage.",
    fix: "Set stop_condition to a CloudWatch alarm, log_configuration, and resource_tag or resource_arns on each target.",
    controls: { nist: ["CP-4"] },
    types: ["aws_fis_experiment_template"],
    check: all(hasStopAlarm, limitsTargets, isSet("log_configuration")),
  },
];
