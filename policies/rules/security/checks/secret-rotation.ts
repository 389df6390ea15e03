import { fail, unknown } from "../../../engine/checks";
import type { Check } from "../../../engine/rule";
import { isEmpty, isUnresolved, numberOf, valueAt } from "../../../engine/values";

const ROTATION = "aws_secretsmanager_secret_rotation";
const VERSION = "aws_secretsmanager_secret_version";

/** Requires a rotation, except for values generated for another resource: only an apply can change both. */
export const hasRotation: Check = (secret, { graph }) => {
  const isGenerated = graph
    .referrers(secret, VERSION)
    .some((version) => graph.targetsAt(version, "secret_string").some((source) => source !== secret));
  return isGenerated || graph.referrers(secret, ROTATION).length > 0 ? [] : [fail("", "needs a rotation")];
};

/** Requires a rotation schedule, or an interval within the limit. */
export const rotatesWithinLimit: Check = ({ values }, { parameters }) => {
  const rules = values["rotation_rules"];
  if (!isEmpty(valueAt(rules, "schedule_expression"))) return [];
  const path = "rotation_rules.automatically_after_days";
  const days = valueAt(rules, "automatically_after_days");
  if (isUnresolved(days)) return [unknown(path)];
  const after = numberOf(days) ?? Infinity;
  return after <= parameters["rotationDays"]! ? [] : [fail(path, `must be at most ${parameters["rotationDays"]}`)];
};
