import type { Interval } from "../contract";

/** Time for which a customer pays at once: from `start`, before `end`. Both are UTC in ISO 8601. */
export interface Period {
  readonly start: string;
  readonly end: string;
}

const MONTHS = { month: 1, year: 12 } as const satisfies Record<Interval, number>;

/**
 * Returns the period of an index, counted from the anchor. Each begins on the anchor's day at the anchor's time in UTC,
 * or on the last day of a shorter month: 31 January is followed by 28 or 29 February, and then by 31 March.
 */
export function periodOf(anchor: string, interval: Interval, index: number): Period {
  const months = MONTHS[interval] * index;
  return { start: monthsAfter(anchor, months), end: monthsAfter(anchor, months + MONTHS[interval]) };
}

function monthsAfter(anchor: string, months: number): string {
  const date = new Date(anchor);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + months, date.getUTCDate()];
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  date.setUTCFullYear(year, month, Math.min(day, lastDay));
  return date.toISOString();
}
