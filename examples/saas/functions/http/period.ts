import type { Period } from "../contract";
import { Refusal } from "../refusal";

const MAX_DAYS = 366;
const DAY_MILLIS = 86_400_000;

/** Returns the period. @throws Refusal for one that ends before it begins, is longer than a year, or is in year 0. */
export function checkedPeriod(period: Period): Period {
  const days = (Date.parse(period.to) - Date.parse(period.from)) / DAY_MILLIS + 1;
  // PostgreSQL has no year 0.
  if (days < 1 || days > MAX_DAYS || period.from < "0001")
    throw new Refusal("invalid-request", `The period must be 1 to ${MAX_DAYS} days, "from" before "to"`);
  return period;
}
