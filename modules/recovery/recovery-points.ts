import { withDefaults } from "../core";
import { BACKUP_RULE_DEFAULTS, worstCaseRpoMinutes, type BackupRule } from "./backup-rule";
import { recoveryPoint } from "./rpo";
import { longestGapMinutes } from "./schedule";

/** Worst-case recovery points of one backup rule, in minutes. */
export interface RulePoints {
  readonly rule: string;
  /** Data loss when a resource is restored in the plan's region. */
  readonly regionMinutes: number;
  /** Data loss when the plan's region is lost; infinity without a copy. */
  readonly otherRegionMinutes: number;
}

/**
 * The recovery points that a plan achieves. Of several rules the smallest number counts.
 *
 * @param copyMinutes - measured duration of a copy between regions; it grows with the size of the database.
 */
export function recoveryPoints(rules: readonly BackupRule[], copyMinutes: number): readonly RulePoints[] {
  return rules.map((rule) => {
    const times = { ...withDefaults(rule, BACKUP_RULE_DEFAULTS), periodMinutes: longestGapMinutes(rule.schedule) };
    return {
      rule: rule.name,
      regionMinutes: worstCaseRpoMinutes(rule),
      otherRegionMinutes: rule.copyTo === undefined ? Infinity : recoveryPoint({ ...times, copyMinutes }),
    };
  });
}
