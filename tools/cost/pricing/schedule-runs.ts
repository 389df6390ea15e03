import { parseCron, runDays } from "../../../modules/core";

const MONTH_MINUTES = 730 * 60;
/** Months of the calendar of `runDays`. */
const CALENDAR_MONTHS = 28 * 12;

const RATE = /^rate\((\d+) (minute|hour|day)s?\)$/;
const MINUTES: Readonly<Record<string, number>> = { minute: 1, hour: 60, day: 1440 };

/** Runs of a schedule in an average month; undefined for an expression that is unknown, and for one run only. */
export function monthlyRuns(expression: unknown): number | undefined {
  if (typeof expression !== "string") return undefined;
  const [, count, unit] = RATE.exec(expression) ?? [];
  if (unit !== undefined) return MONTH_MINUTES / (Number(count) * MINUTES[unit]!);
  const { fields } = parseCron(expression);
  if (!fields) return undefined;
  // 365.25 days are 730.5 h a month; every other quantity counts 730.
  return (
    (fields.minutes.length * fields.hours.length * runDays(fields).length * (MONTH_MINUTES / 60)) /
    (CALENDAR_MONTHS * 730.5)
  );
}
