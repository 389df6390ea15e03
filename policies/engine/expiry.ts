const LONGEST_DAYS = 180;
const DAY = 24 * 60 * 60 * 1000;

/** Problems of the expiry date of a waiver or approval. */
export function expiryProblems(expires: string, now: Date): readonly string[] {
  const day = dayOf(expires);
  if (day === undefined) return [`expires must be a date as YYYY-MM-DD, got ${JSON.stringify(expires)}`];
  const left = daysLeft(expires, now);
  if (left < 0) return [`expired on ${expires}`];
  return left > LONGEST_DAYS ? [`expires in ${left} days; at most ${LONGEST_DAYS} are allowed`] : [];
}

/** Returns whether a valid date has passed. */
export function isExpired(expires: string, now: Date): boolean {
  return dayOf(expires) !== undefined && daysLeft(expires, now) < 0;
}

/** Date and remaining days in words. */
export function expiryNotice(expires: string, now: Date): string {
  const days = daysLeft(expires, now);
  return days < 0 ? `EXPIRED on ${expires}` : `expires on ${expires}, in ${days} days`;
}

/** Days until an expiry date; negative if it has passed. */
export function daysLeft(expires: string, now: Date): number {
  const today = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate());
  return Math.round(((dayOf(expires) ?? 0) - today) / DAY);
}

function dayOf(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const day = new Date(`${text}T00:00:00Z`);
  // Date turns 31 February into a day of March.
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) ? day.getTime() : undefined;
}
