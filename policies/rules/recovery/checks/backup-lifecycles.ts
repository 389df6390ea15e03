import { fail } from "../../../engine/checks";
import type { Values } from "../../../engine/resource";
import type { Check } from "../../../engine/rule";
import { booleanOf, numberOf, recordsOf, valueAt } from "../../../engine/values";

/** Minimum time in cold storage. */
const COLD_DAYS = 90;
const LONGEST_CONTINUOUS_DAYS = 35;
const SHORTEST_WINDOW_MINUTES = 60;
const VAULT_NAME = /^[\w-]{2,50}$|\$\{/;

/** Checks each rule of a backup plan. */
const eachRule =
  (path: string, problemOf: (rule: Values) => string | undefined): Check =>
  ({ values }) =>
    recordsOf(values["rule"]).flatMap((rule, index) => {
      const message = problemOf(rule);
      return message === undefined ? [] : [fail(`rule[${index}].${path}`, message)];
    });

const coldLongEnough = (lifecycle: unknown): boolean => {
  const [coldAfter, deleteAfter] = ["cold_storage_after", "delete_after"].map(
    (key) => numberOf(valueAt(lifecycle, key)) ?? 0,
  );
  return coldAfter! <= 0 || deleteAfter! <= 0 || deleteAfter! >= coldAfter! + COLD_DAYS;
};

/** Limits that AWS Backup enforces at apply. */
export const LIFECYCLE: readonly Check[] = [
  eachRule("lifecycle", (rule) =>
    [rule["lifecycle"], ...recordsOf(rule["copy_action"]).map((copy) => copy["lifecycle"])].every(coldLongEnough)
      ? undefined
      : `delete_after must be at least ${COLD_DAYS} days after cold_storage_after`,
  ),
  eachRule("lifecycle.delete_after", (rule) => {
    const deleteAfter = numberOf(valueAt(rule["lifecycle"], "delete_after"));
    const continuous = booleanOf(rule["enable_continuous_backup"]) === true;
    return continuous && deleteAfter !== undefined && (deleteAfter < 1 || deleteAfter > LONGEST_CONTINUOUS_DAYS)
      ? `must be from 1 to ${LONGEST_CONTINUOUS_DAYS} days for a continuous backup`
      : undefined;
  }),
  eachRule("start_window", ({ start_window: start, completion_window: end }) => {
    const [window, limit] = [numberOf(start), numberOf(end)];
    if (window !== undefined && window < SHORTEST_WINDOW_MINUTES)
      return `must be at least ${SHORTEST_WINDOW_MINUTES} minutes`;
    return window !== undefined && limit !== undefined && limit <= window
      ? "must be shorter than completion_window"
      : undefined;
  }),
  eachRule("target_vault_name", ({ target_vault_name: name }) =>
    name === undefined || VAULT_NAME.test(String(name))
      ? undefined
      : "must be 2 to 50 letters, digits, hyphens and underscores",
  ),
];
