import { parseCron } from "../../../modules/core";

const MONTH_MINUTES = 730 * 60;
/** Days of 28 years, after which dates repeat their days of the week. */
const CALENDAR_DAYS = 28 * 365 + 7;
const CALENDAR_MONTHS = 28 * 12;
const CALENDAR_START = Date.UTC(2000, 0, 1);
const DAY_MILLISECONDS = 86_400_000;

const RATE = /^rate\((\d+) (minute|hour|day)s?\)$/;
const MINUTES: Readonly<Record<string, number>> = { minute: 1, hour: 60, day: 1440 };

/** Runs of a schedule in an average month; undefined for an expression that is unknown, and for one run only. */
export function monthlyRuns(expression: unknown): number | undefined {
  if (typeof expression !== "string") return undefined;
  const [, count, unit] = RATE.exec(expression) ?? [];
  if (unit !== undefined) return MONTH_MINUTES / (Number(count) * MINUTES[unit]!);
  const { fields } = parseCron(expression);
  if (!fields) return undefined;
  const { minutes, hours, daysOfMonth, months, daysOfWeek } = fields;
  const days = Array.from(
    { length: CALENDAR_DAYS },
    (_value, day) => new Date(CALENDAR_START + day * DAY_MILLISECONDS),
  );
  const running = days.filter(
    (day) =>
      daysOfMonth.includes(day.getUTCDate()) &&
      months.includes(day.getUTCMonth() + 1) &&
      daysOfWeek.includes(day.getUTCDay() + 1),
  );
  // 365.25 days are 730.5 h a month; every other quantity counts 730.
  return (minutes.length * hours.length * running.length * (MONTH_MINUTES / 60)) / (CALENDAR_MONTHS * 730.5);
}
