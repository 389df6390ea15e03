import { fail, unknown } from "../engine/checks";
import type { Check } from "../engine/rule";
import { isUnresolved, numberOf, recordsOf, select } from "../engine/values";
import { denies, hasAnyone } from "../iam/questions";
import type { Statement } from "../iam/statements";
import { regionOf } from "./region";
import { intervalMinutes } from "./schedule";

const KEEPING = /^(?:\*|backup:(?:\*|Delete\*|DeleteRecoveryPoint))$/i;

/** A Deny for everyone that no condition narrows. */
export const keepsRecoveryPoints = (statement: Statement): boolean =>
  denies(statement) &&
  hasAnyone(statement) &&
  statement.conditions.length === 0 &&
  statement.actions.some((action) => KEEPING.test(action));

/** A copy in the region of the plan is no second place. */
export const copiesElsewhere: Check = (plan, context) =>
  select(plan.values, "rule.copy_action.destination_vault_arn").flatMap(({ path, value }) => {
    if (value === undefined) return [];
    const [target] = context.graph.targets(plan.stack, value);
    const region = target
      ? regionOf(target, context.graph)
      : /^arn:aws[\w-]*:backup:([\w-]+):/.exec(String(value))?.[1];
    const home = regionOf(plan, context.graph);
    if (region === undefined || home === undefined) return [unknown(path)];
    return region === home ? [fail(path, `must be in another region than ${home}`)] : [];
  });

/** The longest retention counts: frequent backups may be short-lived beside it. */
export const keepsLongEnough: Check = ({ values }, { parameters }) => {
  const kept = select(values, "rule.lifecycle.delete_after");
  if (kept.some(({ value }) => isUnresolved(value))) return [unknown("rule.lifecycle.delete_after")];
  const longest = Math.max(0, ...kept.map(({ value }) => numberOf(value) ?? 0));
  return longest >= parameters["days"]!
    ? []
    : [
        fail(
          "rule.lifecycle.delete_after",
          `some rule must keep ${parameters["days"]} days, the longest keeps ${longest}`,
        ),
      ];
};

/** A continuous backup can go back to any second; else the shortest interval must be within the objective. */
export const runsOftenEnough: Check = ({ values }, { parameters }) => {
  if (recordsOf(values["rule"]).some((rule) => rule["enable_continuous_backup"] === true)) return [];
  const schedules = select(values, "rule.schedule").map(({ value }) => value);
  if (schedules.some(isUnresolved)) return [unknown("rule.schedule")];
  const intervals = schedules.map((schedule) => intervalMinutes(String(schedule)) ?? Infinity);
  return Math.min(...intervals) <= parameters["minutes"]!
    ? []
    : [fail("rule.schedule", `some rule must run every ${parameters["minutes"]} minutes`)];
};

/** A stack that makes backups restores some and hears of failures. */
export const restoresAreTested: Check = ({ stack }, { graph }) => {
  const heard =
    graph.inStack(stack, "aws_backup_vault_notifications").length > 0 ||
    graph.inStack(stack, "aws_cloudwatch_metric_alarm").some(({ values }) => values["namespace"] === "AWS/Backup");
  return [
    ...(graph.inStack(stack, "aws_backup_restore_testing_plan").length > 0
      ? []
      : [fail("", "needs a restore testing plan")]),
    ...(heard ? [] : [fail("", "needs an alarm on AWS/Backup, or vault notifications")]),
  ];
};
