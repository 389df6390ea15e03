import { fail, unknown } from "../../../engine/checks";
import type { Check } from "../../../engine/rule";
import { booleanOf, isEmpty, isUnresolved, numberOf, recordsOf, select } from "../../../engine/values";
import { denies, hasAnyone } from "../../../iam/questions";
import type { PolicyStatement } from "../../../iam/statements";
import { regionOf } from "../../checks/regions";
import { intervalMinutes } from "../../checks/schedules";

const DELETE_RECOVERY_POINT = /^(?:\*|backup:(?:\*|Delete\*|DeleteRecoveryPoint))$/i;

/** Matches an unconditional Deny for everyone. */
export const deniesRecoveryPointDeletion = (statement: PolicyStatement): boolean =>
  denies(statement) &&
  hasAnyone(statement) &&
  statement.conditions.length === 0 &&
  statement.actions.some((action) => DELETE_RECOVERY_POINT.test(action));

const COPY = "rule.copy_action.destination_vault_arn";

/**
 * Requires a copy of every rule; in dev of one rule, because copies of hourly backups cost more than the database.
 */
export const copiesBackups: Check = ({ values }, { profile }) => {
  const missing = select(values, COPY).filter(({ value }) => isEmpty(value));
  if (profile !== "dev") return missing.map(({ path }) => fail(path, "must be set"));
  return missing.length < recordsOf(values["rule"]).length ? [] : [fail(COPY, "must be set in one rule")];
};

/** Rejects copies to the region of the plan. */
export const copiesToOtherRegion: Check = (plan, { graph }) => {
  const copies = select(plan.values, COPY).filter(({ value }) => value !== undefined);
  const literalRegions = copies.flatMap(
    ({ value }) => /^arn:aws[\w-]*:backup:([\w-]+):/.exec(String(value))?.[1] ?? [],
  );
  const regions = [...literalRegions, ...graph.targetsAt(plan, COPY).map((vault) => regionOf(vault, graph))];
  const home = regionOf(plan, graph);
  if (copies.length === 0) return [];
  if (home === undefined || regions.length < copies.length || regions.includes(undefined)) return [unknown(COPY)];
  return regions.includes(home) ? [fail(COPY, `must be in a region other than ${home}`)] : [];
};

/** The longest retention counts; other rules may retain their backups for less. */
export const meetsRetention: Check = ({ values }, { parameters }) => {
  const retentions = select(values, "rule.lifecycle.delete_after");
  if (retentions.some(({ value }) => isUnresolved(value))) return [unknown("rule.lifecycle.delete_after")];
  const longest = Math.max(0, ...retentions.map(({ value }) => numberOf(value) ?? 0));
  return longest >= parameters["days"]!
    ? []
    : [
        fail(
          "rule.lifecycle.delete_after",
          `one rule must retain backups for at least ${parameters["days"]} days, the longest retains ${longest}`,
        ),
      ];
};

/** Requires a continuous backup, or an interval within the recovery point objective. */
export const meetsRecoveryPoint: Check = ({ values }, { parameters }) => {
  if (recordsOf(values["rule"]).some((rule) => booleanOf(rule["enable_continuous_backup"]) === true)) return [];
  const schedules = select(values, "rule.schedule").map(({ value }) => value);
  if (schedules.some(isUnresolved)) return [unknown("rule.schedule")];
  const intervals = schedules.map((schedule) => intervalMinutes(String(schedule)) ?? Infinity);
  return Math.min(...intervals) <= parameters["minutes"]!
    ? []
    : [fail("rule.schedule", `one rule must run at least every ${parameters["minutes"]} minutes`)];
};

/** Requires restore tests and failure notifications in the stack of a backup plan. */
export const testsRestores: Check = ({ stack }, { graph }) => {
  const notifies =
    graph.inStack(stack, "aws_backup_vault_notifications").length > 0 ||
    graph.inStack(stack, "aws_cloudwatch_metric_alarm").some(({ values }) => values["namespace"] === "AWS/Backup");
  return [
    ...(graph.inStack(stack, "aws_backup_restore_testing_plan").length > 0
      ? []
      : [fail("", "needs a restore testing plan")]),
    ...(notifies ? [] : [fail("", "needs an alarm in the namespace AWS/Backup, or vault notifications")]),
  ];
};
