import { cronGapMinutes, parseCron, type Rule } from "../core";

/**
 * Accepts schedules of AWS Backup. `L`, `W` and `#` are refused although AWS supports them, because the time between
 * two such runs is not computed here.
 */
export const SCHEDULE: Rule<string> = (schedule) => {
  const allowed = faultOf(schedule);
  return allowed === undefined ? [] : [{ allowed, fix: "write it like cron(0 3 * * ? *), which is daily at 3:00 UTC" }];
};

/** Longest time between two runs in minutes. Infinity for a schedule that is unknown or invalid. */
export function longestGapMinutes(schedule: string): number {
  return faultOf(schedule) === undefined ? Math.max(...cronGapMinutes(schedule)) : Infinity;
}

/** The requirement that a schedule violates, or undefined. */
function faultOf(schedule: string): string | undefined {
  if (!schedule.startsWith("cron(")) return "cron(...), since AWS Backup knows neither rate nor at";
  const { fault } = parseCron(schedule);
  if (fault !== undefined) return fault;
  if (!schedule.endsWith(" *)")) return "* as the year, since a plan has no end";
  const gaps = cronGapMinutes(schedule);
  if (gaps.length === 0) return "a date that exists";
  return Math.min(...gaps) < 60 ? "at most one run an hour" : undefined;
}
