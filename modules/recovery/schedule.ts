import { CALENDAR_DAYS, parseCron, runDays, type CronFields, type Rule } from "../core";

const DAY_MINUTES = 1440;

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
  return faultOf(schedule) === undefined ? Math.max(...gapMinutes(schedule, parseCron(schedule).fields!)) : Infinity;
}

/** The requirement that a schedule violates, or undefined. */
function faultOf(schedule: string): string | undefined {
  if (!schedule.startsWith("cron(")) return "cron(...), since AWS Backup knows neither rate nor at";
  const { fields, fault } = parseCron(schedule);
  if (fault !== undefined) return fault;
  if (!schedule.endsWith(" *)")) return "* as the year, since a plan has no end";
  const gaps = gapMinutes(schedule, fields);
  if (gaps.length === 0) return "a date that exists";
  return Math.min(...gaps) < 60 ? "at most one run an hour" : undefined;
}

/** Results by schedule: computing one takes milliseconds, and rules are read several times. */
const knownGaps = new Map<string, number[]>();

function gapMinutes(schedule: string, fields: CronFields): number[] {
  const gaps = knownGaps.get(schedule) ?? computeGapMinutes(fields);
  knownGaps.set(schedule, gaps);
  return gaps;
}

/** Distances between consecutive runs in minutes; empty without a run. */
function computeGapMinutes({ hours, minutes, ...date }: CronFields): number[] {
  const times = hours.flatMap((hour) => minutes.map((minute) => hour * 60 + minute));
  const overnight = times[times.length - 1]! - times[0]!;
  const days = runDays(date);
  if (days.length === 0) return [];
  const betweenDays = days.map((day, index) => (days[index + 1] ?? days[0]! + CALENDAR_DAYS) - day);
  const withinDay = times.slice(1).map((time, index) => time - times[index]!);
  return [...withinDay, ...new Set(betweenDays.map((gap) => gap * DAY_MINUTES - overnight))];
}
