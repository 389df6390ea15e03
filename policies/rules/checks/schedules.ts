const MINUTES = { minute: 1, hour: 60, day: 1440 } as const;
const RATE = /^rate\((?:(1) (minute|hour|day)|([2-9]|[1-9]\d+) (minute|hour|day)s)\)$/;
const WEEK = 7 * MINUTES.day;
const MONTH = 31 * MINUTES.day;

type CronFields = readonly [
  minute: string,
  hour: string,
  dayOfMonth: string,
  month: string,
  dayOfWeek: string,
  year: string,
];

/** Returns whether EventBridge, EventBridge Scheduler and AWS Backup accept a schedule expression. */
export function isSchedule(text: string): boolean {
  if (RATE.test(text) || /^at\(.+\)$/.test(text)) return true;
  const fields = cronFields(text);
  return fields !== undefined && (fields[2] === "?") !== (fields[4] === "?");
}

/** Longest time between two runs in minutes; undefined for schedules by month. */
export function intervalMinutes(text: string): number | undefined {
  const [, one, unit, many, units] = RATE.exec(text) ?? [];
  const count = one ?? many;
  if (count !== undefined) return Number(count) * MINUTES[(unit ?? units) as keyof typeof MINUTES];
  const fields = cronFields(text);
  return fields && cronInterval(fields);
}

function cronInterval([minute, hour, dayOfMonth, month, dayOfWeek]: CronFields): number | undefined {
  if (month !== "*") return undefined;
  if (!isEvery(dayOfMonth)) return MONTH;
  if (!isEvery(dayOfWeek)) return WEEK;
  if (hour !== "*") return hourlyGap(hour);
  return minute === "*" ? 1 : longestGap(minute, MINUTES.hour);
}

function cronFields(text: string): CronFields | undefined {
  const [, fields] = /^cron\(\s*(\S+(?:\s+\S+){5})\s*\)$/.exec(text) ?? [];
  return fields?.split(/\s+/) as unknown as CronFields | undefined;
}

const isEvery = (field: string): boolean => field === "*" || field === "?";

function hourlyGap(hour: string): number {
  return (longestGap(hour, 24) ?? 24) * MINUTES.hour;
}

/** Longest gap of a cron field, with steps (`0/15`, `*\/15`) or a list (`5,35`). */
function longestGap(field: string, period: number): number | undefined {
  const [, step] = /^(?:\*|\d+)\/(\d+)$/.exec(field) ?? [];
  if (step !== undefined) return Math.min(Number(step), period);
  const times = field.split(",").map(Number);
  if (times.some(Number.isNaN)) return undefined;
  return Math.max(...times.map((time, index) => (times[index + 1] ?? times[0]! + period) - time));
}
