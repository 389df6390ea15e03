import { parseCron, type CronFields, type Validation } from "../core";

const DAY_MINUTES = 1440;
const DAY_MILLISECONDS = 86_400_000;
/** After 28 years dates fall on the same days of the week again, so the gaps between days close to a circle. */
const CALENDAR_DAYS = 28 * 365 + 7;
const CALENDAR_START = Date.UTC(2000, 0, 1);

/**
 * Checks that AWS Backup takes the schedule, and takes it as it is meant. `L`, `W` and `#` are refused too, though AWS knows them: the
 * time between two such runs is not computed here.
 */
export function checkSchedule(validation: Validation, property: string, schedule: string): void {
  const fault = faultOf(schedule);
  const example = "write it like cron(0 3 * * ? *), which is daily at 3:00 UTC";
  validation.check(fault === undefined, property, schedule, fault ?? "", example);
}

/** The longest time between two runs. A schedule that is not known or not valid promises nothing: infinity. */
export function longestGapMinutes(schedule: string): number {
  return faultOf(schedule) === undefined ? Math.max(...gapMinutes(schedule, parseCron(schedule).fields!)) : Infinity;
}

/** What the schedule would have to be, or nothing when it is that. */
function faultOf(schedule: string): string | undefined {
  if (!schedule.startsWith("cron(")) return "cron(...), since AWS Backup knows neither rate nor at";
  const { fields, fault } = parseCron(schedule);
  if (fault !== undefined) return fault;
  if (!schedule.endsWith(" *)")) return "* as the year, since a plan has no end";
  const gaps = gapMinutes(schedule, fields);
  if (gaps.length === 0) return "a date that exists";
  return Math.min(...gaps) < 60 ? "at most one run an hour" : undefined;
}

/** Walking the calendar takes milliseconds, and an app has few schedules. */
const knownGaps = new Map<string, number[]>();

function gapMinutes(schedule: string, fields: CronFields): number[] {
  const gaps = knownGaps.get(schedule) ?? computeGapMinutes(fields);
  knownGaps.set(schedule, gaps);
  return gaps;
}

/** Every distance between neighbouring runs; none when there is no run. */
function computeGapMinutes({ hours, minutes, ...date }: CronFields): number[] {
  const times = hours.flatMap((hour) => minutes.map((minute) => hour * 60 + minute));
  const overnight = times[times.length - 1]! - times[0]!;
  const days = runDays(date);
  if (days.length === 0) return [];
  const betweenDays = days.map((day, index) => (days[index + 1] ?? days[0]! + CALENDAR_DAYS) - day);
  const withinDay = times.slice(1).map((time, index) => time - times[index]!);
  return [...withinDay, ...new Set(betweenDays.map((gap) => gap * DAY_MINUTES - overnight))];
}

/** The days with runs, counted from the beginning of the calendar circle. */
function runDays({ daysOfMonth, months, daysOfWeek }: Omit<CronFields, "hours" | "minutes">): number[] {
  return Array.from({ length: CALENDAR_DAYS }, (_value, day) => day).filter((day) => {
    const date = new Date(CALENDAR_START + day * DAY_MILLISECONDS);
    return (
      daysOfMonth.includes(date.getUTCDate()) &&
      months.includes(date.getUTCMonth() + 1) &&
      daysOfWeek.includes(date.getUTCDay() + 1)
    );
  });
}
