const MINUTES = { minute: 1, hour: 60, day: 1440 } as const;
const RATE = /^rate\((?:(1) (minute|hour|day)|([2-9]|[1-9]\d+) (minute|hour|day)s)\)$/;
const WEEK = 7 * MINUTES.day;
const MONTH = 31 * MINUTES.day;

/** What EventBridge, the scheduler and AWS Backup take as a schedule. */
export function isSchedule(text: string): boolean {
  if (RATE.test(text) || /^at\(.+\)$/.test(text)) return true;
  const fields = cronFields(text);
  return fields.length === 6 && (fields[2] === "?") !== (fields[4] === "?");
}

/** The longest time between two runs in minutes, or nothing for a schedule that this cannot tell of. */
export function intervalMinutes(text: string): number | undefined {
  const [, one, unit, many, units] = RATE.exec(text) ?? [];
  const count = one ?? many;
  if (count !== undefined) return Number(count) * MINUTES[(unit ?? units) as keyof typeof MINUTES];
  return isSchedule(text) ? cronInterval(cronFields(text)) : undefined;
}

function cronInterval([minute, hour, dayOfMonth, month, dayOfWeek]: readonly string[]): number | undefined {
  if (month !== "*") return undefined;
  if (!isEvery(dayOfMonth)) return MONTH;
  if (!isEvery(dayOfWeek)) return WEEK;
  if (hour !== "*") return hourlyGap(hour);
  return minute === "*" ? 1 : longestGap(minute, MINUTES.hour);
}

function cronFields(text: string): readonly string[] {
  return /^cron\((.+)\)$/.exec(text)?.[1]?.trim().split(/\s+/) ?? [];
}

const isEvery = (field: string | undefined): boolean => field === "*" || field === "?";

function hourlyGap(hour: string | undefined): number {
  return (longestGap(hour, 24) ?? 24) * MINUTES.hour;
}

/** `0/15` and `*\/15` step through the period, `5,35` lists its times. */
function longestGap(field: string | undefined, period: number): number | undefined {
  const step = /^(?:\*|\d+)\/(\d+)$/.exec(field ?? "")?.[1];
  if (step !== undefined) return Math.min(Number(step), period);
  const times = (field ?? "").split(",").map(Number);
  if (times.some(Number.isNaN)) return undefined;
  return Math.max(...times.map((time, index) => (times[index + 1] ?? times[0]! + period) - time));
}
